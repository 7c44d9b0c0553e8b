package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.Span;

/** Simpler expressions, and plans without the parts that can have no rows. */
final class Simplify {
    private final PassContext context;
    private final SimplifyExpression exprs;

    private Simplify(PassContext context) {
        this.context = context;
        this.exprs = new SimplifyExpression(context);
    }

    static Plan apply(Plan plan, PassContext context) {
        return new Simplify(context).visit(plan);
    }

    private Plan visit(Plan plan) {
        var node = PlanTree.mapExpressions(PlanTree.mapInputs(plan, this::visit), exprs::simplify);
        return switch (node) {
            case Plan.Filter(var input, var predicate) -> filter(input, predicate);
            case Plan.Join(var kind, var left, var right, var conditions, var mark) ->
                join(new Plan.Join(kind, left, right, conditions(kind, conditions), mark));
            case Plan.Limit(var input, Expr.Literal(Long rows, var _, var _), var _) when rows == 0 -> empty(node);
            case Plan.Limit(var input, var limit, var offset)
            when (limit == null || Terms.isNull(limit)) && (offset == null || Terms.isNull(offset)) -> input;
            case Plan.SetOperation operation
            when operation.kind() == Plan.SetOperation.Kind.UNION && operation.all() -> union(operation);
            case Plan.Project(var input, var _) when isEmpty(input) -> empty(node);
            case Plan.Sort(var input, var _) when isEmpty(input) -> empty(node);
            case Plan.Limit(var input, var _, var _) when isEmpty(input) -> empty(node);
            case Plan.Distinct(var input, var _) when isEmpty(input) -> empty(node);
            case Plan.Window(var input, var _) when isEmpty(input) -> empty(node);
            case Plan.Unnest(var input, var _, var _) when isEmpty(input) -> empty(node);
            case Plan.Recursive(var _, var _, var anchor, var _, var _, var _) when isEmpty(anchor) -> empty(node);
            case Plan.Aggregate(var input, var groups, var _, var sets, var _)
            when isEmpty(input) && !groups.isEmpty() && sets.size() == 1 -> empty(node);
            default -> node;
        };
    }

    private static boolean isEmpty(Plan plan) {
        return plan instanceof Plan.Values values && values.rows().isEmpty();
    }

    private static Plan empty(Plan plan) {
        return new Plan.Values(List.of(), plan.output());
    }

    private Plan filter(Plan input, Expr predicate) {
        var conjuncts = exprs.conjuncts(List.of(predicate));
        if (isEmpty(input) || conjuncts.stream().anyMatch(Simplify::neverTrue)) {
            return empty(input);
        }
        return Terms.filter(input, conjuncts);
    }

    private static boolean neverTrue(Expr conjunct) {
        return Terms.isFalse(conjunct) || Terms.isNull(conjunct);
    }

    /** Only whether a condition is TRUE counts, except for MARK. */
    private List<Expr> conditions(Kind kind, List<Expr> conditions) {
        return kind == Kind.MARK ? Terms.conjuncts(conditions) : exprs.conjuncts(conditions);
    }

    private Plan join(Plan.Join join) {
        boolean noMatch = join.conditions().stream().anyMatch(Simplify::neverTrue);
        boolean noLeft = isEmpty(join.left());
        boolean noRight = isEmpty(join.right()) || noMatch && join.kind() != Kind.MARK;
        return switch (join.kind()) {
            case INNER, SEMI -> noLeft || noRight ? empty(join) : join;
            case ANTI -> noLeft ? empty(join) : noRight ? join.left() : join;
            case LEFT, SINGLE -> noLeft ? empty(join) : noRight ? padded(join.left(), join) : join;
            case MARK -> noLeft ? empty(join) : isEmpty(join.right()) ? unmarked(join) : join;
            case RIGHT -> isEmpty(join.right()) ? empty(join) : noLeft || noMatch ? padded(join.right(), join) : join;
            case FULL ->
                noLeft && isEmpty(join.right())
                        ? empty(join)
                        : noLeft
                                ? padded(join.right(), join)
                                : isEmpty(join.right()) ? padded(join.left(), join) : join;
        };
    }

    /** The rows of one side with NULL for every column of the other. */
    private static Plan padded(Plan side, Plan.Join join) {
        var there = PlanWalk.outputs(side);
        var assignments = new ArrayList<Plan.Assignment>();
        for (var column : join.output()) {
            assignments.add(
                    there.contains(column)
                            ? PlanWalk.pass(column)
                            : new Plan.Assignment(column, Terms.nothing(column.type(), Span.NONE)));
        }
        return new Plan.Project(side, List.copyOf(assignments));
    }

    private static Plan unmarked(Plan.Join join) {
        var mark = java.util.Objects.requireNonNull(join.mark());
        return PlanWalk.extend(join.left(), List.of(new Plan.Assignment(mark, Terms.bool(false, Span.NONE))));
    }

    private static Plan union(Plan.SetOperation union) {
        if (isEmpty(union.left()) && isEmpty(union.right())) {
            return empty(union);
        }
        if (isEmpty(union.left())) {
            return renamed(union.right(), union.output());
        }
        return isEmpty(union.right()) ? renamed(union.left(), union.output()) : union;
    }

    private static Plan renamed(Plan plan, List<Column> output) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < output.size(); i++) {
            assignments.add(
                    new Plan.Assignment(output.get(i), Terms.ref(plan.output().get(i))));
        }
        return new Plan.Project(plan, List.copyOf(assignments));
    }

    /** Names of columns by the expressions that a projection computes for them. */
    static Map<Column, Expr> values(List<Plan.Assignment> assignments) {
        var values = new HashMap<Column, Expr>();
        assignments.forEach(assignment -> values.put(assignment.output(), assignment.expr()));
        return values;
    }
}
