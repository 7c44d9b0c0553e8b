package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;

/** Turns pending rows into a row group: exact sizes, strings coded or laid end to end, bounds taken. For one thread. */
final class RowGroupSealer {
    /** After so many rows it is asked whether a column's codes pay. */
    private static final int TRIAL_ROWS = 1 << 10;

    /** Groups are joined as long as they stay within this. */
    private static final int SMALL_ROWS = 16_384;

    private final List<ColumnDefinition> columns;
    private final MemoryPool pool;
    private final String table;
    private final Map<TextDictionary, TextDictionary.Cache> caches = new HashMap<>();
    private final boolean[] gaveUp;

    RowGroupSealer(List<ColumnDefinition> columns, MemoryPool pool, String table) {
        this.columns = columns;
        this.pool = pool;
        this.table = table;
        this.gaveUp = new boolean[columns.size()];
    }

    /** Whether a column's strings turned out too many for a dictionary. */
    boolean gaveUp(int column) {
        return gaveUp[column];
    }

    /**
     * @param dictionaryOf the dictionary for a column's strings, or null to store them plainly
     */
    RowGroup seal(PendingRows pending, IntFunction<@Nullable TextDictionary> dictionaryOf) {
        var region = pool.newTableRegion("table " + table);
        var chunks = new ArrayList<ColumnChunk>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            var dictionary = gaveUp[i] ? null : dictionaryOf.apply(i);
            chunks.add(chunk(i, pending.column(i), pending.rows(), dictionary, region));
        }
        return new RowGroup(pending.rows(), chunks, List.of(region));
    }

    private ColumnChunk chunk(
            int column, FlatVector vector, int rows, @Nullable TextDictionary dictionary, Region region) {
        var validity = validity(vector.validity(), rows, region);
        var lane = vector.type().lane();
        if (lane != Lane.BYTES) {
            var values = copy(vector.values(), lane.bytesFor(rows), region);
            return new ColumnChunk.Fixed(values, validity, Bounds.of(vector.type(), values, validity, rows));
        }
        var statistics = new ColumnStatistics(null, null, Bounds.nulls(validity, rows), false);
        if (dictionary != null) {
            var codes = codes(column, vector, rows, dictionary, region);
            if (codes != null) {
                return new ColumnChunk.Coded(codes, validity, statistics);
            }
        }
        return text(vector, rows, validity, statistics, region);
    }

    private static @Nullable MemorySegment validity(@Nullable MemorySegment words, int rows, Region region) {
        if (words == null || Bounds.nulls(words, rows) == 0) {
            return null;
        }
        return copy(words, Bits.bytes(rows), region);
    }

    private static MemorySegment copy(MemorySegment from, long bytes, Region region) {
        var to = region.allocate(bytes);
        MemorySegment.copy(from, 0, to, 0, Math.min(bytes, from.byteSize()));
        return to;
    }

    /** Codes of the strings, or null (and the column is given up) when a dictionary does not pay. */
    private @Nullable MemorySegment codes(
            int column, FlatVector vector, int rows, TextDictionary dictionary, Region region) {
        var cache = caches.computeIfAbsent(dictionary, TextDictionary.Cache::new);
        var codes = region.allocate(rows * 4L);
        for (int row = 0; row < rows; row++) {
            int code = vector.isNull(row) ? 0 : cache.codeOf(vector.values(), row);
            if (code < 0 || (row + 1) % TRIAL_ROWS == 0 && !dictionary.pays(TRIAL_ROWS)) {
                gaveUp[column] = true;
                return null;
            }
            Memory.setInt(codes, row, code);
        }
        return codes;
    }

    private static ColumnChunk text(
            FlatVector vector, int rows, @Nullable MemorySegment validity, ColumnStatistics statistics, Region region) {
        var views = vector.values();
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            bytes += vector.isNull(row) ? 0 : Strings.length(views, row);
        }
        var offsets = region.allocate((rows + 1) * 4L);
        var data = region.allocate(Math.max(8, bytes));
        int at = 0;
        for (int row = 0; row < rows; row++) {
            Memory.setInt(offsets, row, at);
            if (!vector.isNull(row)) {
                int length = Strings.length(views, row);
                MemorySegment.copy(Strings.MEMORY, Strings.address(views, row), data, at, length);
                at += length;
            }
        }
        Memory.setInt(offsets, rows, at);
        return new ColumnChunk.Text(offsets, data, validity, statistics);
    }

    /** Stores column {@code column} of every group plainly, where it is coded. */
    void decode(List<RowGroup> groups, int column, Dictionary dictionary) {
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (group.columns().get(column) instanceof ColumnChunk.Coded coded) {
                var region = pool.newTableRegion("table " + table);
                var chunks = new ArrayList<>(group.columns());
                chunks.set(column, decoded(coded, group.rows(), dictionary, region));
                var memory = new ArrayList<>(group.memory());
                memory.add(region);
                groups.set(i, new RowGroup(group.rows(), chunks, memory));
            }
        }
    }

    private ColumnChunk decoded(ColumnChunk.Coded coded, int rows, Dictionary dictionary, Region region) {
        var entries = dictionary.entries().values();
        try (var scratch = pool.newTableRegion("strings being decoded")) {
            var views = scratch.allocate((long) rows * Strings.VIEW_BYTES);
            for (int row = 0; row < rows; row++) {
                if (coded.validity() == null || Bits.get(coded.validity(), row)) {
                    Strings.copy(entries, Memory.getInt(coded.codes(), row), views, row);
                } else {
                    Strings.put(views, row, 0, 0);
                }
            }
            var vector = new FlatVector(dictionary.entries().type(), views, coded.validity());
            return text(vector, rows, coded.validity(), coded.statistics(), region);
        }
    }

    /**
     * Joins runs of small groups, so that many small inserts do not leave many small groups: a group is joined to its
     * predecessor while that is small too and not more than twice as large, which copies a row only a few times.
     */
    List<RowGroup> mergeSmall(List<RowGroup> groups, List<@Nullable TextDictionary> dictionaries) {
        var merged = new ArrayList<List<RowGroup>>();
        var sizes = new ArrayList<Long>();
        for (var group : groups) {
            var run = new ArrayList<RowGroup>(List.of(group));
            long size = group.rows();
            while (!merged.isEmpty() && sizes.getLast() <= 2 * size && sizes.getLast() + size <= SMALL_ROWS) {
                run.addAll(0, merged.removeLast());
                size += sizes.removeLast();
            }
            merged.add(run);
            sizes.add(size);
        }
        var result = new ArrayList<RowGroup>(merged.size());
        for (var run : merged) {
            result.add(run.size() == 1 ? run.getFirst() : merge(run, dictionaries));
        }
        return result;
    }

    private RowGroup merge(List<RowGroup> run, List<@Nullable TextDictionary> dictionaries) {
        try (var pending = new PendingRows(columns, pool);
                var scratch = pool.newTableRegion("rows being merged")) {
            for (var group : run) {
                pending.append(new Batch(group.rows(), vectors(group, dictionaries, scratch)));
            }
            return seal(pending, dictionaries::get);
        }
    }

    private List<Vector> vectors(RowGroup group, List<@Nullable TextDictionary> dictionaries, Region scratch) {
        var vectors = new ArrayList<Vector>();
        for (int i = 0; i < columns.size(); i++) {
            var type = columns.get(i).type();
            vectors.add(
                    switch (group.columns().get(i)) {
                        case ColumnChunk.Fixed fixed -> new FlatVector(type, fixed.values(), fixed.validity());
                        case ColumnChunk.Coded coded ->
                            new DictionaryVector(
                                    java.util.Objects.requireNonNull(dictionaries.get(i))
                                            .snapshot(),
                                    coded.codes(),
                                    coded.validity());
                        case ColumnChunk.Text text ->
                            new FlatVector(type, viewsOf(text, group.rows(), scratch), text.validity());
                    });
        }
        return vectors;
    }

    private static MemorySegment viewsOf(ColumnChunk.Text text, int rows, Region scratch) {
        var views = scratch.allocate((long) rows * Strings.VIEW_BYTES);
        for (int row = 0; row < rows; row++) {
            int start = Memory.getInt(text.offsets(), row);
            int end = Memory.getInt(text.offsets(), row + 1);
            Strings.put(views, row, text.data().address() + start, end - start);
        }
        return views;
    }
}
