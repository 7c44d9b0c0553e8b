package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.Relation;
import tarn.engine.expr.SortKey;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.Plan.Join.Kind;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.SqlException;

/**
 * The first half of unnesting: every sub-query in an expression becomes the right side of a dependent join beneath the
 * node that asks for it, and the expression refers to a column of that join.
 */
final class SubqueriesToJoins {
    private final PassContext context;
    private final Set<Relation> taken = Collections.newSetFromMap(new IdentityHashMap<>());

    SubqueriesToJoins(PassContext context) {
        this.context = context;
    }

    Plan convert(Plan plan) {
        var node = PlanTree.mapInputs(plan, this::convert);
        if (PlanTree.expressions(node).stream().noneMatch(SubqueriesToJoins::hasSubquery)) {
            return node;
        }
        return switch (node) {
            case Plan.Filter(var input, var predicate) -> filter(input, Terms.conjuncts(predicate));
            case Plan.Join join ->
                joined(join, join.kind(), join.left(), join.right(), join.conditions(), join.mark(), false);
            case Plan.DependentJoin join ->
                joined(join, join.kind(), join.left(), join.right(), join.conditions(), join.mark(), true);
            case Plan.Values values -> convert(RowsToUnion.of(values, context));
            case Plan.Limit limit -> limit(limit);
            default -> above(node);
        };
    }

    private static boolean hasSubquery(Expr expr) {
        return expr instanceof Expr.Subquery
                || ExprTree.children(expr).stream().anyMatch(SubqueriesToJoins::hasSubquery);
    }

    /** Any node with one input whose rows the expressions see. */
    private Plan above(Plan node) {
        var attached = new Attached(node.inputs().getFirst());
        var replaced = PlanTree.mapExpressions(node, attached::replace);
        return PlanWalk.select(PlanTree.mapInputs(replaced, _ -> attached.plan), node.output());
    }

    private Plan filter(Plan input, List<Expr> conjuncts) {
        var failures = new Failures(input);
        var plain = new ArrayList<Expr>();
        var later = new ArrayList<Expr>();
        for (var conjunct : conjuncts) {
            // What may fail does not come before sub-queries that it stands behind.
            boolean first = !hasSubquery(conjunct) && (later.isEmpty() || !failures.possible(conjunct));
            (first ? plain : later).add(conjunct);
        }
        var attached = new Attached(Terms.filter(input, plain));
        var rest = new ArrayList<Expr>();
        for (var conjunct : later) {
            if (!hasSubquery(conjunct) || !attached.keepOnly(conjunct)) {
                rest.add(attached.replace(conjunct));
            }
        }
        return PlanWalk.select(Terms.filter(attached.plan, rest), input.output());
    }

    private Plan joined(
            Plan node,
            Kind kind,
            Plan left,
            Plan right,
            List<Expr> conditions,
            @Nullable Column mark,
            boolean dependent) {
        if (kind == Kind.INNER) {
            var plain = conditions.stream().filter(c -> !hasSubquery(c)).toList();
            var hard =
                    conditions.stream().filter(SubqueriesToJoins::hasSubquery).toList();
            return filter(join(kind, left, right, plain, mark, dependent), Terms.conjuncts(hard));
        }
        var onLeft = new Attached(left);
        var onRight = new Attached(right);
        var leftColumns = PlanWalk.outputs(left);
        var rightColumns = PlanWalk.outputs(right);
        boolean pairs = kind != Kind.MARK && kind != Kind.SINGLE && !dependent;
        if (pairs && conditions.stream().anyMatch(condition -> asksBoth(condition, leftColumns, rightColumns))) {
            var plain = conditions.stream().filter(c -> !hasSubquery(c)).toList();
            var hard =
                    conditions.stream().filter(SubqueriesToJoins::hasSubquery).toList();
            return new NumberedPairs(context).join(kind, left, right, plain, Terms.conjuncts(hard), this::filter);
        }
        var replaced = conditions.stream()
                .map(condition -> replaceOnSide(condition, onLeft, onRight, leftColumns, rightColumns))
                .toList();
        return PlanWalk.select(join(kind, onLeft.plan, onRight.plan, replaced, mark, dependent), node.output());
    }

    private static boolean asksBoth(Expr expr, Set<Column> left, Set<Column> right) {
        return expr instanceof Expr.Subquery
                ? PlanWalk.uses(expr, left) && PlanWalk.uses(expr, right)
                : ExprTree.children(expr).stream().anyMatch(child -> asksBoth(child, left, right));
    }

    private static Plan join(
            Kind kind, Plan left, Plan right, List<Expr> conditions, @Nullable Column mark, boolean dependent) {
        return dependent
                ? new Plan.DependentJoin(kind, left, right, conditions, mark)
                : new Plan.Join(kind, left, right, conditions, mark);
    }

    /** A sub-query in ON of an outer join is computed on the side that it asks for columns of. */
    private static Expr replaceOnSide(
            Expr expr, Attached left, Attached right, Set<Column> leftColumns, Set<Column> rightColumns) {
        return Objects.requireNonNull(ExprTree.replace(expr, part -> {
            if (!(part instanceof Expr.Subquery)) {
                return null;
            }
            boolean usesLeft = PlanWalk.uses(part, leftColumns);
            boolean usesRight = PlanWalk.uses(part, rightColumns);
            if (usesLeft && usesRight) {
                throw SqlException.notSupported("a sub-query over both sides in ON of an outer join", part.span());
            }
            return usesLeft ? left.replace(part) : right.replace(part);
        }));
    }

    /** LIMIT (SELECT ...): rows are numbered and compared with it. */
    private Plan limit(Plan.Limit limit) {
        boolean sorted = limit.input() instanceof Plan.Sort;
        List<SortKey> keys = limit.input() instanceof Plan.Sort sort ? sort.keys() : List.of();
        var input = sorted ? limit.input().inputs().getFirst() : limit.input();
        var attached = new Attached(input);
        var rows = limit.limit() == null ? null : attached.replace(limit.limit());
        var offset = limit.offset() == null ? null : attached.replace(limit.offset());
        var numbered = new RowNumbers(context).keep(attached.plan, List.of(), keys, rows, offset);
        return PlanWalk.select(sorted ? new Plan.Sort(numbered, keys) : numbered, limit.output());
    }

    /** A plan onto which sub-queries are joined, one after the other. */
    private final class Attached {
        private record Answer(Expr.Subquery question, Expr value) {}

        private Plan plan;
        private final List<Answer> answers = new ArrayList<>();

        Attached(Plan plan) {
            this.plan = plan;
        }

        Expr replace(Expr expr) {
            var mapped = ExprTree.mapChildren(expr, this::replace);
            if (!(mapped instanceof Expr.Subquery subquery)) {
                return mapped;
            }
            for (var answer : answers) {
                if (ExprTree.same(answer.question(), subquery)) {
                    return answer.value();
                }
            }
            var value = value(subquery);
            answers.add(new Answer(subquery, value));
            return value;
        }

        private Expr value(Expr.Subquery subquery) {
            var right = take(subquery.plan());
            return switch (subquery.kind()) {
                case SCALAR -> scalar(subquery, right);
                case EXISTS -> Terms.falseIfNull(mark(subquery, right, List.of()));
                case ANY -> mark(subquery, right, List.of(comparison(subquery, right, false)));
                case ALL -> Terms.not(mark(subquery, right, List.of(comparison(subquery, right, true))));
            };
        }

        private Expr scalar(Expr.Subquery subquery, Plan right) {
            var kind = PlanWalk.oneRow(right) ? Kind.INNER : PlanWalk.atMostOneRow(right) ? Kind.LEFT : Kind.SINGLE;
            plan = new Plan.DependentJoin(kind, plan, right, List.of(), null);
            return new Expr.Ref(right.output().getFirst(), subquery.span());
        }

        private Expr mark(Expr.Subquery subquery, Plan right, List<Expr> conditions) {
            var mark = context.column("mark", ScalarType.BOOLEAN);
            plan = new Plan.DependentJoin(Kind.MARK, plan, right, conditions, mark);
            return new Expr.Ref(mark, subquery.span());
        }

        private Expr comparison(Expr.Subquery subquery, Plan right, boolean negated) {
            var operator = subquery.operator() == null ? ComparisonOperator.EQUAL : subquery.operator();
            return new Expr.Comparison(
                    negated ? operator.negate() : operator,
                    Objects.requireNonNull(subquery.operand()),
                    new Expr.Ref(right.output().getFirst(), subquery.span()),
                    subquery.span());
        }

        /** Whether the condition of a filter could be joined away: rows that do not fulfil it are gone then. */
        boolean keepOnly(Expr condition) {
            return switch (condition) {
                case Expr.Subquery subquery -> keepMatching(subquery);
                case Expr.Not(Expr.Not(var operand, var _), var _) -> keepOnly(operand);
                case Expr.Not(Expr.Subquery subquery, var _) -> dropMatching(subquery);
                default -> false;
            };
        }

        private boolean keepMatching(Expr.Subquery subquery) {
            switch (subquery.kind()) {
                case EXISTS -> keep(Kind.SEMI, take(subquery.plan()), List.of());
                case ANY -> compareAndKeep(Kind.SEMI, subquery, false);
                case SCALAR, ALL -> {
                    return false;
                }
            }
            return true;
        }

        private boolean dropMatching(Expr.Subquery subquery) {
            switch (subquery.kind()) {
                case EXISTS -> keep(Kind.ANTI, take(subquery.plan()), List.of());
                case ALL -> compareAndKeep(Kind.SEMI, subquery, true);
                case ANY -> {
                    return keepIfNotNull(subquery);
                }
                case SCALAR -> {
                    return false;
                }
            }
            return true;
        }

        /** NOT IN is a plain anti join if no NULL can be on either side. */
        private boolean keepIfNotNull(Expr.Subquery subquery) {
            var operand = replace(Objects.requireNonNull(subquery.operand()));
            var query = (Plan) subquery.plan();
            if (!Nullability.notNull(operand, plan)
                    || !Nullability.notNull(Terms.ref(query.output().getFirst()), query)) {
                return false;
            }
            compareAndKeep(Kind.ANTI, subquery, false);
            return true;
        }

        private void compareAndKeep(Kind kind, Expr.Subquery subquery, boolean negated) {
            var question = (Expr.Subquery) ExprTree.mapChildren(subquery, this::replace);
            var right = take(question.plan());
            keep(kind, right, List.of(comparison(question, right, negated)));
        }

        private void keep(Kind kind, Plan right, List<Expr> conditions) {
            plan = new Plan.DependentJoin(kind, plan, right, conditions, null);
        }
    }

    /** The plan of a sub-query, converted; with new columns if it is used a second time. */
    private Plan take(Relation relation) {
        var converted = convert((Plan) relation);
        return taken.add(relation) ? converted : FreshColumns.copy(converted, context);
    }
}
