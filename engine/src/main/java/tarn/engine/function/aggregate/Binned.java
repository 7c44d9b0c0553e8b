package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.scalar.OtherBin;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * How many values fall into each of given bins: a bin takes what is at most its bound and above the one before, or, where
 * exact, what equals it. The bins are those of the first row of a group. State: address of the block of bins, 0 without rows.
 * A block has the number of bins, the count of all other values, and of each bin, in their order, where its cell (see
 * {@link Nested}) begins and ends and its count.
 */
final class Binned implements Aggregate {
    private static final int STATE = 8;
    private static final long OTHERS = 8;
    private static final long HEADER = 16;
    private static final long BIN = 24;
    private static final long COUNT = 16;
    private static final MemorySegment MEMORY = Strings.MEMORY;

    private final DataType type;
    private final boolean exact;
    private @Nullable NestedWriter writer;
    private @Nullable Region writerRegion;

    Binned(DataType type, boolean exact) {
        this.type = type;
        this.exact = exact;
    }

    @Override
    public int stateBytes() {
        return STATE;
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        for (int row = 0; row < rows; row++) {
            add(states.memory(), states.at(Memory.getInt(groups, row)), arguments, row, region);
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        for (int row = 0; row < rows; row++) {
            add(states.memory(), states.at(group), arguments, row, region);
        }
    }

    private NestedWriter writer(Region region) {
        if (writer == null || writerRegion != region) {
            writer = new NestedWriter(region);
            writerRegion = region;
        }
        return writer;
    }

    private void add(MemorySegment memory, long at, List<Vector> arguments, int row, Region region) {
        if (arguments.getFirst().isNull(row)) {
            return;
        }
        long block = Memory.getLongAt(memory, at);
        if (block == 0) {
            block = bins(arguments.get(1), row, region);
            Memory.setLongAt(memory, at, block);
        }
        var cells = writer(region);
        cells.cell(arguments.getFirst(), row);
        long counter = counter(block, new Cell(cells.address(), cells.address() + cells.length()));
        cells.discard();
        Memory.setLong(counter, Memory.getLong(counter) + 1);
    }

    private long bins(Vector lists, int row, Region region) {
        if (lists.isNull(row)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the list of bins is NULL");
        }
        // Kept for good: the batch that the list is in is not.
        var kept = new NestedWriter(region);
        kept.cell(lists, row);
        var bounds = new ArrayList<Cell>();
        for (long cell = kept.address() + 1; !Nested.isEnd(cell); cell = Nested.next(type, cell)) {
            if (Nested.isNull(cell)) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "a bin is NULL");
            }
            bounds.add(new Cell(cell, Nested.next(type, cell)));
        }
        Collections.sort(bounds);
        var distinct = bounds.stream().distinct().toList();
        long block = region.allocateZeroed(HEADER + distinct.size() * BIN).address();
        Memory.setLong(block, distinct.size());
        for (int i = 0; i < distinct.size(); i++) {
            Memory.setLong(block + HEADER + i * BIN, distinct.get(i).from());
            Memory.setLong(block + HEADER + i * BIN + 8, distinct.get(i).to());
        }
        return block;
    }

    private static long size(long block) {
        return Memory.getLong(block);
    }

    private static Cell bound(long block, long bin) {
        long at = block + HEADER + bin * BIN;
        return new Cell(Memory.getLong(at), Memory.getLong(at + 8));
    }

    /** Where the count of the bin is that takes the value. */
    private long counter(long block, Cell value) {
        long low = 0;
        long high = size(block);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (bound(block, middle).compareTo(value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        boolean other = low == size(block) || exact && !bound(block, low).equals(value);
        return other ? block + OTHERS : block + HEADER + low * BIN + COUNT;
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long theirs = Memory.getLongAt(from.memory(), from.at(i));
            long at = into.at(Memory.getInt(groups, i));
            long ours = Memory.getLongAt(into.memory(), at);
            if (theirs != 0) {
                Memory.setLongAt(into.memory(), at, ours == 0 ? copy(theirs, region) : addAll(ours, theirs));
            }
        }
    }

    private static long copy(long block, Region region) {
        long bytes = HEADER + size(block) * BIN;
        var copy = region.allocate(bytes);
        MemorySegment.copy(MEMORY, block, copy, 0, bytes);
        for (long bin = 0; bin < size(block); bin++) {
            var bound = bound(block, bin);
            long to = region.allocate(bound.to() - bound.from()).address();
            MemorySegment.copy(MEMORY, bound.from(), MEMORY, to, bound.to() - bound.from());
            Memory.setLongAt(copy, HEADER + bin * BIN, to);
            Memory.setLongAt(copy, HEADER + bin * BIN + 8, to + bound.to() - bound.from());
        }
        return copy.address();
    }

    private static long addAll(long ours, long theirs) {
        boolean same = size(ours) == size(theirs);
        for (long bin = 0; same && bin < size(ours); bin++) {
            same = bound(ours, bin).equals(bound(theirs, bin));
        }
        if (!same) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the bins differ within a group");
        }
        for (long bin = 0; bin < size(ours); bin++) {
            sum(ours + HEADER + bin * BIN + COUNT, theirs + HEADER + bin * BIN + COUNT);
        }
        sum(ours + OTHERS, theirs + OTHERS);
        return ours;
    }

    private static void sum(long ours, long theirs) {
        Memory.setLong(ours, Memory.getLong(ours) + Memory.getLong(theirs));
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        var results = new NestedWriter(region);
        for (int i = 0; i < count; i++) {
            long block = Memory.getLongAt(states.memory(), states.at(first + i));
            if (block == 0) {
                Results.setNull(out, i);
                continue;
            }
            for (long bin = 0; bin < size(block); bin++) {
                var bound = bound(block, bin);
                results.begin();
                results.copy(bound.from(), bound.to());
                results.count(Memory.getLong(block + HEADER + bin * BIN + COUNT));
            }
            long others = Memory.getLong(block + OTHERS);
            if (others > 0 && OtherBin.exists(type)) {
                results.begin();
                results.cell(OtherBin.of(type, region), 0);
                results.count(others);
            }
            results.end();
            results.finish(out.values(), i);
        }
    }
}
