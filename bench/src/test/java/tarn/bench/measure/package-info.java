/** Tests of comparison and statistics. */
@NullMarked
package tarn.bench.measure;

import org.jspecify.annotations.NullMarked;
