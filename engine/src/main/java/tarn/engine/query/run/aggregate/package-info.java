/** GROUP BY and its aggregates: thread-local tables of groups, merged in parallel. */
@NullMarked
package tarn.engine.query.run.aggregate;

import org.jspecify.annotations.NullMarked;
