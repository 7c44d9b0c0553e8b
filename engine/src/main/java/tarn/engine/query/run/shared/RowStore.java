package tarn.engine.query.run.shared;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Vector;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Rows kept by several workers in blocks of {@link #BLOCK_ROWS} rows, each column of a block in one piece. A row's
 * address is the number of its block, shifted, plus its place in the block. Filled by one {@link Writer} per worker;
 * once sealed, immutable and readable by all threads.
 */
public final class RowStore implements AutoCloseable {
    public static final int BLOCK_SHIFT = 14;
    public static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;

    private static final int MOST_BLOCKS = 1 << (31 - BLOCK_SHIFT);

    private final List<DataType> types;
    private final ArrayDeque<Integer> unused = new ArrayDeque<>();
    private int blocks;
    private final List<Writer> writers = new ArrayList<>();
    private List<Segment> segments = List.of();
    private long rows;

    public RowStore(List<DataType> types) {
        this.types = List.copyOf(types);
    }

    /** Some rows of one morsel, next to each other in a block. */
    public record Segment(Block block, int from, int rows, long morsel) {
        /** The first row's address; the others follow. */
        public int address() {
            return (block.index << BLOCK_SHIFT) + from;
        }
    }

    /** Up to {@link #BLOCK_ROWS} rows. */
    public static final class Block {
        private final int index;
        private final List<ColumnBuffer> columns;
        private int rows;

        private Block(int index, List<ColumnBuffer> columns) {
            this.index = index;
            this.columns = columns;
        }

        public int index() {
            return index;
        }

        public ColumnBuffer column(int column) {
            return columns.get(column);
        }

        private Batch all() {
            return new Batch(
                    rows, columns.stream().<Vector>map(ColumnBuffer::vector).toList());
        }
    }

    /** A writer whose rows live in {@code region}, which the store closes when it is closed. */
    public synchronized Writer newWriter(Region region) {
        var writer = new Writer(region);
        writers.add(writer);
        return writer;
    }

    /** Ends writing and puts the rows in the order of their morsels. */
    public void seal() {
        var all = new ArrayList<Segment>();
        for (Writer writer : writers) {
            writer.endSegment();
            all.addAll(writer.written);
        }
        all.sort(Comparator.comparingLong(Segment::morsel));
        segments = List.copyOf(all);
        rows = all.stream().mapToLong(Segment::rows).sum();
    }

    /** All rows in the order of the morsels; known when sealed. */
    public List<Segment> segments() {
        return segments;
    }

    public List<DataType> types() {
        return types;
    }

    public long rows() {
        return rows;
    }

    /** Bytes charged now. */
    public long bytes() {
        return writers.stream().mapToLong(writer -> writer.region.bytes()).sum();
    }

    /** Rows of a segment, with re-aligned bitmaps in {@code region}. */
    public static Batch slice(Segment segment, int from, int rows, Region region) {
        var vectors = new Vector[segment.block.columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = segment.block.column(i).slice(segment.from + from, rows, region);
        }
        return new Batch(rows, List.of(vectors));
    }

    @Override
    public void close() {
        for (Writer writer : writers) {
            writer.region.close();
        }
        writers.clear();
        segments = List.of();
        rows = 0;
    }

    private synchronized Block newBlock(Region region, long capacity) {
        var columns = new ColumnBuffer[types.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new ColumnBuffer(types.get(i), region, capacity);
        }
        if (!unused.isEmpty()) {
            return new Block(unused.poll(), List.of(columns));
        }
        if (blocks == MOST_BLOCKS) {
            throw SqlException.of(
                    ErrorCode.OUT_OF_MEMORY, "more rows than can be kept at a time: " + Integer.MAX_VALUE);
        }
        return new Block(blocks++, List.of(columns));
    }

    private synchronized void giveBack(Block block) {
        unused.add(block.index);
    }

    /** Takes the rows of one worker. */
    public final class Writer {
        private Region region;
        private List<Segment> written = new ArrayList<>();
        private @Nullable Block block;
        private int segmentFrom;
        private long morsel = -1;
        private long lastMorsel = -1;

        private Writer(Region region) {
            this.region = region;
        }

        /** The writer's rows so far, in the order of the morsels. */
        public List<Segment> segments() {
            endSegment();
            return written;
        }

        /** Forgets all rows but those with the addresses given, which move to {@code to} and get new addresses. */
        public void retain(BitSet addresses, Region to) {
            var before = segments();
            var from = region;
            region = to;
            written = new ArrayList<>();
            block = null;
            var numbers = from.allocate(BLOCK_ROWS * 4L);
            for (int i = 0; i < before.size(); i++) {
                var segment = before.get(i);
                int count = 0;
                for (int row = segment.from; row < segment.from + segment.rows; row++) {
                    if (addresses.get((segment.block.index << BLOCK_SHIFT) + row)) {
                        Memory.setInt(numbers, count++, row);
                    }
                }
                if (count > 0) {
                    append(segment.block.all(), numbers, count, segment.morsel);
                }
                if (i + 1 == before.size() || before.get(i + 1).block != segment.block) {
                    giveBack(segment.block);
                }
            }
            from.close();
        }

        /** Appends the first {@code count} rows. */
        public void append(Batch batch, int count, long ofMorsel) {
            if (count <= BLOCK_ROWS) {
                var to = room(count, ofMorsel);
                for (int i = 0; i < to.columns.size(); i++) {
                    to.column(i).append(batch.column(i), count);
                }
                to.rows += count;
            } else {
                throw new IllegalArgumentException("batch of " + count + " rows");
            }
        }

        /** Appends the rows whose int numbers are given. */
        public void append(Batch batch, MemorySegment rowNumbers, int count, long ofMorsel) {
            var to = room(count, ofMorsel);
            for (int i = 0; i < to.columns.size(); i++) {
                to.column(i).append(batch.column(i), rowNumbers, count);
            }
            to.rows += count;
        }

        private Block room(int count, long ofMorsel) {
            Block to = block;
            if (to == null || to.rows + count > BLOCK_ROWS) {
                endSegment();
                to = newBlock(region, to == null ? 0 : BLOCK_ROWS);
                block = to;
                segmentFrom = 0;
                morsel = ofMorsel;
            } else if (ofMorsel != lastMorsel && ofMorsel != lastMorsel + 1) {
                endSegment();
                morsel = ofMorsel;
            }
            lastMorsel = ofMorsel;
            return to;
        }

        private void endSegment() {
            if (block != null && block.rows > segmentFrom) {
                written.add(new Segment(block, segmentFrom, block.rows - segmentFrom, morsel));
                segmentFrom = block.rows;
            }
        }
    }
}
