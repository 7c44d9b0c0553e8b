package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Comparisons;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Hashing;
import tarn.sql.error.SqlException;

/**
 * Evaluates a strict function of one column once per dictionary entry, as soon as so many rows of the dictionary were
 * seen that it pays, and from then on maps codes to results. If an entry fails, perhaps one that no row has, the rows
 * are evaluated one by one as ever.
 */
final class EntryWise {
    private static final int MOST_DICTIONARIES = 16;

    private final Region scratch;
    private final Map<Dictionary, Seen> seen = new IdentityHashMap<>();

    EntryWise(Region scratch) {
        this.scratch = scratch;
    }

    private static final class Seen {
        private long rows;
        private boolean failed;
        private @Nullable Mapping mapping;
    }

    /** What became of the entries. */
    private sealed interface Mapping {
        /** TRUE for the codes from {@code from} to {@code to - 1}. */
        record Range(int from, int to) implements Mapping {}

        record Values(FlatVector entries) implements Mapping {}

        /** The code in another dictionary for each code; -1 for NULL. */
        record Codes(Dictionary dictionary, MemorySegment codes, boolean hasNulls) implements Mapping {}

        record AllNull(DataType type) implements Mapping {}
    }

    /** The function's value for each row, or null if this dictionary is (not yet) worth it. */
    @Nullable
    Vector apply(DictionaryVector in, int rows, Region batch, EntryFunction function) {
        var dictionary = in.dictionary();
        var known = seen.get(dictionary);
        if (known == null) {
            if (seen.size() >= MOST_DICTIONARIES) {
                return null;
            }
            known = new Seen();
            seen.put(dictionary, known);
        }
        known.rows += rows;
        if (known.mapping == null) {
            if (known.failed || dictionary.size() == 0 || dictionary.size() > 2 * known.rows) {
                return null;
            }
            try {
                known.mapping = map(function.apply(dictionary.entries(), dictionary.size(), scratch), dictionary);
            } catch (SqlException | ArithmeticException _) {
                known.failed = true;
                return null;
            }
        }
        return rows(known.mapping, in, rows, batch);
    }

    /** A strict function of one column. */
    @FunctionalInterface
    interface EntryFunction {
        Vector apply(Vector entries, int rows, Region region);
    }

    private Mapping map(Vector result, Dictionary dictionary) {
        int size = dictionary.size();
        var flat = Flatten.flatten(result, size, scratch);
        return switch (flat.type().lane()) {
            case BIT -> range(flat, size);
            case BYTES -> codes(flat, size);
            default -> new Mapping.Values(flat);
        };
    }

    private static Mapping range(FlatVector flat, int size) {
        if (flat.validity() != null) {
            return new Mapping.Values(flat);
        }
        int count = Bitmaps.count(flat.values(), size);
        int from = 0;
        while (from < size && !Bits.get(flat.values(), from)) {
            from++;
        }
        int to = from;
        while (to < size && Bits.get(flat.values(), to)) {
            to++;
        }
        return to - from == count ? new Mapping.Range(from, to) : new Mapping.Values(flat);
    }

    /** Entries must be distinct: equal results share a code. */
    private Mapping codes(FlatVector flat, int size) {
        var codes = scratch.allocate(Lane.I32.bytesFor(size));
        var entries = scratch.allocate(Lane.BYTES.bytesFor(size));
        Map<Text, Integer> known = new HashMap<>();
        int distinct = 0;
        boolean hasNulls = false;
        for (int i = 0; i < size; i++) {
            if (flat.isNull(i)) {
                Memory.setInt(codes, i, -1);
                hasNulls = true;
                continue;
            }
            Integer code = known.putIfAbsent(new Text(flat.values(), i), distinct);
            if (code == null) {
                code = distinct++;
                Strings.copy(flat.values(), i, entries, code);
            }
            Memory.setInt(codes, i, code);
        }
        if (distinct == 0) {
            return new Mapping.AllNull(flat.type());
        }
        var dictionary = new Dictionary(new FlatVector(flat.type(), entries, null), distinct, false);
        return new Mapping.Codes(dictionary, codes, hasNulls);
    }

    /** A string by its bytes. */
    private record Text(MemorySegment views, int row) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Text that && Strings.equal(views, row, that.views, that.row);
        }

        @Override
        public int hashCode() {
            return (int) Hashing.string(views, row);
        }
    }

    private static Vector rows(Mapping mapping, DictionaryVector in, int rows, Region batch) {
        return switch (mapping) {
            case Mapping.Range range -> {
                var bits = batch.allocate(Bits.bytes(rows));
                Comparisons.codesBetween(in.codes(), range.from(), range.to(), rows, bits);
                yield new FlatVector(ScalarType.BOOLEAN, bits, in.validity());
            }
            case Mapping.Values values -> {
                var entries = values.entries();
                var lane = entries.type().lane();
                var out = batch.allocate(lane.bytesFor(rows));
                LaneCopy.gather(lane, entries.values(), in.codes(), rows, out, 0);
                var validity = in.validity();
                if (entries.validity() != null) {
                    var valid = batch.allocate(Bits.bytes(rows));
                    LaneCopy.gatherBits(entries.validity(), in.codes(), rows, valid, 0);
                    validity = Bitmaps.and(validity, valid, rows, batch);
                }
                yield new FlatVector(entries.type(), out, validity);
            }
            case Mapping.Codes codes -> {
                var out = batch.allocate(Lane.I32.bytesFor(rows));
                LaneCopy.gather(Lane.I32, codes.codes(), in.codes(), rows, out, 0);
                var validity = codes.hasNulls() ? nonNegative(out, rows, batch) : null;
                yield new DictionaryVector(codes.dictionary(), out, Bitmaps.and(in.validity(), validity, rows, batch));
            }
            case Mapping.AllNull nothing -> Constants.nullOf(nothing.type());
        };
    }

    /** The bitmap of codes that are not -1, which become 0. */
    private static MemorySegment nonNegative(MemorySegment codes, int rows, Region batch) {
        var bits = batch.allocate(Bits.bytes(rows));
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(start + 64, rows);
            long word = 0;
            for (int i = start; i < end; i++) {
                int code = Memory.getInt(codes, i);
                word |= (long) (~code >>> 31) << i;
                Memory.setInt(codes, i, Math.max(code, 0));
            }
            Memory.setLong(bits, start >>> 6, word);
        }
        return bits;
    }
}
