/** {@code tarn bench}: comparisons of whole queries with other engines, and with other builds of Tarn. */
@NullMarked
package tarn.bench;

import org.jspecify.annotations.NullMarked;
