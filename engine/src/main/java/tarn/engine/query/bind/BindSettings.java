package tarn.engine.query.bind;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.TimeZones;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;

/**
 * Settings that decide what a statement means.
 *
 * @param integerDivision {@code /} of integers is an integer (PostgreSQL) instead of a DOUBLE (DuckDB)
 * @param errorOnDivisionByZero whether {@code //} and {@code %} by zero are errors instead of NULL
 * @param floatingDivision whether division of floating-point numbers by zero gives infinity or NaN, and is not treated like that of whole
 *     numbers
 * @param oneRow whether a sub-query in place of a value must not have more than one row; else its first row counts
 * @param collation of texts that have none of their own, or null
 * @param order what an ORDER BY item means that does not say all
 * @param parameters values for {@code $1} (key {@code "1"}) and {@code $name} (key in lower case); a parameter without one stays an
 *     {@link Expr.Parameter} with a type inferred from its surroundings
 * @param constants evaluates what must be constant
 * @param zone where local times are
 * @param host the session that the statement belongs to
 */
public record BindSettings(
        boolean integerDivision,
        boolean errorOnDivisionByZero,
        boolean floatingDivision,
        boolean oneRow,
        @Nullable String collation,
        Order order,
        Map<String, Expr.Literal> parameters,
        Constants constants,
        ZoneId zone,
        Host host) {

    /** Evaluates expressions without columns; the result is in the physical form of {@link Expr.Literal}. */
    @FunctionalInterface
    public interface Constants {
        Expr.Literal evaluate(Expr expr);
    }

    /**
     * Defaults of ORDER BY.
     *
     * @param descending direction of an item that says none
     * @param nullsFirstAscending where NULLs go if an ascending item does not say
     * @param nullsFirstDescending the same of a descending one
     * @param constants whether an item may be a constant, which has no effect; it is an error else
     */
    public record Order(
            boolean descending, boolean nullsFirstAscending, boolean nullsFirstDescending, boolean constants) {}

    /** What binding may ask of the session. */
    public interface Host {
        /** The rows of a plan that is run now, a literal per column: for what the shape of the statement depends on. */
        List<List<Expr.Literal>> rows(Plan plan, ColumnIds ids);

        /** The value given by SET VARIABLE, or null. */
        Expr.@Nullable Literal variable(String name);

        /** @throws tarn.sql.error.SqlException INVALID_SETTING for an unknown name */
        String setting(String name);
    }

    private static final Host NOBODY = new Host() {
        @Override
        public List<List<Expr.Literal>> rows(Plan plan, ColumnIds ids) {
            throw new IllegalStateException("no queries can be run here");
        }

        @Override
        public Expr.@Nullable Literal variable(String name) {
            return null;
        }

        @Override
        public String setting(String name) {
            throw new IllegalStateException("no settings here");
        }
    };

    /** DuckDB's defaults: {@code /} is DOUBLE, ascending, NULLs last. */
    public static BindSettings defaults(Constants constants) {
        return new BindSettings(
                false,
                true,
                true,
                true,
                null,
                new Order(false, false, false, false),
                Map.of(),
                constants,
                TimeZones.UTC,
                NOBODY);
    }

    /**
     * The name of a collation in lower case.
     *
     * @throws tarn.sql.error.SqlException UNKNOWN_OBJECT if there is none of that name
     */
    public static String collation(String name) {
        BindCollation.check(name, tarn.sql.error.Span.NONE);
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    public BindSettings withParameters(Map<String, Expr.Literal> values) {
        return new BindSettings(
                integerDivision,
                errorOnDivisionByZero,
                floatingDivision,
                oneRow,
                collation,
                order,
                Map.copyOf(values),
                constants,
                zone,
                host);
    }
}
