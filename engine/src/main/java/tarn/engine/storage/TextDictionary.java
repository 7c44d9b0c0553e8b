package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Hashing;

/**
 * The distinct strings of a column, each with a code in order of first arrival. Grows while a table is loaded and is
 * shared by all later versions of the table: codes once given stay.
 *
 * <p>Thread-safe: lookups and inserts lock. Loading threads put a {@link Cache} in front, so the lock is seldom taken.
 */
final class TextDictionary {
    /** A column with more distinct values than this is stored as plain text. */
    static final int MAX_ENTRIES = 1 << 16;

    private final Region region;
    private MemorySegment views;
    private int[] slots = new int[1 << 10];
    private int size;
    private @Nullable Dictionary snapshot;

    TextDictionary(Region region) {
        this.region = region;
        this.views = region.allocate(Strings.VIEW_BYTES * 256L);
    }

    /** The code of the string, a new one if it is new; -1 if the dictionary is full. */
    synchronized int codeOf(MemorySegment from, long row, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int code = slots[slot] - 1;
            if (Strings.equal(views, code, from, row)) {
                return code;
            }
            slot = slot + 1 & mask;
        }
        if (size == MAX_ENTRIES) {
            return -1;
        }
        add(from, row);
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void add(MemorySegment from, long row) {
        if ((long) size * Strings.VIEW_BYTES == views.byteSize()) {
            var larger = region.allocate(views.byteSize() * 2);
            MemorySegment.copy(views, 0, larger, 0, views.byteSize());
            views = larger;
        }
        int length = Strings.length(from, row);
        long address = region.copyString(Strings.address(from, row), length);
        Strings.put(views, size, address, length);
        size++;
        snapshot = null;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int code = 0; code < size; code++) {
            int slot = hash(views, code) & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = code + 1;
        }
    }

    synchronized int size() {
        return size;
    }

    synchronized long bytes() {
        return region.bytes();
    }

    /** What is in it now; the same object until it grows. */
    synchronized Dictionary snapshot() {
        if (snapshot == null) {
            snapshot = new Dictionary(new FlatVector(ScalarType.VARCHAR, views, null), size, false);
        }
        return snapshot;
    }

    static int hash(MemorySegment views, long row) {
        return (int) Hashing.string(views, row);
    }

    /** One loading thread's memory of codes, so that repeated strings need no lock. */
    static final class Cache {
        private static final int SLOTS = 1 << 12;

        private final TextDictionary dictionary;
        private final int[] hashes = new int[SLOTS];
        private final int[] codes = new int[SLOTS];
        private MemorySegment views;

        Cache(TextDictionary dictionary) {
            this.dictionary = dictionary;
            this.views = dictionary.snapshot().entries().values();
        }

        int codeOf(MemorySegment from, long row) {
            int hash = hash(from, row);
            int slot = hash & SLOTS - 1;
            int code = codes[slot] - 1;
            if (code >= 0 && hashes[slot] == hash && Strings.equal(views, code, from, row)) {
                return code;
            }
            code = dictionary.codeOf(from, row, hash);
            if (code >= 0) {
                views = dictionary.snapshot().entries().values();
                hashes[slot] = hash;
                codes[slot] = code + 1;
            }
            return code;
        }
    }
}
