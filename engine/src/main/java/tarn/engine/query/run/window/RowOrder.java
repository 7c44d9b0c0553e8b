package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.SortKeys;
import tarn.engine.query.run.sort.Radix;

/** The rows of a chunk ordered by values of its columns, rows with equal values in their own order. */
final class RowOrder {
    private static final int CHECK = (1 << 16) - 1;

    private final Chunk chunk;
    private final int count;
    private final MemorySegment entries;
    private final MemorySegment scratch;

    /** What rows are compared by: an unsigned long for each row, the most significant first. */
    private final List<MemorySegment> words = new ArrayList<>();

    private final MemorySegment rows;

    RowOrder(Chunk chunk, List<WindowSpec.ArgumentKey> keys) {
        this.chunk = chunk;
        this.count = chunk.rows();
        this.entries = chunk.region().allocate(Math.max(16, count * 16L));
        this.scratch = chunk.region().allocate(Math.max(16, count * 16L));
        this.rows = chunk.ints();
        keys.forEach(this::encode);
        sort();
        chunk.region().free(scratch);
        chunk.region().free(entries);
    }

    private void encode(WindowSpec.ArgumentKey key) {
        var flat = Flatten.flatten(chunk.column(key.column()), count, chunk.region());
        if (flat.mayHaveNulls()) {
            var flags = longs();
            for (int row = 0; row < count; row++) {
                Memory.setLong(flags, row, flat.isNull(row) == key.nullsFirst() ? 0 : 1);
            }
            words.add(flags);
        }
        if (flat.type().lane() == Lane.BYTES) {
            words.add(ranks(flat, key.descending()));
            return;
        }
        long flip = key.descending() ? SortKeys.reversal(flat.type()) : 0;
        for (int word = 0; word < SortKeys.words(flat.type()); word++) {
            var out = longs();
            SortKeys.encode(flat, count, word, flip, out);
            if (flat.mayHaveNulls()) {
                clearNulls(flat, out);
            }
            words.add(out);
        }
    }

    private MemorySegment longs() {
        return chunk.region().allocate(Math.max(8, count * 8L));
    }

    private void clearNulls(FlatVector flat, MemorySegment out) {
        for (int row = 0; row < count; row++) {
            if (flat.isNull(row)) {
                Memory.setLong(out, row, 0);
            }
        }
    }

    /** For each string its place among the different strings: by their first bytes, and merged where these are equal. */
    private MemorySegment ranks(FlatVector flat, boolean descending) {
        var order = chunk.ints();
        var spare = chunk.ints();
        for (int row = 0; row < count; row++) {
            Memory.setLong(entries, 2L * row, flat.isNull(row) ? 0 : SortKeys.textChunk(flat.values(), row, 0));
            Memory.setLong(entries, 2L * row + 1, row);
        }
        new Radix(2).sort(entries, scratch, 0, count, 0, 64);
        for (int i = 0; i < count; i++) {
            put(order, i, (int) Memory.getLong(entries, 2L * i + 1));
        }
        for (int from = 0, to; from < count; from = to) {
            long first = Memory.getLong(entries, 2L * from);
            for (to = from + 1; to < count && Memory.getLong(entries, 2L * to) == first; ) {
                to++;
            }
            if (SortKeys.chunkContinues(first)) {
                mergeSort(flat.values(), order, spare, from, to);
            }
        }
        var ranks = longs();
        long rank = 0;
        int before = -1; // NULLs stand among empty strings
        for (int i = 0; i < count; i++) {
            int row = get(order, i);
            boolean isNull = flat.isNull(row);
            if (!isNull) {
                rank += before >= 0 && !Strings.equal(flat.values(), before, flat.values(), row) ? 1 : 0;
                before = row;
            }
            Memory.setLong(ranks, row, isNull ? 0 : descending ? Integer.MAX_VALUE - rank : rank);
        }
        chunk.region().free(order);
        chunk.region().free(spare);
        return ranks;
    }

    private void mergeSort(MemorySegment views, MemorySegment order, MemorySegment spare, int from, int to) {
        var source = order;
        var target = spare;
        boolean inSpare = false;
        for (long width = 1; width < to - from; width *= 2) {
            for (long start = from; start < to; start += 2 * width) {
                int middle = (int) Math.min(to, start + width);
                merge(views, source, target, (int) start, middle, (int) Math.min(to, start + 2 * width));
            }
            var swap = source;
            source = target;
            target = swap;
            inSpare = !inSpare;
        }
        if (inSpare) {
            MemorySegment.copy(spare, from * 4L, order, from * 4L, (to - from) * 4L);
        }
    }

    private void merge(MemorySegment views, MemorySegment source, MemorySegment target, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean takeLeft = left < middle
                    && (right >= to || Strings.compare(views, get(source, left), views, get(source, right)) <= 0);
            put(target, at, get(source, takeLeft ? left++ : right++));
            if ((at & CHECK) == CHECK) {
                chunk.query().checkCancelled();
            }
        }
    }

    /** By the least significant word first: each sort leaves what is equal in the order of those before. */
    private void sort() {
        for (int row = 0; row < count; row++) {
            Memory.setLong(entries, 2L * row + 1, row);
        }
        var radix = new Radix(2);
        for (int word = words.size() - 1; word >= 0; word--) {
            chunk.query().checkCancelled();
            var values = words.get(word);
            for (int i = 0; i < count; i++) {
                long row = Memory.getLong(entries, 2L * i + 1);
                Memory.setLong(entries, 2L * i, Memory.getLong(values, row));
            }
            radix.sort(entries, scratch, 0, count, 0, 64);
        }
        for (int i = 0; i < count; i++) {
            put(rows, i, (int) Memory.getLong(entries, 2L * i + 1));
        }
    }

    /** The row at a place of the order. */
    int row(int place) {
        return get(rows, place);
    }

    /** Whether two rows have equal values; NULL equals NULL. */
    boolean same(int a, int b) {
        for (var word : words) {
            if (Memory.getLong(word, a) != Memory.getLong(word, b)) {
                return false;
            }
        }
        return true;
    }

    /** For each row the number of its value, from 0 on, smaller numbers for values before. */
    MemorySegment codes() {
        var codes = chunk.ints();
        int code = -1;
        for (int i = 0; i < count; i++) {
            code += i == 0 || !same(row(i - 1), row(i)) ? 1 : 0;
            put(codes, row(i), code);
        }
        return codes;
    }

    /** For each kept row the kept row before it with an equal value, or -1. */
    MemorySegment previous(KeptRows kept) {
        var previous = chunk.ints();
        int last = -1;
        for (int i = 0; i < count; i++) {
            if (i > 0 && !same(row(i - 1), row(i))) {
                last = -1;
            }
            if (kept.has(row(i))) {
                put(previous, row(i), last);
                last = row(i);
            }
        }
        return previous;
    }

    /** As {@link #previous}, of the kept rows' numbers: one more than the number of the row before, 0 if there is none. */
    MemorySegment numbersBefore(KeptRows kept) {
        var previous = previous(kept);
        var numbers = chunk.ints();
        for (int number = 0; number < kept.count(); number++) {
            int before = get(previous, kept.row(number));
            put(numbers, number, before < 0 ? 0 : kept.before(before) + 1);
        }
        return numbers;
    }
}
