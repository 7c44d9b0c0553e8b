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
    static final int MAX_ENTRIES = 1 << 18;

    private static final long TRIAL_ROWS = 1 << 13;
    private static final long MANY_ROWS = 1 << 16;
    private static final long VERY_MANY_ROWS = 1 << 18;

    private final Region region;
    private MemorySegment views;
    private int[] slots = new int[1 << 10];
    private int size;
    private long rows;
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

    /**
     * Counts rows that came, and says whether codes seem to pay. At first nearly all strings of a column are new even if
     * they come again a hundred times later on, so that more rows are wanted for a stricter answer.
     */
    synchronized boolean pays(long moreRows) {
        rows += moreRows;
        if (rows < TRIAL_ROWS) {
            return true;
        }
        if (rows < MANY_ROWS) {
            return size <= rows - rows / 16;
        }
        return size <= (rows < VERY_MANY_ROWS ? rows - rows / 4 : rows / 2);
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

    private synchronized MemorySegment views() {
        return views;
    }

    /** What is in it now; the same object until it grows. */
    synchronized Dictionary snapshot() {
        if (snapshot == null) {
            snapshot = Dictionary.ofTable(new FlatVector(ScalarType.VARCHAR, views, null), size);
        }
        return snapshot;
    }

    static int hash(MemorySegment views, long row) {
        return (int) Hashing.string(views, row);
    }

    /** One loading thread's memory of codes, so that repeated strings need no lock. */
    static final class Cache {
        private static final int FIRST_SLOTS = 1 << 12;
        private static final int MOST_SLOTS = 2 * MAX_ENTRIES;

        private final TextDictionary dictionary;
        private int[] hashes = new int[FIRST_SLOTS];
        private int[] codes = new int[FIRST_SLOTS];
        private int misses;
        private MemorySegment views;

        Cache(TextDictionary dictionary) {
            this.dictionary = dictionary;
            this.views = dictionary.views();
        }

        int codeOf(MemorySegment from, long row) {
            int hash = hash(from, row);
            int slot = hash & codes.length - 1;
            int code = codes[slot] - 1;
            if (code >= 0 && hashes[slot] == hash && Strings.equal(views, code, from, row)) {
                return code;
            }
            code = dictionary.codeOf(from, row, hash);
            if (code >= 0) {
                views = dictionary.views();
                if (++misses > codes.length / 2 && codes.length < MOST_SLOTS) {
                    grow();
                    slot = hash & codes.length - 1;
                }
                hashes[slot] = hash;
                codes[slot] = code + 1;
            }
            return code;
        }

        private void grow() {
            int[] oldHashes = hashes;
            int[] oldCodes = codes;
            hashes = new int[2 * oldHashes.length];
            codes = new int[hashes.length];
            misses = 0;
            for (int i = 0; i < oldCodes.length; i++) {
                int slot = oldHashes[i] & codes.length - 1;
                hashes[slot] = oldHashes[i];
                codes[slot] = oldCodes[i];
            }
        }
    }
}
