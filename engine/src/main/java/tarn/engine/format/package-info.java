/** File formats by name: the one place that knows which there are. */
@NullMarked
package tarn.engine.format;

import org.jspecify.annotations.NullMarked;
