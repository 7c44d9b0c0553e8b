package tarn.engine.query.bind;

import java.util.List;
import java.util.Map;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/**
 * Settings that decide what a statement means.
 *
 * @param integerDivision {@code /} of integers is an integer (PostgreSQL) instead of a DOUBLE (DuckDB)
 * @param errorOnDivisionByZero whether {@code //} and {@code %} by zero are errors instead of NULL
 * @param defaultDescending direction of an ORDER BY item that says none
 * @param defaultNullsFirst where NULLs go if an ORDER BY item does not say
 * @param parameters values for {@code $1} (key {@code "1"}) and {@code $name} (key in lower case); a parameter without one stays an
 *     {@link Expr.Parameter} with a type inferred from its surroundings
 * @param constants evaluates what must be constant
 * @param rows runs a plan now, for what the shape of the statement depends on
 */
public record BindSettings(
        boolean integerDivision,
        boolean errorOnDivisionByZero,
        boolean defaultDescending,
        boolean defaultNullsFirst,
        Map<String, Expr.Literal> parameters,
        Constants constants,
        Rows rows) {

    /** Evaluates expressions without columns; the result is in the physical form of {@link Expr.Literal}. */
    @FunctionalInterface
    public interface Constants {
        Expr.Literal evaluate(Expr expr);
    }

    /** Runs queries while a statement is bound. */
    @FunctionalInterface
    public interface Rows {
        /** The plan's rows, a literal per column. */
        List<List<Expr.Literal>> of(Plan plan, ColumnIds ids);
    }

    /** DuckDB's defaults: {@code /} is DOUBLE, ascending, NULLs last. */
    public static BindSettings defaults(Constants constants) {
        return new BindSettings(false, true, false, false, Map.of(), constants, (plan, ids) -> {
            throw new IllegalStateException("no queries can be run here");
        });
    }

    public BindSettings withParameters(Map<String, Expr.Literal> values) {
        return new BindSettings(
                integerDivision,
                errorOnDivisionByZero,
                defaultDescending,
                defaultNullsFirst,
                Map.copyOf(values),
                constants,
                rows);
    }
}
