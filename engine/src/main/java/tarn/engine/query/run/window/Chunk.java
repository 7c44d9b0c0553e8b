package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.sort.OrderedRows;

/**
 * Whole partitions of the sorted rows, numbered from 0. Evaluated by one thread, or if it is wide by all: then slices of
 * its rows are. What is made on the way goes when the chunk is closed, only results stay.
 */
final class Chunk implements AutoCloseable {
    /** Slices begin at multiples of so many rows. */
    static final int SLICE_ROWS = 1024;

    private static final int STEP = 1 << 16;

    private final OrderedRows ordered;
    private final long first;
    private final int rows;
    private final WindowSpec spec;
    private final QueryContext query;
    private final boolean wide;
    private final Region region;
    private final List<Region> results;
    private final Region resultRegion;
    private final List<Region> sliceRegions = new ArrayList<>();
    private final MemorySegment addresses;
    private final @Nullable Vector[] columns;
    private final @Nullable Runs[] runs;
    private WindowProgress.@Nullable Part progress;

    /** Runs of rows with equal keys: for each row the first of its run, and the one behind it. */
    record Runs(MemorySegment start, MemorySegment end) {}

    /** Works on rows {@code from} to {@code to - 1}, with memory of its own that lives as long as the chunk. */
    @FunctionalInterface
    interface Slice {
        void run(int from, int to, Region region);
    }

    /** @param results gets the memory of what stays */
    Chunk(
            OrderedRows ordered,
            long first,
            int rows,
            WindowSpec spec,
            QueryContext query,
            boolean wide,
            List<Region> results) {
        this.ordered = ordered;
        this.first = first;
        this.rows = rows;
        this.spec = spec;
        this.query = query;
        this.wide = wide;
        this.region = query.memory().newRegion("Window");
        this.results = results;
        this.resultRegion = newResultRegion();
        this.columns = new Vector[spec.layout().size()];
        this.runs = new Runs[spec.keys().size() + 1];
        this.addresses = ints();
        ordered.addresses(first, rows, addresses);
    }

    int rows() {
        return rows;
    }

    long first() {
        return first;
    }

    /** For the thread that has the chunk alone; slices have their own. */
    Region region() {
        return region;
    }

    QueryContext query() {
        return query;
    }

    WindowSpec spec() {
        return spec;
    }

    /** Room for an int per row. */
    MemorySegment ints() {
        return region.allocate(Math.max(8, rows * 4L));
    }

    static int get(MemorySegment ints, int row) {
        return Memory.getInt(ints, row);
    }

    static void put(MemorySegment ints, int row, int value) {
        Memory.setInt(ints, row, value);
    }

    /** Runs the task for all rows, on all threads if the chunk is wide. */
    void slices(Slice task) {
        if (!wide) {
            task.run(0, rows, region);
            return;
        }
        int size = (rows / (query.threads() * 4) / SLICE_ROWS + 1) * SLICE_ROWS;
        var tasks = new ArrayList<Runnable>();
        for (int from = 0; from < rows; from += size) {
            int start = from;
            int end = Math.min(rows, from + size);
            var own = query.memory().newRegion("Window");
            sliceRegions.add(own);
            tasks.add(() -> {
                task.run(start, end, own);
                if (progress != null) {
                    progress.add(end - start);
                }
            });
        }
        if (progress != null) {
            progress.beginRound();
        }
        query.parallel(tasks);
    }

    /** Where slices report what they have done, until there is another. */
    void reportTo(WindowProgress.Part part) {
        progress = part;
    }

    /** Fetches columns, for {@link #column}. */
    void fetch(List<Integer> positions) {
        if (!wide) {
            positions.forEach(this::column);
            return;
        }
        var tasks = new ArrayList<Runnable>();
        for (int position : positions) {
            if (columns[position] == null) {
                var own = query.memory().newRegion("Window");
                sliceRegions.add(own);
                tasks.add(() -> columns[position] = ordered.gather(position, addresses, rows, own));
            }
        }
        query.parallel(tasks);
    }

    /** A column of the layout, in the order of the rows. */
    Vector column(int position) {
        var known = columns[position];
        if (known == null) {
            known = ordered.gather(position, addresses, rows, region);
            columns[position] = known;
        }
        return known;
    }

    /** Room for a result, all of it valid so far. */
    FlatVector result(DataType type) {
        var values = resultRegion.allocateZeroed(Math.max(16, type.lane().bytesFor(rows)));
        var validity = resultRegion.allocate(Bits.bytes(rows));
        validity.fill((byte) -1);
        return new FlatVector(type, values, validity);
    }

    /** Rows of a result, from a multiple of 64 on. */
    static FlatVector part(FlatVector result, int from, int count) {
        var lane = result.type().lane();
        var values = result.values().asSlice(lane.bytesFor(from));
        var validity = java.util.Objects.requireNonNull(result.validity()).asSlice(from / 8, Bits.bytes(count));
        return new FlatVector(result.type(), values, validity);
    }

    /** Memory for results, for the thread that has the chunk alone. */
    Region results() {
        return resultRegion;
    }

    /** Memory for results, for a slice. */
    Region newResultRegion() {
        var own = query.memory().newRegion("Window");
        synchronized (results) {
            results.add(own);
        }
        return own;
    }

    /** The runs of rows that are equal in the first {@code keys} keys. */
    Runs runs(int keys) {
        var known = runs[keys];
        if (known == null) {
            known = new Runs(ints(), ints());
            runs[keys] = known;
            boundaries(keys, known);
        }
        return known;
    }

    private void boundaries(int keys, Runs out) {
        var begins = region.allocateZeroed(Bits.bytes(rows) + 8);
        if (keys > 0) {
            slices((from, to, _) -> {
                for (int row = from; row < to; row += STEP) {
                    query.checkCancelled();
                    ordered.differences(first + row, Math.min(STEP, to - row), keys, begins, row);
                }
            });
        }
        int from = 0;
        for (int row = next(begins, 1); from < rows; row = next(begins, row + 1)) {
            for (int i = from; i < row; i++) {
                put(out.start, i, from);
                put(out.end, i, row);
            }
            from = row;
        }
    }

    /** The first row from {@code row} on that begins a run, or the end. */
    private int next(MemorySegment begins, int row) {
        for (int at = row; at < rows; at = (at | 63) + 1) {
            long word = Memory.getLong(begins, at >>> 6) >>> at;
            if (word != 0) {
                return at + Long.numberOfTrailingZeros(word);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        region.close();
        sliceRegions.forEach(Region::close);
    }
}
