package tarn.engine.query.run.key;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Hashing;

/** Makes the codes of batches in a layout; each thread has its own. */
public final class KeyEncoder {
    private static final int MOST_KNOWN = 16;
    private static final long LEAST_KNOWN = 1 << 14;

    private final KeyLayout layout;
    private final Region region;
    private final Region batch;
    private final List<Known> known = new ArrayList<>();
    private MemorySegment knownRoom = MemorySegment.NULL;
    private long knownUsed;
    private int capacity;
    private MemorySegment codes = MemorySegment.NULL;
    private MemorySegment longs = MemorySegment.NULL;
    private MemorySegment ints = MemorySegment.NULL;

    /** @param fields of a dictionary's entries plus 1, or 0 where not looked up yet */
    private record Known(int column, Dictionary dictionary, MemorySegment fields) {}

    /**
     * @param region for buffers that live as long as the encoder
     * @param batch for buffers of one call; reset by each call
     */
    public KeyEncoder(KeyLayout layout, Region region, Region batch) {
        this.layout = layout;
        this.region = region;
        this.batch = batch;
    }

    /** Forgets what it knows of dictionaries; needed when the layout has forgotten its values. */
    void forgetDictionaries() {
        known.clear();
        knownUsed = 0;
    }

    /** The codes made last. */
    public MemorySegment codes() {
        return codes;
    }

    /** Makes codes; a row with a value that the layout does not know gets one that no row of known values has. */
    public MemorySegment lookUp(List<Vector> keys, int rows) {
        if (!fits(keys)) {
            throw new IllegalStateException("keys of another dictionary");
        }
        encode(keys, rows, false);
        return codes;
    }

    /**
     * Widens the layout's ranges to hold the rows; codes made before and after cannot be compared.
     *
     * @param withSlack whether to widen more than needed, as further rows will come
     */
    public void observe(List<Vector> keys, int rows, boolean withSlack) {
        ensure(rows);
        for (int c = 0; c < layout.fields.length; c++) {
            var field = layout.fields[c];
            if (field.isRange()) {
                var flat = Flatten.flatten(keys.get(c), rows, batch);
                var values = CodeLoops.widen(field.lane, flat.values(), rows, longs);
                widenRange(field, values, flat.validity(), rows, withSlack);
            } else {
                field.settle(keys.get(c));
            }
        }
        batch.reset();
    }

    /** Takes the rows' values into the tables of those columns that have one. */
    public void number(List<Vector> keys, int rows) {
        ensure(rows);
        for (int c = 0; c < layout.fields.length; c++) {
            if (!layout.fields[c].isRange()) {
                numbers(c, keys.get(c), rows, true);
            }
        }
        batch.reset();
    }

    private static void widenRange(
            KeyField field, MemorySegment values, @Nullable MemorySegment validity, int rows, boolean withSlack) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            if (validity == null || Bits.get(validity, i)) {
                long value = Memory.getLong(values, i);
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low <= high) {
            field.include(low, high, withSlack);
        }
    }

    /**
     * Makes codes, adding values where tables number them.
     *
     * @return false if the layout has no room for some value: then the codes are void
     */
    public boolean add(List<Vector> keys, int rows) {
        return fits(keys) && encode(keys, rows, true) && layout.hasRoom();
    }

    /** Whether the layout can hold the keys as it is; else {@link #observe} makes it do so. */
    boolean fits(List<Vector> keys) {
        for (int c = 0; c < layout.fields.length; c++) {
            if (!layout.fields[c].fits(keys.get(c))) {
                return false;
            }
        }
        return true;
    }

    private boolean encode(List<Vector> keys, int rows, boolean add) {
        ensure(rows);
        codes.asSlice(0, 8L * rows).fill((byte) 0);
        int word = 0;
        long missing = 0;
        for (int c = 0; c < layout.fields.length; c++) {
            var field = layout.fields[c];
            if (field.word != word) {
                fold(layout.folds.get(word), rows, add);
                word = field.word;
            }
            if (field.isRange()) {
                var flat = Flatten.flatten(keys.get(c), rows, batch);
                var values = CodeLoops.widen(field.lane, flat.values(), rows, longs);
                missing |= CodeLoops.place(values, flat.validity(), rows, field.min, field.limit, field.shift, codes);
            } else if (field.dictionary != null && keys.get(c) instanceof DictionaryVector coded) {
                CodeLoops.placeCodes(coded.codes(), coded.validity(), rows, field.shift, codes);
            } else {
                numbers(c, keys.get(c), rows, add);
                CodeLoops.placeInts(ints, rows, field.shift, codes);
            }
        }
        batch.reset();
        return missing == 0;
    }

    private void fold(CodeTable table, int rows, boolean add) {
        if (add) {
            table.findOrAdd(codes, rows, ints);
        } else {
            table.find(codes, rows, ints);
        }
        CodeLoops.numbersToCodes(ints, rows, codes);
    }

    /** Writes the fields of a column whose values are numbered to {@code ints}. */
    private void numbers(int column, Vector keys, int rows, boolean add) {
        var field = layout.fields[column];
        if (field.values != null) {
            if (keys instanceof DictionaryVector dictionary
                    && dictionary.dictionary().size() > 0) {
                entryNumbers(column, field.values, dictionary, rows, add);
            } else {
                var flat = Flatten.flatten(keys, rows, batch);
                var hashes = batch.allocate(8L * rows);
                Hashing.hash(flat, rows, hashes, false);
                field.values.number(flat.values(), flat.validity(), hashes, rows, add, ints);
            }
        } else if (field.numbers != null) {
            longNumbers(field.numbers, field, Flatten.flatten(keys, rows, batch), rows, add);
        }
    }

    private void longNumbers(CodeTable table, KeyField field, FlatVector flat, int rows, boolean add) {
        var values = CodeLoops.widen(field.lane, flat.values(), rows, longs);
        var validity = flat.validity();
        if (validity != null) {
            MemorySegment.copy(values, 0, longs, 0, 8L * rows);
            values = longs;
            for (int i = 0; i < rows; i++) {
                if (!Bits.get(validity, i)) {
                    Memory.setLong(values, i, 0);
                }
            }
        }
        if (add) {
            table.findOrAdd(values, rows, ints);
        } else {
            table.find(values, rows, ints);
        }
        for (int i = 0; i < rows; i++) {
            int number = Memory.getInt(ints, i);
            Memory.setInt(ints, i, number < 0 ? 0 : number + 2);
        }
        if (validity != null) {
            nullNumbers(validity, rows);
        }
    }

    private void nullNumbers(MemorySegment validity, int rows) {
        for (int i = 0; i < rows; i++) {
            if (!Bits.get(validity, i)) {
                Memory.setInt(ints, i, 1);
            }
        }
    }

    /** Each entry of a dictionary is looked up once, when a row with it comes; kept as the field plus 1. */
    private void entryNumbers(int column, ValueTable table, DictionaryVector keys, int rows, boolean add) {
        var known = known(column, keys.dictionary());
        if (!takeKnown(known, keys.codes(), rows)) {
            numberEntries(known, table, keys, rows, add);
            takeKnown(known, keys.codes(), rows);
        }
        var validity = keys.validity();
        if (validity != null) {
            nullNumbers(validity, rows);
        }
    }

    /** Room for the entries of a dictionary; the latest dictionaries are remembered. */
    private MemorySegment known(int column, Dictionary dictionary) {
        for (int i = known.size() - 1; i >= 0; i--) {
            var entry = known.get(i);
            if (entry.dictionary() == dictionary && entry.column() == column) {
                return entry.fields();
            }
        }
        long bytes = 4L * dictionary.size() + 63 & ~63L;
        if (known.size() == MOST_KNOWN || knownUsed + bytes > knownRoom.byteSize()) {
            known.clear();
            knownUsed = 0;
            if (bytes > knownRoom.byteSize() / 4) {
                if (knownRoom.byteSize() > 0) {
                    region.free(knownRoom);
                }
                knownRoom = region.allocate(Math.max(LEAST_KNOWN, 4 * bytes));
            }
        }
        var fields = knownRoom.asSlice(knownUsed, 4L * dictionary.size()).fill((byte) 0);
        knownUsed += bytes;
        known.add(new Known(column, dictionary, fields));
        return fields;
    }

    private boolean takeKnown(MemorySegment known, MemorySegment entryCodes, int rows) {
        int unknown = 0;
        for (int i = 0; i < rows; i++) {
            int field = Memory.getInt(known, Memory.getInt(entryCodes, i)) - 1;
            unknown |= field;
            Memory.setInt(ints, i, field);
        }
        return unknown >= 0;
    }

    private void numberEntries(MemorySegment known, ValueTable table, DictionaryVector keys, int rows, boolean add) {
        var entries = keys.dictionary().entries().values();
        var wanted = batch.allocate(4L * rows);
        var values = batch.allocate(16L * rows);
        int count = 0;
        for (int i = 0; i < rows; i++) {
            int code = keys.code(i);
            if (Memory.getInt(known, code) == 0) {
                Memory.setInt(known, code, 1);
                Memory.setInt(wanted, count, code);
                MemorySegment.copy(entries, 16L * code, values, 16L * count, 16);
                count++;
            }
        }
        var hashes = batch.allocate(8L * count);
        Hashing.hash(new FlatVector(keys.type(), values, null), count, hashes, false);
        table.number(values, null, hashes, count, add, ints);
        for (int i = 0; i < count; i++) {
            Memory.setInt(known, Memory.getInt(wanted, i), Memory.getInt(ints, i) + 1);
        }
    }

    private void ensure(int rows) {
        if (rows > capacity) {
            capacity = Math.max(rows, 2 * capacity);
            codes = region.allocate(8L * capacity);
            longs = region.allocate(8L * capacity);
            ints = region.allocate(4L * capacity);
        }
    }
}
