/**
 * What a statement says, as sealed records: names stay names, nothing is resolved. Every node has the {@link tarn.sql.error.Span} of its text
 * as last component.
 */
@NullMarked
package tarn.sql.ast;

import org.jspecify.annotations.NullMarked;
