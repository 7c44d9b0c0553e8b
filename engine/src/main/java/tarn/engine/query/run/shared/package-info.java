/** Rows kept whole: the store that sorts, limits, shared sub-plans and results fill, and the source that reads it again. */
@NullMarked
package tarn.engine.query.run.shared;

import org.jspecify.annotations.NullMarked;
