package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;

/** A loop over rows, cloned per operator. */
interface Loop {
    /** Writes all rows. */
    void run(Arguments in, MemorySegment out, int rows);

    /** Writes the rows whose bits are set. */
    void run(Arguments in, MemorySegment out, int rows, MemorySegment bits);
}
