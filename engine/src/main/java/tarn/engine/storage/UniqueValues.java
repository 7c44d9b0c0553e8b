package tarn.engine.storage;

import java.util.function.LongConsumer;

/**
 * Finds out whether a column holds no value twice. All rows are looked at, so the answer yes can be relied on; columns with
 * NULLs, of large tables, or of types whose equal values can look different count as not unique.
 */
final class UniqueValues implements LongConsumer {
    private static final int MOST_ROWS = 1 << 20;

    private final long[] slots;
    private boolean zero;
    private boolean unique = true;

    private UniqueValues(int rows) {
        this.slots = new long[Integer.highestOneBit(Math.max(1, rows)) * 4];
    }

    static boolean in(TableVersion table, int column) {
        var statistics = table.statistics(column);
        if (statistics.increasing()) {
            return true;
        }
        var type = table.columns().get(column).type();
        // The sketch answers first: it is asked for anyway, and far cheaper.
        if (table.rows() > MOST_ROWS
                || statistics.nulls() > 0
                || !type.hasOneForm()
                || table.distinct(column) < table.rows()
                || table.groups().stream()
                                .map(group -> group.columns().get(column).getClass())
                                .distinct()
                                .count()
                        > 1) {
            return false;
        }
        var values = new UniqueValues((int) table.rows());
        for (var group : table.groups()) {
            ValueHashes.each(group.columns().get(column), type.lane(), 0, group.rows(), values);
            if (!values.unique) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void accept(long value) {
        if (value == 0) {
            unique &= !zero;
            zero = true;
            return;
        }
        int mask = slots.length - 1;
        int slot = (int) ValueHashes.mix(value) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == value) {
                unique = false;
                return;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = value;
    }
}
