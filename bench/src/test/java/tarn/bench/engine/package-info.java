/** Tests of the processes that engines run in. */
@NullMarked
package tarn.bench.engine;

import org.jspecify.annotations.NullMarked;
