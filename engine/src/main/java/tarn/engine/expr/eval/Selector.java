package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.vector.Batch;

/** A compiled predicate. Not thread-safe. */
public interface Selector {
    /**
     * Writes the int numbers of the rows for which the predicate is TRUE, ascending.
     *
     * @param rowNumbers room for as many ints as the batch has rows
     * @return how many
     */
    int select(Batch in, MemorySegment rowNumbers);
}
