package tarn.engine.query.run.recursion;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** An aggregate of USING KEY: a state for each key, to which rows are added from turn to turn. */
final class KeyedAggregate {
    private static final int FIRST_CAPACITY = 64;

    private final Recursion.Aggregated call;
    private final Aggregate function;
    private @Nullable Region region;
    private MemorySegment states = MemorySegment.NULL;
    private int capacity;

    KeyedAggregate(Recursion.Aggregated call) {
        this.call = call;
        this.function = call.function().aggregate().get();
    }

    /** The position of the result. */
    int column() {
        return call.column();
    }

    /** @param owned holds the states from now on */
    void open(Region owned) {
        region = owned;
    }

    /**
     * Adds rows.
     *
     * @param keys the number of each row's key
     * @param known how many keys there are
     */
    void add(MemorySegment keys, List<Vector> row, int rows, int known) {
        reserve(known);
        var arguments = call.arguments().stream().map(row::get).toList();
        function.update(all(), keys, arguments, rows, Objects.requireNonNull(region));
    }

    private Aggregate.States all() {
        return new Aggregate.States(states, 0, function.stateBytes());
    }

    private void reserve(int size) {
        if (size <= capacity) {
            return;
        }
        var from = Objects.requireNonNull(region);
        int grown = Math.max(FIRST_CAPACITY, 2 * size);
        var larger = from.allocateZeroed((long) grown * function.stateBytes());
        MemorySegment.copy(states, 0, larger, 0, states.byteSize());
        if (capacity > 0) {
            from.free(states);
        }
        states = larger;
        capacity = grown;
    }

    /** The results so far of the keys {@code first} to {@code first + count - 1}. */
    FlatVector results(int first, int count, Region scratch) {
        DataType type = call.function().result();
        var out = new FlatVector(
                type,
                scratch.allocateZeroed(Math.max(16, type.lane().bytesFor(count))),
                scratch.allocate(Math.max(16, Bits.bytes(count))).fill((byte) -1));
        function.finish(all(), first, count, out, scratch);
        return out;
    }
}
