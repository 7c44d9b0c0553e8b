package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The fractions of quantiles: one, or a list of them. */
final class BindFractions {
    private static final ListType SEVERAL = new ListType(ScalarType.DOUBLE);

    private BindFractions() {}

    /**
     * The fractions of WITHIN GROUP are constants from 0 to 1.
     *
     * @throws SqlException INVALID_VALUE for another, or for an empty list
     */
    static void check(Expr fractions, Binding binding) {
        if (!PlanTree.columns(fractions).isEmpty()) {
            return;
        }
        boolean several = fractions.type() instanceof ListType;
        var value = BindTableFunction.evaluate(
                        Casting.to(fractions, several ? SEVERAL : ScalarType.DOUBLE, binding), binding)
                .value();
        var all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        if (all.isEmpty()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a fraction is wanted by WITHIN GROUP", fractions.span());
        }
        for (var fraction : all) {
            if (!(fraction instanceof Double number && number >= 0 && number <= 1)) {
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE, "a fraction is between 0 and 1, not " + fraction, fractions.span());
            }
        }
    }

    /** Constant fractions in an array, as the list that it is; all else as it is. */
    static Expr list(Expr fractions, Binding binding) {
        return fractions.type() instanceof ArrayType
                        && PlanTree.columns(fractions).isEmpty()
                ? BindTableFunction.evaluate(Casting.to(fractions, SEVERAL, binding), binding)
                : fractions;
    }

    /** With a minus sign, which makes a quantile count from the greatest value. */
    static Expr negated(Expr fractions, Binding binding) {
        if (!(fractions.type() instanceof ListType)) {
            var fraction = Casting.to(fractions, ScalarType.DOUBLE, binding);
            return BindOperator.call("-", List.of(fraction), fraction.span(), binding);
        }
        var value = BindTableFunction.evaluate(Casting.to(fractions, SEVERAL, binding), binding)
                .value();
        if (!(value instanceof List<?> list)) {
            return fractions;
        }
        var negative = new java.util.ArrayList<Object>();
        for (var fraction : list) {
            negative.add(fraction instanceof Double number ? -number : fraction);
        }
        return new Expr.Literal(negative, SEVERAL, fractions.span());
    }
}
