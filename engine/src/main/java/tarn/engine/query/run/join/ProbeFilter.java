package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;

/**
 * What is known of the keys of a join's build side once it is finished, for what reads the probe side to leave out rows early.
 * It may let rows pass that match nothing, never the other way round.
 */
public sealed interface ProbeFilter permits JoinFilter, HashFilter {

    /** Some keys of a join, by their numbers, and what learns their values. */
    record OfKeys(List<Integer> keys, ProbeFilter filter) {}

    /** Learns the values of as many rows; the vectors are as {@link KeptColumn} keeps columns. */
    void fill(List<Vector> keys, int rows, Region region, QueryContext query);

    /** A build side without rows: nothing passes. */
    void fillEmpty();

    /** Whether the build side is finished and its values could be learned. */
    boolean known();

    /** The values of the build side, or its rows where they were not counted. */
    long values();

    /** Writes the numbers of the rows whose keys may have a match; NULL has none. Returns how many. */
    int select(List<Vector> keys, int rows, MemorySegment selected, Region scratch);
}
