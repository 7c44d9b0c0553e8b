package tarn.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Selector;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Sampling;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Runs the filters of scans over some rows of stored tables, for one query; what was learned is kept. */
final class ScanSamples implements Sampling {
    /** Rows looked at by filters that cost little, and by others. */
    private static final long MOST_ROWS = 100_000;

    private static final long MOST_ROWS_COSTLY = 16_384;
    private static final int BATCH_ROWS = 2048;

    private record Key(TableVersion table, List<Expr> filters) {}

    private final MemoryPool pool;
    private final Map<Key, Sample> known = new HashMap<>();

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
        var key = new Key(table, scan.filters());
        var sample = known.get(key);
        if (sample == null && scan.filters().stream().allMatch(ScanSamples::runs)) {
            sample = take(scan, table);
            if (sample != null) {
                known.put(key, sample);
            }
        }
        return sample;
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

    private @Nullable Sample take(Plan.Scan scan, TableVersion table) {
        var layout = layout(scan);
        var columns = layout.stream()
                .map(column -> scan.columns().get(scan.output().indexOf(column)))
                .toList();
        var predicate =
                scan.filters().size() == 1 ? scan.filters().getFirst() : new Expr.And(scan.filters(), Span.NONE);
        long rows = scan.filters().stream().anyMatch(ScanSamples::costly) ? MOST_ROWS_COSTLY : MOST_ROWS;
        long most = table.rows() <= rows ? rows : MOST_ROWS_COSTLY;
        try (var memory = pool.newQuery()) {
            var selector = new Evaluation(layout, memory.newRegion("sample"), BATCH_ROWS).selector(predicate);
            var kept = new Kept(layout, selector, memory.newRegion("sample").allocate(BATCH_ROWS * 4L));
            long seen = table.sample(columns, most, memory.newRegion("sample"), kept::look);
            return new Sample(seen, kept.count, seen == table.rows(), kept.bounds());
        } catch (SqlException _) {
            return null;
        }
    }

    /** The columns of the filters and those whose bounds are of use. */
    private static List<Column> layout(Plan.Scan scan) {
        var columns = new LinkedHashSet<Column>();
        scan.filters().forEach(filter -> columns.addAll(PlanTree.columns(filter)));
        scan.output().stream().filter(ScanSamples::hasBounds).forEach(columns::add);
        return List.copyOf(columns);
    }

    private static boolean hasBounds(Column column) {
        return switch (column.type().lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    /** What the filters keep of the batches. */
    private static final class Kept {
        private final List<Column> columns = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        private final long[] min;
        private final long[] max;
        private final Selector selector;
        private final MemorySegment selected;
        private long count;

        Kept(List<Column> layout, Selector selector, MemorySegment selected) {
            this.selector = selector;
            this.selected = selected;
            for (int i = 0; i < layout.size(); i++) {
                if (hasBounds(layout.get(i))) {
                    columns.add(layout.get(i));
                    positions.add(i);
                }
            }
            min = new long[columns.size()];
            max = new long[columns.size()];
            java.util.Arrays.fill(min, Long.MAX_VALUE);
            java.util.Arrays.fill(max, Long.MIN_VALUE);
        }

        void look(Batch batch) {
            int rows = selector.select(batch, selected);
            count += rows;
            for (int i = 0; i < columns.size() && rows > 0; i++) {
                if (batch.column(positions.get(i)) instanceof FlatVector flat) {
                    bound(i, flat, rows);
                }
            }
        }

        private void bound(int column, FlatVector flat, int rows) {
            var lane = flat.type().lane();
            long low = min[column];
            long high = max[column];
            for (int i = 0; i < rows; i++) {
                int row = selected.getAtIndex(JAVA_INT, i);
                if (flat.validity() == null || Bits.get(flat.validity(), row)) {
                    long value = value(flat.values(), lane, row);
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            min[column] = low;
            max[column] = high;
        }

        private static long value(MemorySegment values, Lane lane, int row) {
            return switch (lane) {
                case I8 -> values.get(JAVA_BYTE, row);
                case I16 -> values.getAtIndex(JAVA_SHORT, row);
                case I32 -> values.getAtIndex(JAVA_INT, row);
                default -> values.getAtIndex(JAVA_LONG, row);
            };
        }

        Map<Column, Bounds> bounds() {
            var bounds = new HashMap<Column, Bounds>();
            for (int i = 0; i < columns.size(); i++) {
                if (min[i] <= max[i]) {
                    bounds.put(columns.get(i), new Bounds(min[i], max[i]));
                }
            }
            return bounds;
        }
    }
}
