package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/** Questions about plans and expressions that many passes ask. */
final class PlanWalk {
    private PlanWalk() {}

    /** Visits the nodes from the top down, those of sub-queries included. */
    static void forEachNode(Plan plan, Consumer<Plan> visit) {
        visit.accept(plan);
        for (var expr : PlanTree.expressions(plan)) {
            ExprTree.forEach(expr, part -> {
                if (part instanceof Expr.Subquery subquery) {
                    forEachNode((Plan) subquery.plan(), visit);
                }
            });
        }
        plan.inputs().forEach(input -> forEachNode(input, visit));
    }

    /** A plan with exactly these columns in this order: the plan itself, or a projection of it. */
    static Plan select(Plan plan, List<Column> columns) {
        if (plan.output().equals(columns)) {
            return plan;
        }
        return new Plan.Project(plan, columns.stream().map(PlanWalk::pass).toList());
    }

    /** The assignment of a column to itself. */
    static Plan.Assignment pass(Column column) {
        return new Plan.Assignment(column, Terms.ref(column));
    }

    static List<Plan.Assignment> pass(Collection<Column> columns) {
        return columns.stream().map(PlanWalk::pass).toList();
    }

    /** Whether the assignment hands on a column as it is. */
    static boolean passes(Plan.Assignment assignment) {
        return assignment.expr() instanceof Expr.Ref ref && ref.column().equals(assignment.output());
    }

    /** The plan with more columns, computed from its own. */
    static Plan extend(Plan plan, List<Plan.Assignment> more) {
        if (more.isEmpty()) {
            return plan;
        }
        var all = new ArrayList<>(pass(plan.output()));
        all.addAll(more);
        return new Plan.Project(plan, List.copyOf(all));
    }

    static boolean uses(Expr expr, Set<Column> columns) {
        return switch (expr) {
            case Expr.Ref ref -> columns.contains(ref.column());
            case Expr.Subquery _ -> PlanTree.columns(expr).stream().anyMatch(columns::contains);
            default -> ExprTree.children(expr).stream().anyMatch(child -> uses(child, columns));
        };
    }

    /** Whether the expression uses no other columns than these. */
    static boolean usesOnly(Expr expr, Set<Column> columns) {
        return switch (expr) {
            case Expr.Ref ref -> columns.contains(ref.column());
            case Expr.Subquery _ -> columns.containsAll(PlanTree.columns(expr));
            default -> ExprTree.children(expr).stream().allMatch(child -> usesOnly(child, columns));
        };
    }

    static boolean hasColumns(Expr expr) {
        return switch (expr) {
            case Expr.Ref _ -> true;
            case Expr.Subquery _ -> true;
            default -> ExprTree.children(expr).stream().anyMatch(PlanWalk::hasColumns);
        };
    }

    static Expr substitute(Expr expr, Map<Column, ? extends Expr> by) {
        return by.isEmpty()
                ? expr
                : ExprTree.replace(expr, part -> part instanceof Expr.Ref ref ? by.get(ref.column()) : null);
    }

    static List<Expr> substitute(List<Expr> exprs, Map<Column, ? extends Expr> by) {
        return by.isEmpty()
                ? exprs
                : exprs.stream().map(expr -> substitute(expr, by)).toList();
    }

    /** The same value every time within one statement: may be moved, computed more than once, or not at all. */
    static boolean stable(Expr expr) {
        if (expr instanceof Expr.Call call && !call.function().properties().constantInQuery()) {
            return false;
        }
        if (expr instanceof Expr.Elementwise lambda && !stable(lambda.body())) {
            return false;
        }
        if (expr instanceof Expr.Attempt attempt && !stable(attempt.body())) {
            return false;
        }
        return ExprTree.children(expr).stream().allMatch(PlanWalk::stable);
    }

    static Set<Column> outputs(Plan plan) {
        return new HashSet<>(plan.output());
    }

    /** Whether the plan gives exactly one row, whatever the tables hold. */
    static boolean oneRow(Plan plan) {
        return switch (plan) {
            case Plan.Aggregate aggregate ->
                aggregate.groups().isEmpty() && aggregate.sets().size() <= 1;
            case Plan.Values values -> values.rows().size() == 1;
            case Plan.Project(var input, var _) -> oneRow(input);
            case Plan.Window(var input, var _) -> oneRow(input);
            case Plan.Sort(var input, var _) -> oneRow(input);
            case Plan.Shared(var _, var _, var body) -> oneRow(body);
            case Plan.Join(var kind, var left, var right, var conditions, var _) ->
                oneRow(kind, left, right, conditions);
            case Plan.DependentJoin(var kind, var left, var right, var conditions, var _) ->
                oneRow(kind, left, right, conditions);
            default -> false;
        };
    }

    private static boolean oneRow(Plan.Join.Kind kind, Plan left, Plan right, List<Expr> conditions) {
        return oneRow(left)
                && switch (kind) {
                    case INNER -> conditions.isEmpty() && oneRow(right);
                    case LEFT -> atMostOneRow(right);
                    case MARK, SINGLE -> true;
                    case RIGHT, FULL, SEMI, ANTI -> false;
                };
    }

    /** Whether the plan gives one row or none, whatever the tables hold. */
    static boolean atMostOneRow(Plan plan) {
        return switch (plan) {
            case Plan.Limit(var input, var limit, var _) ->
                limit instanceof Expr.Literal(Long rows, var _, var _) && rows <= 1 || atMostOneRow(input);
            case Plan.TopN topN -> topN.limit() <= 1 || atMostOneRow(topN.input());
            case Plan.Values values -> values.rows().size() <= 1;
            case Plan.Filter(var input, var _) -> atMostOneRow(input);
            case Plan.Project(var input, var _) -> atMostOneRow(input);
            case Plan.Window(var input, var _) -> atMostOneRow(input);
            case Plan.Sort(var input, var _) -> atMostOneRow(input);
            case Plan.Distinct(var input, var _) -> atMostOneRow(input);
            case Plan.Shared(var _, var _, var body) -> atMostOneRow(body);
            case Plan.Join(var kind, var left, var right, var _, var _) -> atMostOneRow(kind, left, right);
            case Plan.DependentJoin(var kind, var left, var right, var _, var _) -> atMostOneRow(kind, left, right);
            default -> oneRow(plan);
        };
    }

    private static boolean atMostOneRow(Plan.Join.Kind kind, Plan left, Plan right) {
        return atMostOneRow(left)
                && switch (kind) {
                    case INNER, LEFT -> atMostOneRow(right);
                    case MARK, SINGLE, SEMI, ANTI -> true;
                    case RIGHT, FULL -> false;
                };
    }

    /** Whether reading the rows twice costs less than keeping them. */
    static boolean cheap(Plan plan) {
        return switch (plan) {
            case Plan.Scan _, Plan.SharedScan _, Plan.Values _ -> true;
            case Plan.Filter(var input, var predicate) -> cheap(input) && stable(predicate);
            case Plan.Project(var input, var assignments) ->
                cheap(input) && assignments.stream().allMatch(assignment -> stable(assignment.expr()));
            default -> false;
        };
    }
}
