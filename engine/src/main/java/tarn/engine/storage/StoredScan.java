package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** Reads columns of a stored table, without copying where the layout allows; skips row groups by their bounds. */
final class StoredScan implements Source {
    private static final int MORSEL_ROWS = 32_768;

    /** Smaller batches, which tests ask for, make smaller morsels too: so that several threads work on few rows. */
    private static final int MORSEL_BATCHES = 16;

    private final TableVersion table;
    private final List<Integer> columns;
    private final Supplier<List<ColumnRange>> ranges;
    private final Supplier<@Nullable ColumnRange> narrowing;

    /** @param narrowing asked before each piece of a row group */
    StoredScan(
            TableVersion table,
            List<Integer> columns,
            Supplier<List<ColumnRange>> ranges,
            Supplier<@Nullable ColumnRange> narrowing) {
        this.narrowing = narrowing;
        this.table = table;
        this.columns = columns;
        this.ranges = ranges;
    }

    @Override
    public String name() {
        return "scan " + table.name();
    }

    @Override
    public Morsels open(QueryContext query) {
        var pieces = new ArrayList<Piece>();
        var asked = ranges.get();
        int skipped = 0;
        long firstRow = table.firstRow();
        int rows = Math.min(MORSEL_ROWS, MORSEL_BATCHES * query.batchRows());
        for (var group : table.groups()) {
            if (mayMatch(group, asked)) {
                for (int from = 0; from < group.rows(); from += rows) {
                    pieces.add(new Piece(group, firstRow, from, Math.min(group.rows(), from + rows)));
                }
            } else {
                skipped++;
            }
            firstRow += group.rows();
        }
        if (skipped > 0) {
            var outcome = "skipped " + skipped + " of " + table.groups().size() + " row groups";
            query.profile(this).setStrategy(() -> outcome);
        }
        return new Pieces(pieces, dictionaries(), query.batchRows());
    }

    private List<@Nullable Dictionary> dictionaries() {
        var dictionaries = new ArrayList<@Nullable Dictionary>();
        columns.forEach(column -> dictionaries.add(isRowNumber(column) ? null : table.dictionary(column)));
        return dictionaries;
    }

    /** Some rows of a group at once. */
    Batch read(RowGroup group, int from, int rows, Region scratch) {
        var pieces = new Pieces(List.of(), dictionaries(), rows);
        return new PieceReader(new Piece(group, 0, from, from + rows), pieces, scratch).read(rows);
    }

    private boolean isRowNumber(int column) {
        return column == table.columns().size();
    }

    private boolean mayMatch(RowGroup group, List<ColumnRange> asked) {
        for (var range : asked) {
            if (isRowNumber(range.column())) {
                continue;
            }
            var bounds = group.columns().get(range.column()).statistics();
            if (bounds.nulls() == group.rows()
                    || below(bounds.max(), range.low())
                    || below(range.high(), bounds.min())) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are known and {@code a < b}. */
    private static boolean below(@Nullable Object a, @Nullable Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> x < y;
            case Double x when b instanceof Double y -> x < y;
            case null, default -> false;
        };
    }

    /** @param firstRow the number of the group's first row in the table */
    private record Piece(RowGroup group, long firstRow, int from, int to) {}

    private final class Pieces implements Morsels {
        private final List<Piece> pieces;
        private final List<@Nullable Dictionary> dictionaries;
        private final int batchRows;
        private final AtomicInteger taken = new AtomicInteger();

        Pieces(List<Piece> pieces, List<@Nullable Dictionary> dictionaries, int batchRows) {
            this.pieces = pieces;
            this.dictionaries = dictionaries;
            this.batchRows = batchRows;
        }

        @Override
        public @Nullable Reader next(WorkerContext worker) {
            while (true) {
                int index = taken.getAndIncrement();
                if (index >= pieces.size()) {
                    return null;
                }
                var asked = narrowing.get();
                if (asked == null || mayMatch(pieces.get(index).group, List.of(asked))) {
                    return new PieceReader(pieces.get(index), this, worker.newRegion(name()));
                }
            }
        }

        @Override
        public double progress() {
            return pieces.isEmpty() ? 1 : Math.min(1.0, (double) taken.get() / pieces.size());
        }
    }

    private final class PieceReader implements Reader {
        private final Piece piece;
        private final Pieces pieces;
        private final Region scratch;
        private int at;

        PieceReader(Piece piece, Pieces pieces, Region scratch) {
            this.piece = piece;
            this.pieces = pieces;
            this.scratch = scratch;
            this.at = piece.from;
        }

        @Override
        public @Nullable Batch next() {
            if (at == piece.to) {
                scratch.close();
                return null;
            }
            scratch.reset();
            return read(Math.min(pieces.batchRows, piece.to - at));
        }

        Batch read(int rows) {
            var read = new ScannedColumns(columns.size(), rows, scratch);
            for (int i = 0; i < columns.size(); i++) {
                int column = columns.get(i);
                if (isRowNumber(column)) {
                    read.put(i, rowNumbers(rows));
                } else {
                    read(piece.group.columns().get(column), i, rows, read);
                }
            }
            at += rows;
            return new Batch(rows, read);
        }

        private Vector rowNumbers(int rows) {
            var numbers = scratch.allocate(rows * 8L);
            for (int row = 0; row < rows; row++) {
                Memory.setLong(numbers, row, piece.firstRow + at + row);
            }
            return new FlatVector(ScalarType.BIGINT, numbers, null);
        }

        private void read(ColumnChunk chunk, int index, int rows, ScannedColumns into) {
            var type = table.columns().get(columns.get(index)).type();
            var validity = chunk.validity() == null ? null : bits(chunk.validity(), rows);
            switch (chunk) {
                case ColumnChunk.Fixed fixed ->
                    into.put(index, new FlatVector(type, fixed(fixed.values(), type.lane(), rows), validity));
                case ColumnChunk.Coded coded ->
                    into.put(
                            index,
                            new DictionaryVector(
                                    java.util.Objects.requireNonNull(pieces.dictionaries.get(index)),
                                    coded.codes().asSlice(at * 4L, rows * 4L),
                                    validity));
                case ColumnChunk.Text text -> into.put(index, type, text, at, validity);
            }
        }

        private MemorySegment fixed(MemorySegment values, Lane lane, int rows) {
            return lane == Lane.BIT
                    ? bits(values, rows)
                    : values.asSlice((long) at * lane.bytes(), (long) rows * lane.bytes());
        }

        /** The bits from row {@code at} on, moved to begin at bit 0 where they do not lie on a word. */
        private MemorySegment bits(MemorySegment words, int rows) {
            if ((at & 63) == 0) {
                return words.asSlice(at >>> 3, Bits.bytes(rows));
            }
            var moved = scratch.allocate(Bits.bytes(rows));
            int shift = at & 63;
            long last = words.byteSize() / 8 - 1;
            for (int word = 0; word * 64 < rows; word++) {
                long from = (at >>> 6) + word;
                long low = Memory.getLong(words, from) >>> shift;
                long high = from < last ? Memory.getLong(words, from + 1) << (64 - shift) : 0;
                Memory.setLong(moved, word, low | high);
            }
            return moved;
        }
    }
}
