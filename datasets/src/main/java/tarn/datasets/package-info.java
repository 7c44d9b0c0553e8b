/** Data sets that are generated or shipped with Tarn; knows nothing of the engine. */
@NullMarked
package tarn.datasets;

import org.jspecify.annotations.NullMarked;
