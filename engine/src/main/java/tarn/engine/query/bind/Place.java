package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Where an expression stands, and so what it may hold.
 *
 * @param clause as named in errors, such as {@code WHERE}
 * @param calls collects aggregates and window functions; null where neither is allowed
 * @param windows whether window functions are allowed
 */
record Place(String clause, @Nullable Calls calls, boolean windows, Inside inside) {

    /** Inside the arguments of what. */
    enum Inside {
        NOTHING,
        AGGREGATE,
        WINDOW,
        UNNEST,
        LAMBDA,
        TRY
    }

    static Place plain(String clause) {
        return new Place(clause, null, false, Inside.NOTHING);
    }

    static Place of(String clause, Calls calls, boolean windows) {
        return new Place(clause, calls, windows, Inside.NOTHING);
    }

    Place in(Inside what) {
        return new Place(clause, calls, windows, what);
    }

    private void plainly(Span span) {
        if (inside == Inside.LAMBDA) {
            throw SqlException.notSupported("aggregates and window functions in lambdas", span);
        }
        if (inside == Inside.TRY) {
            throw SqlException.of(ErrorCode.GROUPING, "TRY cannot hold aggregates and window functions", span)
                    .hint("compute them in a sub-query");
        }
    }

    Calls forAggregate(String name, Span span) {
        plainly(span);
        if (inside == Inside.AGGREGATE) {
            throw SqlException.of(ErrorCode.GROUPING, "aggregates cannot be nested: " + name, span)
                    .hint("compute the inner one in a sub-query");
        }
        if (calls == null) {
            var error =
                    SqlException.of(ErrorCode.GROUPING, "aggregates are not allowed in " + clause + ": " + name, span);
            throw clause.equals("WHERE") ? error.hint("conditions on aggregates go into HAVING") : error;
        }
        return calls;
    }

    /** Where elements of lists may become rows: in the SELECT list, and in ORDER BY. */
    Calls forUnnest(Span span) {
        if (inside != Inside.NOTHING || calls == null || !clause.equals("SELECT") && !clause.equals("ORDER BY")) {
            throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS,
                            switch (inside) {
                                case UNNEST -> "unnest cannot be nested";
                                case AGGREGATE -> "an aggregate cannot hold unnest";
                                case WINDOW -> "a window function cannot hold unnest";
                                case LAMBDA -> "a lambda cannot hold unnest";
                                case TRY -> "TRY cannot hold unnest";
                                case NOTHING -> "unnest is not allowed in " + clause;
                            },
                            span)
                    .hint(
                            inside == Inside.UNNEST
                                    ? "write unnest(list, recursive := true)"
                                    : "put it into FROM: FROM t, unnest(t.list)");
        }
        return calls;
    }

    Calls forWindow(String name, Span span) {
        plainly(span);
        if (inside == Inside.WINDOW) {
            throw SqlException.of(ErrorCode.WINDOWING, "window functions cannot be nested: " + name, span)
                    .hint("compute the inner one in a sub-query");
        }
        if (inside == Inside.AGGREGATE) {
            throw SqlException.of(ErrorCode.WINDOWING, "an aggregate cannot hold a window function: " + name, span)
                    .hint("compute the window function in a sub-query");
        }
        if (calls == null || !windows) {
            var error = SqlException.of(
                    ErrorCode.WINDOWING, "window functions are not allowed in " + clause + ": " + name, span);
            throw clause.equals("WHERE") || clause.equals("HAVING")
                    ? error.hint("conditions on window functions go into QUALIFY")
                    : error;
        }
        return calls;
    }
}
