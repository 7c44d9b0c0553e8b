package tarn.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        var kept = look(scan, table, null);
        return kept == null
                ? null
                : new Sample(kept.seen, kept.count, kept.seen == table.rows(), new SeenBounds(scan, table)::of);
    }

    /** Null if the filters fail. */
    private @Nullable Kept look(Plan.Scan scan, TableVersion table, @Nullable Column bounded) {
        var filtered = new LinkedHashSet<Column>();
        scan.filters().forEach(filter -> filtered.addAll(PlanTree.columns(filter)));
        if (bounded != null) {
            filtered.add(bounded);
        }
        var layout = List.copyOf(filtered);
        var columns = layout.stream()
                .map(column -> scan.columns().get(scan.output().indexOf(column)))
                .toList();
        var predicate =
                scan.filters().size() == 1 ? scan.filters().getFirst() : new Expr.And(scan.filters(), Span.NONE);
        long rows = scan.filters().stream().anyMatch(ScanSamples::costly) ? MOST_ROWS_COSTLY : MOST_ROWS;
        long most = table.rows() <= rows ? rows : MOST_ROWS_COSTLY;
        try (var memory = pool.newQuery()) {
            var selector = new Evaluation(layout, memory.newRegion("sample"), BATCH_ROWS).selector(predicate);
            var selected = memory.newRegion("sample").allocate(BATCH_ROWS * 4L);
            var kept = new Kept(bounded == null ? -1 : layout.indexOf(bounded), selector, selected);
            kept.seen = table.sample(columns, most, memory.newRegion("sample"), kept::look);
            return kept;
        } catch (SqlException _) {
            return null;
        }
    }

    /** Bounds of a scan's columns in the rows that its filters keep, by a look of their own for each that is asked for. */
    private final class SeenBounds {
        private final Plan.Scan scan;
        private final TableVersion table;
        private final Map<Column, Optional<Bounds>> known = new HashMap<>();

        SeenBounds(Plan.Scan scan, TableVersion table) {
            this.scan = scan;
            this.table = table;
        }

        @Nullable
        Bounds of(Column column) {
            return known.computeIfAbsent(column, this::find).orElse(null);
        }

        private Optional<Bounds> find(Column column) {
            var kept = hasBounds(column) && scan.output().contains(column) ? look(scan, table, column) : null;
            return kept == null || kept.low > kept.high
                    ? Optional.empty()
                    : Optional.of(new Bounds(kept.low, kept.high));
        }
    }

    private static boolean hasBounds(Column column) {
        return switch (column.type().lane()) {
            case I8, I16, I32, I64 -> true;
            case BIT, I128, F32, F64, BYTES, INTERVAL -> false;
        };
    }

    /** What the filters keep of the batches, and the bounds of one column in that. */
    private static final class Kept {
        private final int bounded;
        private final Selector selector;
        private final MemorySegment selected;
        private long seen;
        private long count;
        private long low = Long.MAX_VALUE;
        private long high = Long.MIN_VALUE;

        /** @param bounded the position of the column, or -1 */
        Kept(int bounded, Selector selector, MemorySegment selected) {
            this.bounded = bounded;
            this.selector = selector;
            this.selected = selected;
        }

        void look(Batch batch) {
            int rows = selector.select(batch, selected);
            count += rows;
            if (bounded >= 0 && rows > 0 && batch.column(bounded) instanceof FlatVector flat) {
                bound(flat, rows);
            }
        }

        private void bound(FlatVector flat, int rows) {
            var lane = flat.type().lane();
            long least = low;
            long greatest = high;
            for (int i = 0; i < rows; i++) {
                int row = selected.getAtIndex(JAVA_INT, i);
                if (flat.validity() == null || Bits.get(flat.validity(), row)) {
                    long value = value(flat.values(), lane, row);
                    least = Math.min(least, value);
                    greatest = Math.max(greatest, value);
                }
            }
            low = least;
            high = greatest;
        }

        private static long value(MemorySegment values, Lane lane, int row) {
            return switch (lane) {
                case I8 -> values.get(JAVA_BYTE, row);
                case I16 -> values.getAtIndex(JAVA_SHORT, row);
                case I32 -> values.getAtIndex(JAVA_INT, row);
                default -> values.getAtIndex(JAVA_LONG, row);
            };
        }
    }
}
