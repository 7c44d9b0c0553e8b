package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;

/** The first build row of each code that occurs. */
sealed interface FirstRows permits DirectRows, RankedRows, HashedRows {

    /** Writes the first build row of each code as an int, or -1. */
    void find(MemorySegment codes, int count, MemorySegment found);

    /** What EXPLAIN ANALYZE calls it. */
    String strategy();
}
