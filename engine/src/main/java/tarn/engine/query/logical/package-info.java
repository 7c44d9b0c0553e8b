/** The logical plan: sealed records, data only. */
@NullMarked
package tarn.engine.query.logical;

import org.jspecify.annotations.NullMarked;
