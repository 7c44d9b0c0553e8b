package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.Sink;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.run.filter.Filter;
import tarn.engine.query.run.join.Join;
import tarn.engine.query.run.limit.Limit;
import tarn.engine.query.run.project.Project;
import tarn.engine.query.run.project.Unnest;
import tarn.engine.query.run.shared.RowStore;
import tarn.engine.query.run.shared.StoreSink;
import tarn.engine.query.run.shared.StoredRows;
import tarn.engine.query.run.sort.Sort;
import tarn.engine.query.run.sort.SortSpec;
import tarn.engine.query.run.values.ValuesSource;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Turns one optimized plan into pipelines. */
public final class Lowering {
    private final ColumnIds ids;
    private final ToDoubleFunction<Plan> rows;
    private final Function<Expr, Expr.Literal> constants;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final Map<Integer, SharedRows> shared = new HashMap<>();
    private final Map<Column, ColumnStatistics> statistics;
    private final Map<Plan, List<Object>> operators;
    private final List<Object> made = new ArrayList<>();
    private final JoinFilters joinFilters;
    private final SortBounds sortBounds = new SortBounds();
    private final @Nullable Lowering around;
    private final Map<Plan, Join> unchangingJoins;

    /** The rows of a shared plan, once they are there. */
    private record SharedRows(List<Column> layout, Supplier<RowStore> rows) {}

    /** @param ids the query's, for columns that only operators know of */
    public Lowering(ColumnIds ids) {
        this(ids, _ -> -1, Constant::literal, true);
    }

    /**
     * @param rows an estimate of the rows of a plan node, negative where nothing is known
     * @param constants evaluates expressions without columns
     * @param joinFilters whether joins pass the values of their keys to the scans of the other side
     */
    public Lowering(
            ColumnIds ids, ToDoubleFunction<Plan> rows, Function<Expr, Expr.Literal> constants, boolean joinFilters) {
        this.ids = ids;
        this.rows = rows;
        this.constants = constants;
        this.statistics = new HashMap<>();
        this.operators = new IdentityHashMap<>();
        this.joinFilters = new JoinFilters(this, joinFilters);
        this.around = null;
        this.unchangingJoins = Map.of();
    }

    /**
     * Lowers a part of a recursive query.
     *
     * @param around lowers what is around it, and what in it does not change from turn to turn
     * @param unchangingJoins the joins of the latter kind
     * @param known whether the operators are the ones that are to count what is done
     */
    Lowering(Lowering around, Map<Plan, Join> unchangingJoins, boolean known) {
        this.ids = around.ids;
        this.rows = around.rows;
        this.constants = around.constants;
        this.statistics = around.statistics;
        this.operators = known ? around.operators : new IdentityHashMap<>();
        this.joinFilters = new JoinFilters(this, around.joinFilters.enabled());
        this.around = around;
        this.unchangingJoins = unchangingJoins;
    }

    /**
     * Pipelines in an order in which they can run one after the other; the last one ends in {@code last}, whose batches
     * have exactly the columns of {@code plan.output()}.
     */
    public List<Pipeline> lower(Plan plan, Sink last) {
        end(whole(plan), last);
        operator(plan, last);
        return pipelines();
    }

    /**
     * The operators of each node of the plan, by identity, in the order in which rows pass them: with
     * {@link tarn.engine.pipeline.QueryContext#profile} they tell what a node did. The rows of the last one are those that
     * the node hands up. The root has the last sink at its end.
     */
    public Map<Plan, List<Object>> operators() {
        return operators;
    }

    /** @param needed the columns that are used above; the layout has all of them and may have more */
    Stream lower(Plan plan, Set<Column> needed) {
        return switch (plan) {
            case Plan.Scan scan -> LowerScan.lower(this, scan, needed);
            case Plan.Values values ->
                Stream.of(operator(values, new ValuesSource(values.rows(), values.output())), values.output());
            case Plan.Filter filter -> filter(filter, needed);
            case Plan.Project project -> project(project);
            case Plan.Join join -> LowerJoin.lower(this, join, needed);
            case Plan.DependentJoin _ -> throw leftOver("a dependent join");
            case Plan.Aggregate aggregate -> LowerAggregate.lower(this, aggregate);
            case Plan.Window window -> LowerWindow.lower(this, window, null, needed);
            case Plan.Unnest unnest -> unnest(unnest, needed);
            case Plan.Sort sort -> sort(sort, sort.input(), sort.keys(), Long.MAX_VALUE, 0, needed);
            case Plan.TopN top -> sort(top, top.input(), top.keys(), top.limit(), top.offset(), needed);
            case Plan.Limit limit -> limit(limit, needed);
            case Plan.Distinct distinct -> LowerDistinct.lower(this, distinct);
            case Plan.SetOperation operation -> LowerSetOperation.lower(this, operation);
            case Plan.Shared definition -> shared(definition, needed);
            case Plan.SharedScan scan -> sharedScan(scan);
            case Plan.Recursive recursive -> LowerRecursive.lower(this, recursive);
        };
    }

    private Stream filter(Plan.Filter filter, Set<Column> needed) {
        var used = Columns.with(needed, filter.predicate());
        var input = filter.input() instanceof Plan.Window window
                ? LowerWindow.lower(this, window, filter.predicate(), used)
                : lower(filter.input(), used);
        var output = input.layout().stream().filter(needed::contains).toList();
        return input.then(operator(filter, new Filter(input.layout(), filter.predicate(), output)), output);
    }

    private Stream project(Plan.Project project) {
        var expressions =
                project.assignments().stream().map(Plan.Assignment::expr).toList();
        var input = lower(project.input(), Columns.of(expressions));
        for (var assignment : project.assignments()) {
            if (assignment.expr() instanceof Expr.Ref ref && statistics.containsKey(ref.column())) {
                statistics.put(assignment.output(), statistics.get(ref.column()));
            }
        }
        return input.then(operator(project, new Project(input.layout(), expressions)), project.output());
    }

    private Stream unnest(Plan.Unnest unnest, Set<Column> needed) {
        var lists = unnest.lists().stream().map(Plan.Assignment::expr).toList();
        var input = lower(unnest.input(), Columns.with(needed, lists.toArray(Expr[]::new)));
        var layout = new ArrayList<Column>();
        var passed = new ArrayList<Integer>();
        for (int i = 0; i < input.layout().size(); i++) {
            if (needed.contains(input.layout().get(i))) {
                layout.add(input.layout().get(i));
                passed.add(i);
            }
        }
        unnest.lists().forEach(list -> layout.add(list.output()));
        if (unnest.ordinality() != null) {
            layout.add(unnest.ordinality());
        }
        var step = new Unnest(input.layout(), passed, lists, unnest.ordinality() != null);
        return input.then(operator(unnest, step), List.copyOf(layout));
    }

    private Stream sort(Plan plan, Plan below, List<SortKey> keys, long limit, long offset, Set<Column> needed) {
        var used = Columns.with(needed, keys.stream().map(SortKey::expr).toArray(Expr[]::new));
        var made = limit == Long.MAX_VALUE ? null : sortBounds.watch(below, keys.getFirst());
        var input = only(used, lower(below, used));
        var order = keys.stream()
                .map(key -> new SortSpec.Key(key.expr(), key.descending(), key.nullsFirst()))
                .toList();
        var sort = operator(plan, new Sort(new SortSpec(input.layout(), order, limit, offset)));
        if (made != null) {
            made.set(sort);
        }
        end(input, sort);
        return Stream.of(operator(plan, sort.result()), input.layout());
    }

    SortBounds sortBounds() {
        return sortBounds;
    }

    private Stream limit(Plan.Limit plan, Set<Column> needed) {
        var input = only(needed, lower(plan.input(), needed));
        long count = Constant.count(plan.limit(), Long.MAX_VALUE, "LIMIT", constants);
        long offset = Constant.count(plan.offset(), 0, "OFFSET", constants);
        var types = input.layout().stream().map(Column::type).toList();
        var limit = operator(plan, new Limit(types, count, offset));
        end(input, limit);
        return Stream.of(operator(plan, limit.result()), input.layout());
    }

    private Stream shared(Plan.Shared plan, Set<Column> needed) {
        var definition = whole(plan.definition());
        var types = definition.layout().stream().map(Column::type).toList();
        var store = operator(plan, new StoreSink("Shared", types));
        end(definition, store);
        share(plan.id(), definition.layout(), store::store);
        return lower(plan.body(), needed);
    }

    /** The plan's columns in their order. */
    Stream whole(Plan plan) {
        return exactly(plan.output(), lower(plan, new LinkedHashSet<>(plan.output())));
    }

    /** Says where {@link Plan.SharedScan}s of that id find their rows. */
    void share(int id, List<Column> layout, Supplier<RowStore> rows) {
        shared.put(id, new SharedRows(layout, rows));
    }

    private Stream sharedScan(Plan.SharedScan scan) {
        var read = sharedRows(scan.id());
        if (read == null) {
            throw SqlException.internal("shared plan " + scan.id() + " is read outside of its body", null);
        }
        var positions = scan.source().stream().map(read.layout()::indexOf).toList();
        var source = new StoredRows("SharedScan", read.rows(), positions);
        return Stream.of(operator(scan, source), scan.output());
    }

    private @Nullable SharedRows sharedRows(int id) {
        var own = shared.get(id);
        return own != null || around == null ? own : around.sharedRows(id);
    }

    /** Who is to lower the side of a join that is kept: the one around a recursive step where it reads nothing that changes. */
    Lowering builder(Plan side) {
        return around != null && around.hasAll(side) && stable(side) ? around : this;
    }

    private boolean hasAll(Plan plan) {
        return plan instanceof Plan.SharedScan scan
                ? sharedRows(scan.id()) != null
                : !(plan instanceof Plan.Shared)
                        && !(plan instanceof Plan.Recursive)
                        && plan.inputs().stream().allMatch(this::hasAll);
    }

    private static boolean stable(Plan plan) {
        boolean[] stable = {true};
        PlanTree.forEachExpression(
                plan,
                part -> stable[0] &= !(part instanceof Expr.Call call)
                        || call.function().properties().constantInQuery());
        return stable[0];
    }

    /** The join whose table was built before the first turn of a recursive query, or null. */
    @Nullable
    Join unchanging(Plan.Join join) {
        return unchangingJoins.get(join);
    }

    void unchanging(Plan.Join join, Join operator) {
        unchangingJoins.put(join, operator);
    }

    private static SqlException leftOver(String what) {
        return SqlException.internal("the optimizer's pass unnest_subqueries left over " + what, null);
    }

    /** Ends a pipeline. */
    void end(Stream stream, Sink sink) {
        pipelines.add(new Pipeline(stream.legs(), sink));
    }

    /** The place at which a pipeline ended now would come. */
    int place() {
        return pipelines.size();
    }

    /** Ends a pipeline that needs none begun since that place, so that it runs before them. */
    void endAt(int place, Stream stream, Sink sink) {
        pipelines.add(place, new Pipeline(stream.legs(), sink));
    }

    JoinFilters joinFilters() {
        return joinFilters;
    }

    /** Notes that an operator belongs to a node. */
    <T> T operator(Plan plan, T operator) {
        operators.computeIfAbsent(plan, _ -> new ArrayList<>()).add(operator);
        made.add(operator);
        return operator;
    }

    /** All operators, in the order in which they were made. */
    List<Object> made() {
        return made;
    }

    List<Pipeline> pipelines() {
        return List.copyOf(pipelines);
    }

    /** The stream with these columns in this order. */
    Stream exactly(List<Column> columns, Stream stream) {
        if (stream.layout().equals(columns)) {
            return stream;
        }
        var refs = columns.stream()
                .<Expr>map(column -> new Expr.Ref(column, Span.NONE))
                .toList();
        return stream.then(new Project(stream.layout(), refs), columns);
    }

    /** The stream without columns that nobody needs, for operators that keep rows. */
    Stream only(Set<Column> needed, Stream stream) {
        var kept = stream.layout().stream().filter(needed::contains).toList();
        return exactly(kept, stream);
    }

    void know(Column column, ColumnStatistics known) {
        statistics.put(column, known);
    }

    /** What is known of an expression's values, as a hint: it comes from the table that a column was read from. */
    ColumnStatistics known(Expr expr) {
        @Nullable ColumnStatistics known = expr instanceof Expr.Ref ref ? statistics.get(ref.column()) : null;
        return known == null ? ColumnStatistics.UNKNOWN : known;
    }

    /** The rows that a node is expected to give, negative where nothing is known. */
    double rows(Plan plan) {
        return rows.applyAsDouble(plan);
    }

    ColumnIds ids() {
        return ids;
    }
}
