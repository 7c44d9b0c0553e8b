/** Where a query's rows end up for its caller. */
@NullMarked
package tarn.engine.query.run.sink;

import org.jspecify.annotations.NullMarked;
