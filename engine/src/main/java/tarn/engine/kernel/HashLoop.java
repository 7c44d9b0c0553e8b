package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Hashes a flat column, cloned per lane. */
interface HashLoop {
    void run(MemorySegment values, @Nullable MemorySegment validity, int rows, MemorySegment hashes);
}
