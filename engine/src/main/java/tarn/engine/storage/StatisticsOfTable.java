package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;

/**
 * Statistics of a column of a whole table: bounds from those of its row groups, distinct values estimated from a sample,
 * taken when the optimizer first asks. The estimator is GEE (Charikar, Chaudhuri, Motwani, Narasayya: Towards estimation
 * error guarantees for distinct values, PODS 2000).
 */
final class StatisticsOfTable {
    private static final int SAMPLE_ROWS = 16_384;

    private StatisticsOfTable() {}

    static ColumnStatistics compute(TableVersion table, int column) {
        @Nullable Object min = null;
        @Nullable Object max = null;
        long nulls = 0;
        boolean bounded = true;
        boolean sorted = true;
        for (var group : table.groups()) {
            var one = group.columns().get(column).statistics();
            nulls += one.nulls();
            if (one.nulls() == group.rows()) {
                sorted = false;
                continue;
            }
            bounded &= one.min() != null;
            sorted &= one.sorted() && (max == null || order(max, one.min()) <= 0);
            if (bounded) {
                min = min == null || order(one.min(), min) < 0 ? one.min() : min;
                max = max == null || order(one.max(), max) > 0 ? one.max() : max;
            }
        }
        boolean known = bounded && min != null;
        long distinct = distinct(table, column, nulls);
        if (known && min instanceof Long low && max instanceof Long high && high - low >= 0) {
            distinct = Math.min(distinct, high - low + 1);
        }
        return new ColumnStatistics(known ? min : null, known ? max : null, nulls, distinct, sorted && known);
    }

    private static int order(@Nullable Object a, @Nullable Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> x.compareTo(y);
            case Double x when b instanceof Double y -> x.compareTo(y);
            case null, default -> 0;
        };
    }

    private static long distinct(TableVersion table, int column, long nulls) {
        var dictionary = table.dictionary(column);
        if (dictionary != null) {
            return dictionary.size();
        }
        long rows = table.rows() - nulls;
        if (rows == 0) {
            return 0;
        }
        var seen = new HashMap<Object, Integer>();
        int sampled = sample(table, column, seen);
        if (sampled == 0) {
            return 0;
        }
        long once = seen.values().stream().filter(count -> count == 1).count();
        double estimate = Math.sqrt((double) rows / sampled) * once + (seen.size() - once);
        // A sample in which nearly nothing repeats says "nearly unique", where GEE's square root is far too low.
        if (once > 0.9 * sampled) {
            estimate = (double) rows * seen.size() / sampled;
        }
        return Math.clamp(Math.round(estimate), seen.size(), rows);
    }

    private static int sample(TableVersion table, int column, HashMap<Object, Integer> seen) {
        var lane = table.columns().get(column).type().lane();
        long step = Math.max(1, table.rows() / SAMPLE_ROWS) | 1;
        long next = 0;
        long first = 0;
        int sampled = 0;
        for (var group : table.groups()) {
            var chunk = group.columns().get(column);
            for (; next < first + group.rows(); next += step) {
                int row = (int) (next - first);
                if (chunk.validity() == null || Bits.get(chunk.validity(), row)) {
                    seen.merge(value(chunk, lane, row), 1, Integer::sum);
                    sampled++;
                }
            }
            first += group.rows();
        }
        return sampled;
    }

    private static Object value(ColumnChunk chunk, Lane lane, int row) {
        return switch (chunk) {
            case ColumnChunk.Fixed fixed -> fixed(fixed.values(), lane, row);
            case ColumnChunk.Coded coded -> coded.codes().getAtIndex(ValueLayout.JAVA_INT, row);
            case ColumnChunk.Text text -> text(text, row);
        };
    }

    private static Object fixed(MemorySegment values, Lane lane, int row) {
        return switch (lane) {
            case BIT -> Bits.get(values, row);
            case I8 -> values.get(ValueLayout.JAVA_BYTE, row);
            case I16 -> values.getAtIndex(ValueLayout.JAVA_SHORT, row);
            case I32, F32 -> values.getAtIndex(ValueLayout.JAVA_INT, row);
            case I64, F64 -> values.getAtIndex(ValueLayout.JAVA_LONG, row);
            case I128, BYTES, INTERVAL ->
                values.getAtIndex(ValueLayout.JAVA_LONG, 2L * row) * 31
                        + values.getAtIndex(ValueLayout.JAVA_LONG, 2L * row + 1);
        };
    }

    private static Object text(ColumnChunk.Text text, int row) {
        int start = text.offsets().getAtIndex(ValueLayout.JAVA_INT, row);
        int end = text.offsets().getAtIndex(ValueLayout.JAVA_INT, row + 1);
        long hash = end - start;
        for (long at = text.data().address() + start; at < text.data().address() + end; at++) {
            hash = hash * 0x9E3779B97F4A7C15L + Strings.MEMORY.get(ValueLayout.JAVA_BYTE, at);
        }
        return hash;
    }
}
