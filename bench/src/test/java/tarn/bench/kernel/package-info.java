/** Micro-benchmarks of kernels and operators, run by {@code MicroBenchmarks}. */
@NullMarked
package tarn.bench.kernel;

import org.jspecify.annotations.NullMarked;
