package tarn.engine;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprPrinter;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Selector;
import tarn.engine.kernel.LaneAccess;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Sampling;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Runs the filters of scans over some rows of stored tables; what was learned of a version of a table is kept as long as that. */
final class ScanSamples implements Sampling {
    /** Rows looked at by filters that cost little, and by others. */
    private static final long MOST_ROWS = 100_000;

    private static final long MOST_ROWS_COSTLY = 16_384;
    private static final int BATCH_ROWS = 2048;
    private static final int MOST_KNOWN = 256;
    private static final int LONGEST_TEXT = 2048;

    /** What is asked of a table, without the names that a query has for its columns. */
    private record Key(String filters, List<Integer> columns) {}

    private final MemoryPool pool;
    private final Map<TableVersion, Map<Key, Looked>> known = new WeakHashMap<>();

    ScanSamples(MemoryPool pool) {
        this.pool = pool;
    }

    @Override
    public @Nullable Sample of(Plan.Scan scan) {
        if (!(KeyedTable.rowsOf(scan.source()) instanceof TableVersion table)
                || scan.filters().isEmpty()
                || table.rows() == 0) {
            return null;
        }
        if (!scan.filters().stream().allMatch(ScanSamples::runs)) {
            return null;
        }
        var read = new LinkedHashSet<Column>();
        scan.filters().forEach(filter -> read.addAll(PlanTree.columns(filter)));
        scan.output().stream().filter(ScanSamples::hasBounds).forEach(read::add);
        var layout = List.copyOf(read);
        var columns = layout.stream().map(column -> positionOf(column, scan)).toList();
        var filters = new ExprPrinter(column -> "#" + positionOf(column, scan)).list(scan.filters());
        var looked = looked(table, new Key(shortened(filters), columns), () -> take(scan, table, layout, columns));
        return looked == null ? null : looked.sample(column -> columns.indexOf(positionOf(column, scan)));
    }

    /** Long lists are not kept; that two of them are taken for the same now and then costs nothing but a worse estimate. */
    private static String shortened(String filters) {
        return filters.length() <= LONGEST_TEXT
                ? filters
                : filters.substring(0, LONGEST_TEXT) + filters.length() + '/' + filters.hashCode();
    }

    private static int positionOf(Column column, Plan.Scan scan) {
        int at = scan.output().indexOf(column);
        return at < 0 ? -1 : scan.columns().get(at);
    }

    private @Nullable Looked looked(TableVersion table, Key key, Supplier<@Nullable Looked> look) {
        synchronized (known) {
            var ofTable = known.get(table);
            if (ofTable != null && ofTable.containsKey(key)) {
                return ofTable.get(key);
            }
        }
        var made = look.get();
        if (made != null) {
            synchronized (known) {
                var ofTable = known.computeIfAbsent(table, _ -> new HashMap<>());
                if (ofTable.size() >= MOST_KNOWN) {
                    ofTable.clear();
                }
                ofTable.put(key, made);
            }
        }
        return made;
    }

    /** What filters left of some rows, and the least and the greatest value of each column in it. */
    private record Looked(long rows, long kept, boolean all, long[] low, long[] high) {
        Sample sample(ToIntFunction<Column> positions) {
            return new Sample(rows, kept, all, column -> bounds(positions.applyAsInt(column)));
        }

        private @Nullable Bounds bounds(int at) {
            return at < 0 || low[at] > high[at] || kept > Kept.MOST_BOUNDED ? null : new Bounds(low[at], high[at]);
        }
    }

    private static boolean runs(Expr filter) {
        boolean[] runs = {true};
        ExprTree.forEach(
                filter, part -> runs[0] &= !(part instanceof Expr.Subquery) && !(part instanceof Expr.Parameter));
        return runs[0];
    }

    private static boolean costly(Expr filter) {
        return switch (filter) {
            case Expr.Comparison(var _, Expr.Ref _, Expr.Literal _, var _) -> false;
            case Expr.Comparison(var _, Expr.Ref _, Expr.Ref _, var _) -> false;
            case Expr.IsNull(Expr.Ref _, var _, var _) -> false;
            case Expr.InList(Expr.Ref _, var options, var _) -> options.size() > 20;
            default -> true;
        };
    }

    /** Null if the filters fail. */
    private @Nullable Looked take(Plan.Scan scan, TableVersion table, List<Column> layout, List<Integer> columns) {
        var predicate =
                scan.filters().size() == 1 ? scan.filters().getFirst() : new Expr.And(scan.filters(), Span.NONE);
        long rows = scan.filters().stream().anyMatch(ScanSamples::costly) ? MOST_ROWS_COSTLY : MOST_ROWS;
        long most = table.rows() <= rows ? rows : MOST_ROWS_COSTLY;
        try (var memory = pool.newQuery()) {
            var selector = new Evaluation(layout, memory.newRegion("sample"), BATCH_ROWS).selector(predicate);
            var selected = memory.newRegion("sample").allocate(BATCH_ROWS * 4L);
            var kept = new Kept(layout, selector, selected);
            long seen = table.sample(columns, most, memory.newRegion("sample"), kept::look);
            return new Looked(seen, kept.count, seen == table.rows(), kept.low, kept.high);
        } catch (SqlException _) {
            return null;
        }
    }

    private static boolean hasBounds(Column column) {
        return switch (column.type().lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    /** How many rows the filters keep, and the bounds of columns in them, as long as they are few enough to tell much. */
    private static final class Kept {
        private static final long MOST_BOUNDED = 16_384;

        private final List<Column> layout;
        private final Selector selector;
        private final MemorySegment selected;
        private final long[] low;
        private final long[] high;
        private long count;

        Kept(List<Column> layout, Selector selector, MemorySegment selected) {
            this.layout = layout;
            this.selector = selector;
            this.selected = selected;
            this.low = new long[layout.size()];
            this.high = new long[layout.size()];
            Arrays.fill(low, Long.MAX_VALUE);
            Arrays.fill(high, Long.MIN_VALUE);
        }

        void look(Batch batch) {
            int rows = selector.select(batch, selected);
            count += rows;
            if (count > MOST_BOUNDED) {
                return;
            }
            for (int i = 0; i < low.length; i++) {
                if (hasBounds(layout.get(i)) && batch.column(i) instanceof FlatVector flat) {
                    bound(flat, i, rows);
                }
            }
        }

        private void bound(FlatVector flat, int column, int rows) {
            var lane = flat.type().lane();
            long least = low[column];
            long greatest = high[column];
            for (int i = 0; i < rows; i++) {
                int row = Memory.getInt(selected, i);
                if (flat.validity() == null || Bits.get(flat.validity(), row)) {
                    long value = LaneAccess.readLong(lane, flat.values(), row);
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
            low[column] = least;
            high[column] = greatest;
        }
    }
}
