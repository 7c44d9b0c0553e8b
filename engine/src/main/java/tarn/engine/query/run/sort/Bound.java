package tarn.engine.query.run.sort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Strings;
import tarn.engine.query.run.shared.RowStore;

/**
 * The first key of a row that enough rows come before: what is greater need not be kept.
 *
 * @param side 0 for what comes before, 1 for what comes after the change from NULL to values or from values to NULL
 * @param word the first word of the key
 * @param text a view of the key if it is a string, with bytes of its own
 * @param descending whether greater strings come first
 */
record Bound(int side, long word, @Nullable MemorySegment text, boolean descending) {

    /** Of the row at an address. */
    static Bound of(List<RowStore.Segment> segments, int address, StoredKey key) {
        int row = address & (RowStore.BLOCK_ROWS - 1);
        var block = segments.stream()
                .map(RowStore.Segment::block)
                .filter(b -> b.index() == address >>> RowStore.BLOCK_SHIFT)
                .findFirst()
                .orElseThrow();
        var words = block.column(key.word()).vector();
        boolean isNull = words.isNull(row);
        int side = isNull == key.nullsFirst() ? 0 : 1;
        if (isNull) {
            return new Bound(side, 0, null, key.descending());
        }
        var text =
                key.text() < 0 ? null : copy(block.column(key.text()).vector().values(), row);
        return new Bound(side, Memory.getLong(words.values(), row), text, key.descending());
    }

    private static MemorySegment copy(MemorySegment views, int row) {
        int length = Strings.length(views, row);
        var copy = Arena.ofAuto().allocate(Strings.VIEW_BYTES + (long) length, 8);
        if (length > 0) {
            MemorySegment.copy(Strings.MEMORY, Strings.address(views, row), copy, Strings.VIEW_BYTES, length);
        }
        Strings.put(copy, 0, copy.address() + Strings.VIEW_BYTES, length);
        return copy;
    }

    /** Whether a string whose first word is the bound's comes behind it. */
    boolean before(MemorySegment views, int row) {
        if (text == null) {
            return false;
        }
        int order = Strings.compare(text, 0, views, row);
        return descending ? order > 0 : order < 0;
    }

    static Bound lesser(@Nullable Bound a, Bound b) {
        if (a == null) {
            return b;
        }
        int order = a.side != b.side ? Integer.compare(a.side, b.side) : Long.compareUnsigned(a.word, b.word);
        if (order == 0 && a.text != null && b.text != null) {
            return b.before(a.text, 0) ? b : a;
        }
        return order <= 0 ? a : b;
    }
}
