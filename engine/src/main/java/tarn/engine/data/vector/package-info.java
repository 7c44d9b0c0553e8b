/** Vectors in three shapes (flat, constant, dictionary) over native memory, and batches of them. */
@NullMarked
package tarn.engine.data.vector;

import org.jspecify.annotations.NullMarked;
