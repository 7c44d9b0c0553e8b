package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;

/** The loop of a {@link RowOperator}. */
interface RowLoop {
    /** Writes the rows whose bits are set, and clears the bits of those that turn out NULL. Returns how many did. */
    int run(Arguments in, Output out, int rows, MemorySegment bits);
}
