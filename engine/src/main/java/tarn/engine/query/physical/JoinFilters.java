package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.run.join.EarlyFilter;
import tarn.engine.query.run.join.HashFilter;
import tarn.engine.query.run.join.JoinFilter;
import tarn.engine.query.run.join.JoinSpec;
import tarn.engine.query.run.join.ProbeFilter;

/**
 * Sideways information passing: where the build side of a join is known before its probe side is read, the values of its
 * keys filter the scans that the probe side's keys come from. Bounds always serve to skip row groups; rows are looked at
 * where the build side has few of the values, and fewer still where the scan feeds the join without other work between.
 */
final class JoinFilters {
    /** Share of a column's values up to which looking at rows is worth it, with and without work between. */
    private static final double FEW = 0.7;

    private static final double VERY_FEW = 0.3;

    /** @param most values of the build side with which every row of the scan is looked up; negative for never */
    private record OfScan(List<Column> columns, ProbeFilter filter, double most) {}

    /** A column of a scan that a key comes from, with or without work between. */
    private record Source(Plan.Scan scan, Column column, boolean work) {
        double distinct() {
            return scan.source().distinct(scan.columns().get(scan.output().indexOf(column)));
        }

        double most(double values) {
            return values < 0 ? -1 : (work ? FEW : VERY_FEW) * values;
        }
    }

    private final Lowering lowering;
    private final boolean enabled;
    private final Map<Plan, List<OfScan>> scans = new IdentityHashMap<>();

    JoinFilters(Lowering lowering, boolean enabled) {
        this.lowering = lowering;
        this.enabled = enabled;
    }

    boolean enabled() {
        return enabled;
    }

    /** Sets up filters for the scans of a probe side, before it is lowered; the join has to fill them. */
    List<ProbeFilter.OfKeys> of(JoinSpec.Kind kind, List<JoinSpec.Key> keys, Plan probed) {
        var filters = new ArrayList<ProbeFilter.OfKeys>();
        if (!enabled || !dropsProbeRows(kind)) {
            return filters;
        }
        var together = new LinkedHashMap<Integer, List<Source>>();
        for (int k = 0; k < keys.size(); k++) {
            if (keys.get(k).nullSafe()
                    || !(keys.get(k).left() instanceof Expr.Ref(var column, var _))
                    || !HashFilter.supports(column.type())) {
                continue;
            }
            var trace = new Trace();
            if (trace.down(probed, column, false)) {
                var filter = JoinFilter.supports(column.type()) ? new JoinFilter() : new HashFilter();
                for (var source : trace.found) {
                    add(source.scan(), List.of(source.column()), filter, source.most(source.distinct()));
                }
                filters.add(new ProbeFilter.OfKeys(List.of(k), filter));
                together.put(k, trace.found);
            }
        }
        if (together.size() > 1) {
            combined(together, filters);
        }
        return filters;
    }

    /** Values of several keys that come from one scan say more together. */
    private void combined(Map<Integer, List<Source>> keys, List<ProbeFilter.OfKeys> filters) {
        var filter = new HashFilter();
        boolean used = false;
        for (var first : keys.values().iterator().next()) {
            var columns = new ArrayList<Column>();
            double values = 1;
            boolean known = true;
            for (var found : keys.values()) {
                var here = found.stream().filter(s -> s.scan() == first.scan()).findFirst();
                here.ifPresent(source -> columns.add(source.column()));
                double distinct = here.map(Source::distinct).orElse(-1.0);
                known &= distinct >= 0;
                values *= distinct;
            }
            // Without work between, the join itself finds out as soon.
            if (known && first.work() && columns.size() == keys.size()) {
                double rows = Math.min(values, first.scan().source().rows());
                add(first.scan(), columns, filter, first.most(rows));
                used = true;
            }
        }
        if (used) {
            filters.add(new ProbeFilter.OfKeys(List.copyOf(keys.keySet()), filter));
        }
    }

    private void add(Plan.Scan scan, List<Column> columns, ProbeFilter filter, double most) {
        scans.computeIfAbsent(scan, _ -> new ArrayList<>()).add(new OfScan(columns, filter, most));
    }

    private static boolean dropsProbeRows(JoinSpec.Kind kind) {
        return switch (kind) {
            case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
            case LEFT, FULL, ANTI, MARK, SINGLE -> false;
        };
    }

    /** What the filters of a scan ask of its columns; known only when the joins' build sides are finished. */
    List<ColumnRange> ranges(Plan.Scan scan) {
        var ranges = new ArrayList<ColumnRange>();
        for (var of : scans.getOrDefault(scan, List.of())) {
            if (of.filter() instanceof JoinFilter filter && filter.known()) {
                int column =
                        scan.columns().get(scan.output().indexOf(of.columns().getFirst()));
                ranges.add(new ColumnRange(column, filter.min(), filter.max()));
            }
        }
        return ranges;
    }

    /** The stream of a scan without the rows that joins above would drop. */
    Stream filtered(Plan.Scan scan, Stream stream) {
        for (var of : scans.getOrDefault(scan, List.of())) {
            var at = of.columns().stream().map(stream.layout()::indexOf).toList();
            if (of.most() >= 0 && !at.contains(-1)) {
                var names = of.columns().stream().map(Column::name).collect(Collectors.joining(", "));
                var early = new EarlyFilter(of.filter(), at, names, of.most());
                stream = stream.then(lowering.operator(scan, early), stream.layout());
            }
        }
        return stream;
    }

    /** Follows a column down to the scans it comes from, through what may lose rows of other values below it. */
    private static final class Trace {
        private final List<Source> found = new ArrayList<>();

        /** @param work whether rows go through more than filters and projections on their way to the join */
        boolean down(Plan plan, Column column, boolean work) {
            return switch (plan) {
                case Plan.Scan scan -> scan(scan, column, work);
                case Plan.Filter(var input, var _) -> down(input, column, work);
                case Plan.Sort(var input, var _) -> down(input, column, true);
                case Plan.Project(var input, var assignments) -> assigned(assignments, column, input, work);
                case Plan.Aggregate aggregate -> {
                    int group = aggregate.groups().stream()
                            .map(Plan.Assignment::output)
                            .toList()
                            .indexOf(column);
                    boolean everywhere = group >= 0 && aggregate.sets().stream().allMatch(set -> set.contains(group));
                    yield everywhere && assigned(aggregate.groups(), column, aggregate.input(), true);
                }
                case Plan.Window(var input, var calls) ->
                    calls.stream().allMatch(call -> refers(call.partition(), column)) && down(input, column, true);
                case Plan.Unnest unnest ->
                    unnest.input().output().contains(column) && down(unnest.input(), column, true);
                case Plan.Distinct(var input, var keys) -> refers(keys, column) && down(input, column, true);
                case Plan.SetOperation operation -> {
                    int at = operation.output().indexOf(column);
                    boolean left =
                            down(operation.left(), operation.left().output().get(at), true);
                    boolean right =
                            down(operation.right(), operation.right().output().get(at), true);
                    yield left || right;
                }
                case Plan.Join join -> join(join, column);
                case Plan.Shared(var _, var _, var body) -> down(body, column, work);
                case Plan.SharedScan _,
                        Plan.Values _,
                        Plan.Limit _,
                        Plan.TopN _,
                        Plan.Recursive _,
                        Plan.DependentJoin _ -> false;
            };
        }

        private boolean join(Plan.Join join, Column column) {
            boolean ofLeft = join.left().output().contains(column);
            boolean safe = switch (join.kind()) {
                case INNER -> true;
                case LEFT, SEMI, ANTI, MARK, SINGLE -> ofLeft;
                case RIGHT -> !ofLeft;
                case FULL -> false;
            };
            return safe
                    && (ofLeft || join.right().output().contains(column))
                    && down(ofLeft ? join.left() : join.right(), column, true);
        }

        private boolean assigned(List<Plan.Assignment> assignments, Column column, Plan input, boolean work) {
            for (var assignment : assignments) {
                if (assignment.output().equals(column)) {
                    return assignment.expr() instanceof Expr.Ref(var source, var _) && down(input, source, work);
                }
            }
            return false;
        }

        private boolean scan(Plan.Scan scan, Column column, boolean work) {
            if (!scan.output().contains(column)) {
                return false;
            }
            found.add(new Source(scan, column, work));
            return true;
        }
    }

    private static boolean refers(List<Expr> exprs, Column column) {
        return exprs.stream().anyMatch(expr -> expr instanceof Expr.Ref(var of, var _) && of.equals(column));
    }
}
