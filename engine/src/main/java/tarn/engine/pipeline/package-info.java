/** The contracts of execution: sources, transforms, sinks, what a worker has at hand, and its counters. */
@NullMarked
package tarn.engine.pipeline;

import org.jspecify.annotations.NullMarked;
