/** Tests of the history. */
@NullMarked
package tarn.bench.report;

import org.jspecify.annotations.NullMarked;
