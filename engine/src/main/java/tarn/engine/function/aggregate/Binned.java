package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
            add(states.memory(), states.at(groups.getAtIndex(JAVA_INT, row)), arguments, row, region);
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
        long block = memory.get(JAVA_LONG, at);
        if (block == 0) {
            block = bins(arguments.get(1), row, region);
            memory.set(JAVA_LONG, at, block);
        }
        var cells = writer(region);
        cells.cell(arguments.getFirst(), row);
        long counter = counter(block, new Cell(cells.address(), cells.address() + cells.length()));
        cells.discard();
        MEMORY.set(JAVA_LONG, counter, MEMORY.get(JAVA_LONG, counter) + 1);
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
        MEMORY.set(JAVA_LONG, block, distinct.size());
        for (int i = 0; i < distinct.size(); i++) {
            MEMORY.set(JAVA_LONG, block + HEADER + i * BIN, distinct.get(i).from());
            MEMORY.set(JAVA_LONG, block + HEADER + i * BIN + 8, distinct.get(i).to());
        }
        return block;
    }

    private static long size(long block) {
        return MEMORY.get(JAVA_LONG, block);
    }

    private static Cell bound(long block, long bin) {
        long at = block + HEADER + bin * BIN;
        return new Cell(MEMORY.get(JAVA_LONG, at), MEMORY.get(JAVA_LONG, at + 8));
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
            long theirs = from.memory().get(JAVA_LONG, from.at(i));
            long at = into.at(groups.getAtIndex(JAVA_INT, i));
            long ours = into.memory().get(JAVA_LONG, at);
            if (theirs != 0) {
                into.memory().set(JAVA_LONG, at, ours == 0 ? copy(theirs, region) : addAll(ours, theirs));
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
            copy.set(JAVA_LONG, HEADER + bin * BIN, to);
            copy.set(JAVA_LONG, HEADER + bin * BIN + 8, to + bound.to() - bound.from());
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
        MEMORY.set(JAVA_LONG, ours, MEMORY.get(JAVA_LONG, ours) + MEMORY.get(JAVA_LONG, theirs));
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        var results = new NestedWriter(region);
        for (int i = 0; i < count; i++) {
            long block = states.memory().get(JAVA_LONG, states.at(first + i));
            if (block == 0) {
                Results.setNull(out, i);
                continue;
            }
            for (long bin = 0; bin < size(block); bin++) {
                var bound = bound(block, bin);
                results.begin();
                results.copy(bound.from(), bound.to());
                results.count(MEMORY.get(JAVA_LONG, block + HEADER + bin * BIN + COUNT));
            }
            long others = MEMORY.get(JAVA_LONG, block + OTHERS);
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
