package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.kernel.Compare;
import tarn.engine.query.run.aggregate.AggregateSpec.Order;

/** Sorts row numbers by columns; rows with equal keys keep their order. */
final class RowSort {
    private final List<FlatVector> keys;
    private final List<Order> order;
    private final Runnable checkCancelled;

    RowSort(List<FlatVector> keys, List<Order> order, Runnable checkCancelled) {
        this.keys = keys;
        this.order = order;
        this.checkCancelled = checkCancelled;
    }

    /** The int numbers of rows 0 to {@code rows - 1} in their order. */
    MemorySegment sort(int rows, Region out) {
        var sorted = RowNumbers.range(0, rows, out);
        if (keys.isEmpty()) {
            return sorted;
        }
        var spare = out.allocate(4L * rows);
        for (long width = 1; width < rows; width *= 2) {
            for (long from = 0; from < rows; from += 2 * width) {
                if ((from & 0xFFFF) == 0) {
                    checkCancelled.run();
                }
                merge(sorted, from, Math.min(rows, from + width), Math.min(rows, from + 2 * width), spare);
            }
            var other = sorted;
            sorted = spare;
            spare = other;
        }
        return sorted;
    }

    private void merge(MemorySegment from, long start, long middle, long end, MemorySegment to) {
        long a = start;
        long b = middle;
        for (long at = start; at < end; at++) {
            boolean takeA = a < middle && (b >= end || compare(Memory.getInt(from, a), Memory.getInt(from, b)) <= 0);
            Memory.setInt(to, at, Memory.getInt(from, takeA ? a++ : b++));
        }
    }

    private int compare(int a, int b) {
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            var item = order.get(i);
            boolean aNull = key.isNull(a);
            boolean bNull = key.isNull(b);
            if (aNull || bNull) {
                if (aNull != bNull) {
                    return aNull == item.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int compared = Compare.compare(key.type(), key.values(), a, key.values(), b);
            if (compared != 0) {
                return item.descending() ? -compared : compared;
            }
        }
        return 0;
    }
}
