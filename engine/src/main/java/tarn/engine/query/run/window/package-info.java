/**
 * Window functions: rows are sorted by partition and order, cut into chunks of whole partitions, and every function is
 * evaluated chunk by chunk on many threads.
 */
@NullMarked
package tarn.engine.query.run.window;

import org.jspecify.annotations.NullMarked;
