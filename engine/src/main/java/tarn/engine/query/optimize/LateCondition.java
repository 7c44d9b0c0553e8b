package tarn.engine.query.optimize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;

/**
 * An aggregate of the rows that fulfil a condition, such as {@code sum(CASE WHEN day = 'Sunday' THEN price END)}, whose
 * condition can wait for the second stage: it looks at other relations than what is aggregated, and so is the same for all
 * rows of a group of the first stage.
 *
 * @param condition which groups of the first stage count
 * @param call what is computed of all rows first
 * @param otherwise what stands for groups that do not count: NULL, or 0 in sums
 */
record LateCondition(Expr condition, AggregateCall call, Expr otherwise) {

    /** Of those calls that have one, by the column of their result. */
    static Map<Column, LateCondition> of(List<AggregateCall> calls, InnerJoins joins) {
        var found = new HashMap<Column, LateCondition>();
        for (var call : calls) {
            var late = of(call, joins);
            if (late != null) {
                found.put(call.output(), late);
            }
        }
        return found;
    }

    private static @Nullable LateCondition of(AggregateCall call, InnerJoins joins) {
        var late = call.filter() == null ? ofCase(call) : ofFilter(call, call.filter());
        if (late == null) {
            return null;
        }
        var condition = PlanWalk.substitute(late.condition, joins.computed());
        var asked = PlanTree.columns(condition);
        var relations = joins.relations().stream()
                .filter(relation -> relation.output().stream().anyMatch(asked::contains))
                .toList();
        boolean apart = late.call.arguments().stream()
                .map(argument -> PlanTree.columns(PlanWalk.substitute(argument, joins.computed())))
                .noneMatch(columns -> relations.stream().anyMatch(relation -> overlap(relation, columns)));
        return apart && !relations.isEmpty() && PlanWalk.stable(condition)
                ? new LateCondition(condition, late.call, late.otherwise)
                : null;
    }

    private static boolean overlap(Plan relation, Set<Column> columns) {
        return relation.output().stream().anyMatch(columns::contains);
    }

    private static LateCondition ofFilter(AggregateCall call, Expr filter) {
        return new LateCondition(
                filter,
                aggregated(call, call.arguments()),
                Terms.nothing(call.output().type(), call.span()));
    }

    private static @Nullable LateCondition ofCase(AggregateCall call) {
        if (call.arguments().size() != 1
                || !(call.arguments().getFirst() instanceof Expr.Case(var whens, var otherwise, var type, var _))
                || whens.size() != 1
                || !whens.getFirst().result().type().equals(type)) {
            return null;
        }
        boolean zero = call.function().name().equals("sum") && !type.isFloating() && isZero(otherwise);
        return Terms.isNull(otherwise) || zero
                ? new LateCondition(
                        whens.getFirst().condition(),
                        aggregated(call, List.of(whens.getFirst().result())),
                        otherwise)
                : null;
    }

    private static boolean isZero(Expr expr) {
        return expr instanceof Expr.Literal(Number value, var _, var _) && value.doubleValue() == 0;
    }

    private static AggregateCall aggregated(AggregateCall call, List<Expr> arguments) {
        return new AggregateCall(
                call.output(), call.function(), arguments, call.distinct(), null, call.order(), call.span());
    }

    /** A result of the first stage where it counts. */
    Expr of(Column part) {
        DataType type = part.type();
        var nothing = Terms.isNull(otherwise)
                ? Terms.nothing(type, call.span())
                : new Expr.Cast(otherwise, type, false, call.span());
        return new Expr.Case(List.of(new Expr.Case.When(condition, Terms.ref(part))), nothing, type, call.span());
    }
}
