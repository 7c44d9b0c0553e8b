/** Sources, transforms and sinks, and the driver that runs them in morsels on many threads. */
@NullMarked
package tarn.engine.query.run.pipeline;

import org.jspecify.annotations.NullMarked;
