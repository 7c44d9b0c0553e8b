package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/**
 * Aggregates of all values as cells of a list (see {@link tarn.engine.data.vector.Nested}): list, histogram, the n least. A
 * row adds a cell for each of the first arguments. State: the cells so far.
 */
final class Listed implements Aggregate {

    /** Makes the result of all cells of a group. */
    interface Finish {
        /** @param out takes the nested result, its end included */
        void write(long from, long to, NestedWriter out);
    }

    private final int arity;
    private final boolean keepNulls;
    private final Finish finish;
    private @Nullable NestedWriter writer;
    private @Nullable Region writerRegion;

    /**
     * @param arity how many arguments are kept; others are constants that {@code finish} knows
     * @param keepNulls whether a row counts in which an argument is NULL
     */
    Listed(int arity, boolean keepNulls, Finish finish) {
        this.arity = arity;
        this.keepNulls = keepNulls;
        this.finish = finish;
    }

    @Override
    public int stateBytes() {
        return ValueList.BYTES;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        var cells = writer(region);
        for (int row = 0; row < rows; row++) {
            add(states.memory(), states.at(Memory.getInt(groups, row)), arguments, row, cells, region);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        var cells = writer(region);
        for (int row = 0; row < rows; row++) {
            add(states.memory(), states.at(group), arguments, row, cells, region);
        }
    }

    private NestedWriter writer(Region region) {
        if (writer == null || writerRegion != region) {
            writer = new NestedWriter(region);
            writerRegion = region;
        }
        return writer;
    }

    private void add(
            MemorySegment memory, long at, List<Vector> arguments, int row, NestedWriter cells, Region region) {
        for (int i = 0; i < arity; i++) {
            if (!keepNulls && arguments.get(i).isNull(row)) {
                cells.discard();
                return;
            }
            cells.cell(arguments.get(i), row);
        }
        append(memory, at, cells.address(), cells.length(), region);
        cells.discard();
    }

    private static void append(MemorySegment memory, long at, long from, long length, Region region) {
        long to = ValueList.append(memory, at, Math.toIntExact(length), 1, region);
        MemorySegment.copy(Strings.MEMORY, from, Strings.MEMORY, to, length);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long that = from.at(i);
            if (ValueList.count(from.memory(), that) > 0) {
                var more = ValueList.values(from.memory(), that, 1);
                append(into.memory(), into.at(Memory.getInt(groups, i)), more.address(), more.byteSize(), region);
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        var results = new NestedWriter(region);
        for (int i = 0; i < count; i++) {
            long at = states.at(first + i);
            if (ValueList.count(states.memory(), at) == 0) {
                Results.setNull(out, i);
            } else {
                var cells = ValueList.values(states.memory(), at, 1);
                finish.write(cells.address(), cells.address() + cells.byteSize(), results);
                results.finish(out.values(), i);
            }
        }
    }
}
