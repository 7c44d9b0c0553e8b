/**
 * Window functions: rows are sorted by partition and order, cut into chunks of whole partitions, and every function is
 * evaluated chunk by chunk on many threads, in large chunks slice by slice; {@code FrameAggregates} chooses the way.
 */
@NullMarked
package tarn.engine.query.run.window;

import org.jspecify.annotations.NullMarked;
