package tarn.engine.storage;

import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;

/**
 * Statistics of a column of a whole table: bounds from those of its row groups, distinct values estimated by a sketch of the
 * rows, or of a part of them if there are many, when the optimizer first asks.
 */
final class StatisticsOfTable {
    /** Rows up to which all are looked at. */
    private static final int MOST_ROWS = 1 << 18;

    private static final int PIECE = 1024;
    private static final double LINEAR = 1.9;
    private static final double NEARLY_ALL = 0.93;

    private StatisticsOfTable() {}

    static ColumnStatistics compute(TableVersion table, int column) {
        @Nullable Object min = null;
        @Nullable Object max = null;
        long nulls = 0;
        boolean bounded = true;
        boolean increasing = true;
        for (var group : table.groups()) {
            var one = group.columns().get(column).statistics();
            nulls += one.nulls();
            if (one.nulls() == group.rows()) {
                increasing = false;
                continue;
            }
            bounded &= one.min() != null;
            increasing &= one.increasing() && (max == null || order(max, one.min()) < 0);
            if (bounded) {
                min = min == null || order(one.min(), min) < 0 ? one.min() : min;
                max = max == null || order(one.max(), max) > 0 ? one.max() : max;
            }
        }
        boolean known = bounded && min != null;
        return new ColumnStatistics(known ? min : null, known ? max : null, nulls, increasing && known);
    }

    private static int order(@Nullable Object a, @Nullable Object b) {
        return switch (a) {
            case Long x when b instanceof Long y -> x.compareTo(y);
            case Double x when b instanceof Double y -> x.compareTo(y);
            case null, default -> 0;
        };
    }

    static long distinct(TableVersion table, int column) {
        var known = table.statistics(column);
        long distinct = distinct(table, column, known.nulls());
        return known.min() instanceof Long low && known.max() instanceof Long high && high - low >= 0
                ? Math.min(distinct, high - low + 1)
                : distinct;
    }

    private static long distinct(TableVersion table, int column, long nulls) {
        long rows = table.rows() - nulls;
        if (rows == 0) {
            return 0;
        }
        var dictionary = table.dictionary(column);
        if (dictionary != null && table.rows() > dictionary.size()) {
            return Math.min(rows, dictionary.size());
        }
        double seen = seen(table, column);
        // A sketch that misses the count of rows by its error means that they all differ.
        return seen > NEARLY_ALL * rows ? rows : Math.max(1, Math.round(seen));
    }

    /**
     * Of a large table from a part of the rows, and from half of these: where twice the rows have twice the values, so it
     * goes on; else values count as spread evenly.
     */
    private static double seen(TableVersion table, int column) {
        int nth = (int) Math.ceilDiv(table.rows(), MOST_ROWS);
        var sketch = new DistinctSketch();
        var other = new DistinctSketch();
        sketch(table, column, nth, sketch, nth == 1 ? sketch : other);
        if (nth == 1) {
            return sketch.estimate();
        }
        double half = sketch.estimate();
        sketch.merge(other);
        double all = sketch.estimate();
        return all > LINEAR * half
                ? Math.min(table.rows(), all * nth)
                : spreadEvenly(all, table.rows() / nth, table.rows());
    }

    /** Lets two sketches see each nth piece of the table in turn. */
    private static void sketch(TableVersion table, int column, int nth, DistinctSketch even, DistinctSketch odd) {
        var lane = table.columns().get(column).type().lane();
        int piece = 0;
        for (var group : table.groups()) {
            for (int from = 0; from < group.rows(); from += PIECE) {
                if (piece % nth == 0) {
                    var sketch = piece / nth % 2 == 0 ? even : odd;
                    sketch.add(group.columns().get(column), lane, from, Math.min(group.rows(), from + PIECE));
                }
                piece++;
            }
        }
    }

    /** How many values there are if a part of the rows, taken by chance, has {@code seen} of them. */
    private static double spreadEvenly(double seen, double part, long rows) {
        double low = seen;
        double high = rows;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (middle * -Math.expm1(-part / middle) < seen) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
