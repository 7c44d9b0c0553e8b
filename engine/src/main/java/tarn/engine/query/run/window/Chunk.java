package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.sort.OrderedRows;

/** Whole partitions of the sorted rows, numbered from 0. Evaluated by one thread. */
final class Chunk {
    private final OrderedRows ordered;
    private final long first;
    private final int rows;
    private final WindowSpec spec;
    private final QueryContext query;
    private final Region region;
    private final MemorySegment addresses;
    private final @Nullable Vector[] columns;
    private final MemorySegment partitionStart;
    private final MemorySegment partitionEnd;
    private @Nullable MemorySegment peerStart;
    private @Nullable MemorySegment peerEnd;

    Chunk(OrderedRows ordered, long first, int rows, WindowSpec spec, QueryContext query, Region region) {
        this.ordered = ordered;
        this.first = first;
        this.rows = rows;
        this.spec = spec;
        this.query = query;
        this.region = region;
        this.columns = new Vector[spec.layout().size()];
        this.addresses = ints();
        ordered.addresses(first, rows, addresses);
        this.partitionStart = ints();
        this.partitionEnd = ints();
        boundaries(spec.partitionKeys(), partitionStart, partitionEnd);
    }

    int rows() {
        return rows;
    }

    long first() {
        return first;
    }

    Region region() {
        return region;
    }

    QueryContext query() {
        return query;
    }

    /** Room for an int per row. */
    MemorySegment ints() {
        return region.allocate(Math.max(8, rows * 4L));
    }

    static int get(MemorySegment ints, int row) {
        return ints.getAtIndex(ValueLayout.JAVA_INT, row);
    }

    static void put(MemorySegment ints, int row, int value) {
        ints.setAtIndex(ValueLayout.JAVA_INT, row, value);
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

    /** For each row the first row of its partition. */
    MemorySegment partitionStart() {
        return partitionStart;
    }

    /** For each row the row behind its partition. */
    MemorySegment partitionEnd() {
        return partitionEnd;
    }

    /** For each row the first of the rows that are equal to it by all keys. */
    MemorySegment peerStart() {
        peers();
        return java.util.Objects.requireNonNull(peerStart);
    }

    /** For each row the row behind those that are equal to it by all keys. */
    MemorySegment peerEnd() {
        peers();
        return java.util.Objects.requireNonNull(peerEnd);
    }

    private void peers() {
        if (peerStart == null) {
            if (spec.keys().size() == spec.partitionKeys()) {
                peerStart = partitionStart;
                peerEnd = partitionEnd;
            } else {
                peerStart = ints();
                peerEnd = ints();
                boundaries(spec.keys().size(), peerStart, peerEnd);
            }
        }
    }

    /** Runs of rows with equal first {@code keys} keys. */
    private void boundaries(int keys, MemorySegment start, MemorySegment end) {
        int from = 0;
        for (int row = 1; row <= rows; row++) {
            if (row == rows || keys > 0 && !ordered.same(get(addresses, row - 1), get(addresses, row), keys)) {
                for (int i = from; i < row; i++) {
                    put(start, i, from);
                    put(end, i, row);
                }
                from = row;
            }
            if ((row & 0xffff) == 0) {
                query.checkCancelled();
            }
        }
    }
}
