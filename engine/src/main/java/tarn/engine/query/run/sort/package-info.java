/** ORDER BY: rows are kept, their keys packed into words, and the words sorted by radix. */
@NullMarked
package tarn.engine.query.run.sort;

import org.jspecify.annotations.NullMarked;
