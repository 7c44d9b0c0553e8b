package tarn.engine.query.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
import tarn.engine.query.run.filter.Filter;
import tarn.engine.query.run.limit.Limit;
import tarn.engine.query.run.project.Project;
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
    private final Map<Integer, StoreSink> shared = new HashMap<>();
    private final Map<Integer, List<Column>> sharedLayouts = new HashMap<>();
    private final Map<Column, ColumnStatistics> statistics = new HashMap<>();
    private final Map<Plan, List<Object>> operators = new IdentityHashMap<>();

    /** @param ids the query's, for columns that only operators know of */
    public Lowering(ColumnIds ids) {
        this(ids, _ -> -1, Constant::literal);
    }

    /**
     * @param rows an estimate of the rows of a plan node, negative where nothing is known
     * @param constants evaluates expressions without columns
     */
    public Lowering(ColumnIds ids, ToDoubleFunction<Plan> rows, Function<Expr, Expr.Literal> constants) {
        this.ids = ids;
        this.rows = rows;
        this.constants = constants;
    }

    /**
     * Pipelines in an order in which they can run one after the other; the last one ends in {@code last}, whose batches
     * have exactly the columns of {@code plan.output()}.
     */
    public List<Pipeline> lower(Plan plan, Sink last) {
        var stream = exactly(plan.output(), lower(plan, new LinkedHashSet<>(plan.output())));
        end(stream, last);
        operator(plan, last);
        return List.copyOf(pipelines);
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
            case Plan.Window window -> LowerWindow.lower(this, window, needed);
            case Plan.Sort sort -> sort(sort, sort.input(), sort.keys(), Long.MAX_VALUE, 0, needed);
            case Plan.TopN top -> sort(top, top.input(), top.keys(), top.limit(), top.offset(), needed);
            case Plan.Limit limit -> limit(limit, needed);
            case Plan.Distinct distinct -> LowerDistinct.lower(this, distinct);
            case Plan.SetOperation operation -> LowerSetOperation.lower(this, operation);
            case Plan.Shared definition -> shared(definition, needed);
            case Plan.SharedScan scan -> sharedScan(scan);
        };
    }

    private Stream filter(Plan.Filter filter, Set<Column> needed) {
        var input = lower(filter.input(), Columns.with(needed, filter.predicate()));
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

    private Stream sort(Plan plan, Plan below, List<SortKey> keys, long limit, long offset, Set<Column> needed) {
        var used = Columns.with(needed, keys.stream().map(SortKey::expr).toArray(Expr[]::new));
        var input = only(used, lower(below, used));
        var order = keys.stream()
                .map(key -> new SortSpec.Key(key.expr(), key.descending(), key.nullsFirst()))
                .toList();
        var sort = operator(plan, new Sort(new SortSpec(input.layout(), order, limit, offset)));
        end(input, sort);
        return Stream.of(operator(plan, sort.result()), input.layout());
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
        var definition = exactly(
                plan.definition().output(),
                lower(plan.definition(), new LinkedHashSet<>(plan.definition().output())));
        var types = definition.layout().stream().map(Column::type).toList();
        var store = operator(plan, new StoreSink("Shared", types));
        end(definition, store);
        shared.put(plan.id(), store);
        sharedLayouts.put(plan.id(), definition.layout());
        return lower(plan.body(), needed);
    }

    private Stream sharedScan(Plan.SharedScan scan) {
        StoreSink store = shared.get(scan.id());
        List<Column> layout = sharedLayouts.get(scan.id());
        if (store == null || layout == null) {
            throw SqlException.internal("shared plan " + scan.id() + " is read outside of its body", null);
        }
        var positions = scan.source().stream().map(layout::indexOf).toList();
        var source = new StoredRows("SharedScan", store.store(), positions);
        return Stream.of(operator(scan, source), scan.output());
    }

    private static SqlException leftOver(String what) {
        return SqlException.internal("the optimizer's pass unnest_subqueries left over " + what, null);
    }

    /** Ends a pipeline. */
    void end(Stream stream, Sink sink) {
        pipelines.add(new Pipeline(stream.legs(), sink));
    }

    /** Notes that an operator belongs to a node. */
    <T> T operator(Plan plan, T operator) {
        operators.computeIfAbsent(plan, _ -> new ArrayList<>()).add(operator);
        return operator;
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
