/** Tests of the suites. */
@NullMarked
package tarn.bench.suite;

import org.jspecify.annotations.NullMarked;
