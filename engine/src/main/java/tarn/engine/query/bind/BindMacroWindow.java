package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.Map;
import tarn.engine.function.Functions;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Rebuilding;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** {@code macro(x) OVER (...)}: the window is that of the one aggregate in the macro's body. */
final class BindMacroWindow {
    private BindMacroWindow() {}

    /**
     * The body with the window at its aggregate. The expressions of the window become further parameters, so that their names
     * mean what they mean at the call.
     *
     * @param values gets those parameters
     */
    static Expression over(
            Expression body,
            Expression.FunctionCall call,
            Map<String, MacroArguments.Value> values,
            ExprBinder caller) {
        var window = Rebuilding.of(
                java.util.Objects.requireNonNull(call.over()),
                part -> part instanceof Expression expression ? parameter(expression, values, caller) : null);
        var aggregates = new ArrayList<Expression.FunctionCall>();
        var result = Rebuilding.of(body, part -> {
            if (part instanceof Expression.FunctionCall inner
                    && inner.over() == null
                    && Functions.isAggregate(inner.name().last().folded())) {
                aggregates.add(inner);
                return new Expression.FunctionCall(
                        inner.name(),
                        inner.arguments(),
                        inner.distinct(),
                        inner.orderBy(),
                        inner.withinGroup(),
                        inner.filter(),
                        inner.nulls(),
                        window,
                        inner.span());
            }
            return part instanceof Query ? part : null;
        });
        if (aggregates.size() != 1) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "OVER goes with a macro of exactly one aggregate, which this is not: "
                            + call.name().last().text(),
                    call.span());
        }
        return result;
    }

    private static Expression parameter(
            Expression expression, Map<String, MacroArguments.Value> values, ExprBinder caller) {
        if (expression instanceof Expression.IntegerLiteral || expression instanceof Expression.Interval) {
            return expression;
        }
        // A name that cannot be written.
        String name = "\0" + values.size();
        values.put(name, new MacroArguments.Value(expression, caller, null, null));
        return new Expression.ColumnName(
                QualifiedName.of(new Identifier(name, true, expression.span())), expression.span());
    }
}
