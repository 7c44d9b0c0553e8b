/** Benchmarks: micro-benchmarks and comparisons of whole queries. */
@NullMarked
package tarn.bench;

import org.jspecify.annotations.NullMarked;
