/** Recursive queries: turns of pipelines, each fed by the rows of the one before. */
@NullMarked
package tarn.engine.query.run.recursion;

import org.jspecify.annotations.NullMarked;
