/** Measuring: the engines take turns, their results are compared, their times summed up. */
@NullMarked
package tarn.bench.measure;

import org.jspecify.annotations.NullMarked;
