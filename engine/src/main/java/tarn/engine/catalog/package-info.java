/** Schemas, tables, views, and the interfaces that a source of rows implements. */
@NullMarked
package tarn.engine.catalog;

import org.jspecify.annotations.NullMarked;
