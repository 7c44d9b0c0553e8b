/** Runs pipelines: the threads of a database, one run of a query, and the driver that pushes batches through a pipeline. */
@NullMarked
package tarn.engine.query.run.schedule;

import org.jspecify.annotations.NullMarked;
