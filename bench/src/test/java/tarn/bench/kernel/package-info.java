/** Micro-benchmarks of kernels, run by {@code KernelBenchmarks.main}. */
@NullMarked
package tarn.bench.kernel;

import org.jspecify.annotations.NullMarked;
