/** The border to Arrow: results as record batches for other libraries. The only package that sees Arrow's vector classes. */
@NullMarked
package tarn.engine.data.arrow;

import org.jspecify.annotations.NullMarked;
