/** What is measured: data sets and the statements that are run on them. */
@NullMarked
package tarn.bench.suite;

import org.jspecify.annotations.NullMarked;
