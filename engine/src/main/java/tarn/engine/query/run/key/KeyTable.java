package tarn.engine.query.run.key;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Vector;

/**
 * Numbers distinct rows of keys 0, 1, 2... in the order of their first appearance and can give the keys back. NULLs are
 * equal to each other. One thread adds; many may read keys once nothing is added any more.
 */
public final class KeyTable {
    private static final int CHUNK = 2048;
    private static final int LARGEST_DICTIONARY = 1 << 12;

    private final List<DataType> types;
    private final Region region;
    private final KeyLayout layout;
    private final KeyEncoder encoder;
    private final CodeTable table;
    private final @Nullable Dictionary[] dictionaries;

    /**
     * @param region holds the keys
     * @param texts holds the bytes of string keys
     * @param batch for buffers of one call; reset by each call
     */
    public KeyTable(List<DataType> types, Region region, Region texts, Region batch) {
        this.types = types;
        this.region = region;
        this.layout = new KeyLayout(types, region, texts);
        this.encoder = new KeyEncoder(layout, region, batch);
        this.table = new CodeTable(region);
        this.dictionaries = new Dictionary[types.size()];
        table.setBound(layout.bound());
    }

    /**
     * Says before the first row that strings may be told by the codes of a table's dictionary. Then a {@link #finder} must
     * not be asked for strings that come from elsewhere.
     */
    public void useCodes() {
        layout.useCodes();
    }

    /** Says before the first row where a column's values will probably lie, in the physical form of literals. */
    public void expect(int column, @Nullable Object low, @Nullable Object high) {
        layout.expect(column, low, high);
        layout.assign();
        table.setBound(layout.bound());
    }

    public int size() {
        return table.size();
    }

    public boolean isDirect() {
        return table.isDirect();
    }

    public long bytes() {
        return table.bytes() + layout.bytes();
    }

    /** Writes the int number of each row's keys, new or old. */
    public void findOrAdd(List<Vector> keys, int rows, MemorySegment numbers) {
        while (!encoder.add(keys, rows)) {
            widen(keys, rows);
        }
        table.findOrAdd(encoder.codes(), rows, numbers);
    }

    /** Writes the int number of each row's keys, -1 for keys that are not there. */
    public void find(List<Vector> keys, int rows, MemorySegment numbers) {
        if (!encoder.fits(keys)) {
            widen(keys, rows);
        }
        table.find(encoder.lookUp(keys, rows), rows, numbers);
    }

    /** Looks keys up for one of several threads; nothing may be added meanwhile. */
    public final class Finder {
        private final KeyEncoder own;

        private Finder(Region buffers, Region batch) {
            this.own = new KeyEncoder(layout, buffers, batch);
        }

        /** As {@link KeyTable#find}. */
        public void find(List<Vector> keys, int rows, MemorySegment numbers) {
            table.find(own.lookUp(keys, rows), rows, numbers);
        }
    }

    /**
     * @param buffers for buffers that live as long as the finder
     * @param batch for buffers of one call; reset by each call
     */
    public Finder finder(Region buffers, Region batch) {
        return new Finder(buffers, batch);
    }

    /** Writes the int number that the keys of another table have here, new or old. */
    public void findOrAdd(KeyTable from, MemorySegment fromNumbers, int rows, MemorySegment numbers, Region scratch) {
        if (size() == 0 && !layout.sameAs(from.layout)) {
            layout.adopt(from.layout);
            table.setBound(layout.bound());
        }
        if (layout.sameAs(from.layout)) {
            table.findOrAdd(from.codes(fromNumbers, rows, scratch), rows, numbers);
        } else {
            findOrAdd(from.keys(fromNumbers, rows, scratch), rows, numbers);
        }
    }

    /** Writes the int number that the keys of another table have here, or -1. */
    public void find(KeyTable from, MemorySegment fromNumbers, int rows, MemorySegment numbers, Region scratch) {
        if (layout.sameAs(from.layout)) {
            table.find(from.codes(fromNumbers, rows, scratch), rows, numbers);
        } else {
            find(from.keys(fromNumbers, rows, scratch), rows, numbers);
        }
    }

    private MemorySegment codes(MemorySegment numbers, int rows, Region out) {
        var codes = out.allocate(8L * rows);
        LaneCopy.gather(Lane.I64, table.codes(), numbers, rows, codes, 0);
        return codes;
    }

    private List<Vector> keys(MemorySegment numbers, int rows, Region out) {
        var keys = new ArrayList<Vector>(types.size());
        for (int c = 0; c < types.size(); c++) {
            keys.add(key(c, numbers, rows, out));
        }
        return keys;
    }

    /** Makes room in the layout: takes all keys out, and puts them in again in their order. */
    private void widen(List<Vector> keys, int rows) {
        int size = table.size();
        var old = new ArrayList<Vector>();
        for (int c = 0; c < types.size(); c++) {
            old.add(copyOfKeys(c, size));
        }
        encoder.observe(keys, rows, true);
        do {
            layout.assign();
            table.clear();
            table.setBound(layout.bound());
        } while (!readd(old, size));
        old.forEach(this::free);
    }

    private void free(Vector copy) {
        switch (copy) {
            case FlatVector flat -> region.free(flat.values());
            case DictionaryVector coded -> region.free(coded.codes());
            case ConstantVector _ -> {}
        }
    }

    private boolean readd(List<Vector> old, int size) {
        var numbers = region.allocate(4L * CHUNK);
        for (int from = 0; from < size; from += CHUNK) {
            int start = from;
            int count = Math.min(CHUNK, size - from);
            List<Vector> part = new ArrayList<>();
            old.forEach(vector -> part.add(slice(vector, start)));
            if (!encoder.add(part, count)) {
                return false;
            }
            table.findOrAdd(encoder.codes(), count, numbers);
        }
        return true;
    }

    private static Vector slice(Vector vector, int from) {
        return switch (vector) {
            case FlatVector flat -> {
                var lane = flat.type().lane();
                yield new FlatVector(
                        flat.type(),
                        flat.values().asSlice(lane == Lane.BIT ? from / 8 : (long) from * lane.bytes()),
                        sliceBits(flat.validity(), from));
            }
            case DictionaryVector coded ->
                new DictionaryVector(
                        coded.dictionary(), coded.codes().asSlice(4L * from), sliceBits(coded.validity(), from));
            case ConstantVector constant -> constant;
        };
    }

    private static @Nullable MemorySegment sliceBits(@Nullable MemorySegment bits, int from) {
        return bits == null ? null : bits.asSlice(from / 8);
    }

    private Vector copyOfKeys(int column, int size) {
        var all = region.allocate(4L * size);
        for (int i = 0; i < size; i++) {
            Memory.setInt(all, i, i);
        }
        var field = fieldOf(column, all, size, region);
        var dictionary = layout.fields[column].dictionary;
        var copy = dictionary == null ? values(column, field, size, region) : coded(dictionary, field, size, region);
        region.free(all);
        region.free(field);
        return copy;
    }

    /** A key column at {@code count} int numbers; strings point into the table's memory. */
    public Vector key(int column, MemorySegment numbers, int count, Region out) {
        var layoutField = layout.fields[column];
        var field = fieldOf(column, numbers, count, out);
        if (layoutField.dictionary != null) {
            return coded(layoutField.dictionary, field, count, out);
        }
        if (types.get(column).lane() == Lane.BYTES
                && layoutField.values != null
                && layoutField.values.size() > 0
                && layoutField.values.size() <= LARGEST_DICTIONARY) {
            return coded(dictionary(column, layoutField.values), field, count, out);
        }
        return values(column, field, count, out);
    }

    /** As {@link #key}, without the dictionary of a table's column where that is much larger than this table. */
    public Vector result(int column, MemorySegment numbers, int count, Region out) {
        var dictionary = layout.fields[column].dictionary;
        return dictionary == null || dictionary.size() <= 2L * size()
                ? key(column, numbers, count, out)
                : values(column, fieldOf(column, numbers, count, out), count, out);
    }

    private static DictionaryVector coded(Dictionary dictionary, MemorySegment field, int count, Region out) {
        var validity = out.allocate(Bits.bytes(count));
        boolean nulls = CodeLoops.validity(field, count, validity);
        var codes = out.allocate(4L * count);
        for (int i = 0; i < count; i++) {
            Memory.setInt(codes, i, (int) Math.max(0, Memory.getLong(field, i) - 2));
        }
        return new DictionaryVector(dictionary, codes, nulls ? validity : null);
    }

    private synchronized Dictionary dictionary(int column, ValueTable values) {
        Dictionary made = dictionaries[column];
        if (made == null || made.size() != values.size()) {
            made = new Dictionary(new FlatVector(types.get(column), values.values(), null), values.size(), false);
            dictionaries[column] = made;
        }
        return made;
    }

    private MemorySegment fieldOf(int column, MemorySegment numbers, int count, Region out) {
        var field = layout.fields[column];
        var codes = out.allocate(8L * count);
        LaneCopy.gather(Lane.I64, table.codes(), numbers, count, codes, 0);
        for (int word = layout.folds.size(); word > field.word; word--) {
            CodeLoops.extract(codes, count, 0, 32, codes);
            CodeLoops.unfold(layout.folds.get(word - 1).codes(), count, codes);
        }
        CodeLoops.extract(codes, count, field.shift, field.bits, codes);
        return codes;
    }

    private FlatVector values(int column, MemorySegment field, int count, Region out) {
        var layoutField = layout.fields[column];
        var lane = layoutField.lane;
        var validity = out.allocate(Bits.bytes(count));
        boolean nulls = CodeLoops.validity(field, count, validity);
        var values = out.allocate(lane.bytesFor(count));
        if (layoutField.dictionary != null) {
            wideValues(layoutField.dictionary.entries().values(), field, count, values);
        } else if (layoutField.values != null) {
            wideValues(layoutField.values.values(), field, count, values);
        } else {
            var numbers = layoutField.numbers;
            for (int i = 0; i < count; i++) {
                long offset = Memory.getLong(field, i) - 2;
                long value = offset < 0
                        ? 0
                        : numbers == null ? layoutField.min + offset : Memory.getLong(numbers.codes(), offset);
                Memory.setLong(field, i, value);
            }
            CodeLoops.narrow(lane, field, count, values);
        }
        return new FlatVector(types.get(column), values, nulls ? validity : null);
    }

    private static void wideValues(MemorySegment from, MemorySegment field, int count, MemorySegment values) {
        for (int i = 0; i < count; i++) {
            long offset = Memory.getLong(field, i) - 2;
            Memory.setLong(values, 2L * i, offset < 0 ? 0 : Memory.getLong(from, 2 * offset));
            Memory.setLong(values, 2L * i + 1, offset < 0 ? 0 : Memory.getLong(from, 2 * offset + 1));
        }
    }

    /** Forgets all keys; after that the region of string bytes may be reset. */
    public void clear() {
        table.clear();
        layout.clear();
        encoder.forgetDictionaries();
        Arrays.fill(dictionaries, null);
    }
}
