/** From text to syntax tree: drives the generated parser, turns its trees into {@code tarn.sql.ast} and its failures into good errors. */
@NullMarked
package tarn.sql.build;

import org.jspecify.annotations.NullMarked;
