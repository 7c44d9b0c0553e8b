package tarn.engine.query.logical;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprPrinter;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.SortKey;
import tarn.engine.expr.WindowCall;

/** Writes a plan as an indented tree, a line per node, inputs below: for EXPLAIN and tests. */
public final class PlanPrinter {
    private final ExprPrinter exprs;
    private final boolean ids;
    private final StringBuilder out = new StringBuilder();

    private PlanPrinter(boolean ids) {
        this.ids = ids;
        this.exprs = ids ? new ExprPrinter(PlanPrinter::withId) : ExprPrinter.NAMES;
    }

    private static String withId(Column column) {
        return column.name() + "#" + column.id();
    }

    public static String print(Plan plan) {
        return print(plan, false);
    }

    /** @param ids adds to every column its id: {@code a#3} */
    public static String print(Plan plan, boolean ids) {
        var printer = new PlanPrinter(ids);
        printer.tree(plan, 0, "");
        return printer.out.toString();
    }

    /** The node's own line, without its inputs. */
    public static String line(Plan plan) {
        return new PlanPrinter(false).text(plan);
    }

    /** What the node's line begins with: {@code Scan}, {@code LEFT Join}. */
    public static String name(Plan plan) {
        return switch (plan) {
            case Plan.Scan _ -> "Scan";
            case Plan.Values values -> values.output().isEmpty() ? "One row" : "Values";
            case Plan.Filter _ -> "Filter";
            case Plan.Project _ -> "Project";
            case Plan.Join join -> join.kind() + " Join";
            case Plan.DependentJoin join -> join.kind() + " Dependent join";
            case Plan.Aggregate _ -> "Aggregate";
            case Plan.Window _ -> "Window";
            case Plan.Sort _ -> "Sort";
            case Plan.Limit limit -> limit.limit() == null ? "Offset" : "Limit";
            case Plan.TopN _ -> "Top";
            case Plan.Distinct _ -> "Distinct";
            case Plan.SetOperation operation -> operation.kind() + (operation.all() ? " ALL" : "");
            case Plan.Shared _ -> "Shared";
            case Plan.Recursive _ -> "Recursive";
            case Plan.SharedScan _ -> "Scan shared";
            case Plan.Unnest _ -> "Unnest";
        };
    }

    private void tree(Plan plan, int depth, String before) {
        out.append("  ".repeat(depth)).append(before).append(text(plan)).append('\n');
        for (var expr : PlanTree.expressions(plan)) {
            ExprTree.forEach(expr, part -> {
                if (part instanceof Expr.Subquery subquery) {
                    tree((Plan) subquery.plan(), depth + 2, "subquery: ");
                }
            });
        }
        for (var input : plan.inputs()) {
            tree(input, depth + 1, "");
        }
    }

    private String text(Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> scan(scan);
            case Plan.Values values ->
                values.output().isEmpty()
                        ? "One row"
                        : "Values " + columns(values.output()) + ": "
                                + values.rows().size() + (values.rows().size() == 1 ? " row" : " rows");
            case Plan.Filter filter -> "Filter " + exprs.print(filter.predicate());
            case Plan.Project project -> "Project " + assignments(project.assignments());
            case Plan.Join join -> join(join.kind() + " Join", join.conditions(), join.mark());
            case Plan.DependentJoin join -> join(join.kind() + " Dependent join", join.conditions(), join.mark());
            case Plan.Aggregate aggregate -> aggregate(aggregate);
            case Plan.Window window ->
                "Window " + window.calls().stream().map(this::window).collect(Collectors.joining(", "));
            case Plan.Unnest unnest -> "Unnest " + assignments(unnest.lists());
            case Plan.Sort sort -> "Sort " + keys(sort.keys());
            case Plan.Limit limit -> limit(limit);
            case Plan.TopN top ->
                "Top " + top.limit() + (top.offset() == 0 ? "" : " after " + top.offset()) + " by " + keys(top.keys());
            case Plan.Distinct distinct -> "Distinct " + exprs.list(distinct.keys());
            case Plan.SetOperation operation ->
                operation.kind() + (operation.all() ? " ALL " : " ") + columns(operation.output());
            case Plan.Shared shared -> "Shared " + shared.id();
            case Plan.Recursive query ->
                "Recursive " + query.id() + (query.all() ? " ALL " : " ") + columns(query.output())
                        + (query.keyed() == null
                                ? ""
                                : " by key "
                                        + columns(query.keyed().columns().stream()
                                                .map(query.output()::get)
                                                .toList()));
            case Plan.SharedScan scan -> "Scan shared " + scan.id() + " " + columns(scan.output());
        };
    }

    private String columns(List<Column> columns) {
        return columns.stream().map(this::column).collect(Collectors.joining(", ", "(", ")"));
    }

    private String column(Column column) {
        return exprs.columns().apply(column);
    }

    private String scan(Plan.Scan scan) {
        String filter = scan.filters().isEmpty()
                ? ""
                : " where " + scan.filters().stream().map(exprs::print).collect(Collectors.joining(" AND "));
        return "Scan " + scan.source().name() + " " + columns(scan.output()) + filter;
    }

    private String assignments(List<Plan.Assignment> assignments) {
        return assignments.stream().map(this::assignment).collect(Collectors.joining(", "));
    }

    private String assignment(Plan.Assignment assignment) {
        String value = exprs.print(assignment.expr());
        String name = column(assignment.output());
        return value.equals(name) || !ids && assignment.output().name().equals("key") ? value : value + " AS " + name;
    }

    private String join(String name, List<Expr> conditions, @org.jspecify.annotations.Nullable Column mark) {
        String on = conditions.isEmpty()
                ? ""
                : " on " + conditions.stream().map(exprs::print).collect(Collectors.joining(" AND "));
        return name + on + (mark == null ? "" : " mark " + column(mark));
    }

    private String aggregate(Plan.Aggregate aggregate) {
        var parts = new ArrayList<String>();
        if (!aggregate.groups().isEmpty()) {
            parts.add("by " + assignments(aggregate.groups()));
        }
        if (!aggregate.calls().isEmpty()) {
            parts.add("compute " + aggregate.calls().stream().map(this::call).collect(Collectors.joining(", ")));
        }
        if (aggregate.grouping() != null) {
            parts.add("sets " + aggregate.sets());
        }
        return parts.isEmpty() ? "Aggregate" : "Aggregate " + String.join(" ", parts);
    }

    private String call(AggregateCall call) {
        String order = call.order().isEmpty() ? "" : " ORDER BY " + keys(call.order());
        String text = call.function().name() + "(" + (call.distinct() ? "DISTINCT " : "") + exprs.list(call.arguments())
                + order + ")";
        String filter = call.filter() == null ? "" : " FILTER (" + exprs.print(call.filter()) + ")";
        return text + filter + (ids ? " AS " + column(call.output()) : "");
    }

    private String window(WindowCall call) {
        String name = switch (call.function()) {
            case WindowCall.Function.OfAggregate(var aggregate) -> aggregate.name();
            case WindowCall.Function.Ranking ranking -> ranking.name().toLowerCase(java.util.Locale.ROOT);
        };
        var over = new ArrayList<String>();
        if (!call.partition().isEmpty()) {
            over.add("PARTITION BY " + exprs.list(call.partition()));
        }
        if (!call.order().isEmpty()) {
            over.add("ORDER BY " + keys(call.order()));
        }
        over.add(frame(call.frame()));
        return name + "(" + (call.distinct() ? "DISTINCT " : "") + exprs.list(call.arguments())
                + (call.ignoreNulls() ? " IGNORE NULLS" : "") + ") OVER ("
                + over.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" ")) + ")"
                + (ids ? " AS " + column(call.output()) : "");
    }

    private String frame(WindowCall.Frame frame) {
        boolean usual = frame.unit() == WindowCall.Unit.RANGE
                && frame.start().kind() == WindowCall.Bound.Kind.UNBOUNDED_PRECEDING
                && frame.end().kind() == WindowCall.Bound.Kind.CURRENT_ROW
                && frame.exclude() == WindowCall.Exclude.NOTHING;
        String exclude = frame.exclude() == WindowCall.Exclude.NOTHING
                ? ""
                : " EXCLUDE " + frame.exclude().name().replace('_', ' ');
        return usual ? "" : frame.unit() + " BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end()) + exclude;
    }

    private String bound(WindowCall.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset() == null ? kind : exprs.print(bound.offset()) + " " + kind;
    }

    private String keys(List<SortKey> keys) {
        return keys.stream()
                .map(key -> exprs.print(key.expr())
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() ? " NULLS FIRST" : ""))
                .collect(Collectors.joining(", "));
    }

    private String limit(Plan.Limit limit) {
        var parts = new ArrayList<String>();
        if (limit.limit() != null) {
            parts.add("Limit " + exprs.print(limit.limit()));
        }
        if (limit.offset() != null) {
            parts.add((parts.isEmpty() ? "Offset " : "offset ") + exprs.print(limit.offset()));
        }
        return String.join(" ", parts);
    }
}
