package tarn.engine.expr;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TimeZones;
import tarn.engine.function.ScalarOverload;
import tarn.sql.error.Span;

/**
 * A typed expression over the columns of a plan. The binder has inserted every cast: operands have exactly the types
 * that the node asks for. Spans point into the statement and travel to run-time errors.
 */
public sealed interface Expr {

    DataType type();

    Span span();

    /**
     * A constant in physical form: Boolean; Long for every lane of up to 64 integer bits (so DATE is days, TIMESTAMP
     * microseconds, a short DECIMAL its unscaled value); BigInteger for 128-bit lanes (unscaled) and UUIDs; Float; Double; String; {@link tarn.engine.data.type.Bytes} for BLOB;
     * {@link tarn.engine.data.type.Interval}; null for NULL.
     */
    record Literal(@Nullable Object value, DataType type, Span span) implements Expr {}

    /** A column of an input, or, below a sub-query, of an outer query (correlated) until the optimizer has unnested it. */
    record Ref(Column column, Span span) implements Expr {
        @Override
        public DataType type() {
            return column.type();
        }
    }

    /** A prepared statement's parameter; replaced by a {@link Literal} before execution. Index from 1. */
    record Parameter(int index, DataType type, Span span) implements Expr {}

    /** A scalar function; its arguments have the overload's parameter types. */
    record Call(ScalarOverload function, List<Expr> arguments, Span span) implements Expr {
        @Override
        public DataType type() {
            return function.result();
        }
    }

    /**
     * @param attempt TRY_CAST: NULL in place of an error
     */
    record Cast(Expr operand, DataType type, boolean attempt, ZoneId zone, Span span) implements Expr {
        /** Of values that no zone is needed for. */
        public Cast(Expr operand, DataType type, boolean attempt, Span span) {
            this(operand, type, attempt, TimeZones.UTC, span);
        }
    }

    /** Both sides have the same type. NULL if a side is NULL, except for the DISTINCT FROM operators. */
    record Comparison(ComparisonOperator operator, Expr left, Expr right, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /** Three-valued conjunction of two or more booleans, evaluated from the left only for rows that are still open. */
    record And(List<Expr> operands, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /** Three-valued disjunction of two or more booleans, evaluated from the left only for rows that are still open. */
    record Or(List<Expr> operands, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    record Not(Expr operand, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /** Never NULL. */
    record IsNull(Expr operand, boolean negated, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /** {@code operand IN (constants)}; the options are literals of the operand's type, and may hold NULL. */
    record InList(Expr operand, List<Literal> options, Span span) implements Expr {
        @Override
        public DataType type() {
            return ScalarType.BOOLEAN;
        }
    }

    /** Searched CASE; a branch is evaluated only for the rows that reach it. All results have {@code type}. */
    record Case(List<When> whens, Expr otherwise, DataType type, Span span) implements Expr {
        public record When(Expr condition, Expr result) {}
    }

    /** The first operand that is not NULL; later ones are evaluated only where needed. */
    record Coalesce(List<Expr> operands, DataType type, Span span) implements Expr {}

    /**
     * A lambda over the elements of lists. What its body uses from outside is an argument, so to all but the evaluator it is
     * closed.
     *
     * @param arguments the list; with {@code initial} what a REDUCE begins with; the values that the body uses
     * @param parameters the columns that the body is over: for a REDUCE what has been made so far; the element; its position
     *     from 1, a BIGINT; the values from outside
     * @param body of type BOOLEAN for a FILTER, of {@code type} for a REDUCE
     */
    record Elementwise(
            Kind kind,
            List<Expr> arguments,
            boolean initial,
            List<Column> parameters,
            Expr body,
            DataType type,
            Span span)
            implements Expr {
        public enum Kind {
            TRANSFORM,
            FILTER,
            REDUCE
        }
    }

    /**
     * TRY: the body's value, NULL for the rows for which it fails. As with lambdas, what the body uses from outside is an
     * argument, so that no pass moves into it what must fail outside.
     *
     * @param parameters the columns that the body is over, one for each argument
     */
    record Attempt(List<Expr> arguments, List<Column> parameters, Expr body, Span span) implements Expr {
        @Override
        public DataType type() {
            return body.type();
        }
    }

    /**
     * A sub-query; exists only between binder and the optimizer's unnesting pass.
     *
     * @param operand the left side of IN / ANY / ALL, else null
     * @param operator the comparison of ANY and ALL ({@code IN} is {@code = ANY}), else null
     */
    record Subquery(
            Kind kind,
            Relation plan,
            @Nullable Expr operand,
            @Nullable ComparisonOperator operator,
            DataType type,
            Span span)
            implements Expr {
        public enum Kind {
            /** The one value of at most one row; NULL when there is none; an error when there are more. */
            SCALAR,
            EXISTS,
            ANY,
            ALL
        }
    }
}
