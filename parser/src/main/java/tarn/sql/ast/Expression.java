package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * Anything that has a value (or, for {@link Star} and {@link Columns}, several). Parentheses leave no trace. Special call forms are ordinary
 * {@link FunctionCall}s: {@code EXTRACT(y FROM d)} is {@code date_part('y', d)}, {@code SUBSTRING(s FROM a FOR b)} is
 * {@code substring(s, a, b)}, {@code POSITION(a IN s)} is {@code position(s, a)}, {@code TRIM(BOTH c FROM s)} is {@code trim(s, c)} (LEADING:
 * {@code ltrim}, TRAILING: {@code rtrim}), {@code OVERLAY(s PLACING r FROM a FOR b)} is {@code overlay(s, r, a, b)}, {@code CURRENT_DATE} and
 * its like are calls without arguments.
 */
public sealed interface Expression extends Node {

    /** A constant that is written down. */
    sealed interface Literal extends Expression {}

    /** A whole number of any length, in decimal digits without sign or underscores. */
    record IntegerLiteral(String digits, Span span) implements Literal {}

    /** A number with a decimal point and no exponent: {@code 1.50}, {@code .5}, {@code 3.}; exact, its scale is what was written. */
    record DecimalLiteral(String text, Span span) implements Literal {}

    /** A number with an exponent: {@code 1e-3}. */
    record FloatLiteral(String text, Span span) implements Literal {}

    /** A string, with escapes and doubled quotes resolved. */
    record StringLiteral(String value, Span span) implements Literal {}

    /** {@code X'0aff'}: an even number of hexadecimal digits. */
    record BlobLiteral(String hex, Span span) implements Literal {}

    /** TRUE or FALSE. */
    record BooleanLiteral(boolean value, Span span) implements Literal {}

    /** NULL. */
    record NullLiteral(Span span) implements Literal {}

    /** {@code DATE '2024-01-31'}, {@code TIMESTAMP '...'}, any type name before a string: the string cast to the type. */
    record TypedLiteral(TypeName type, String value, Span span) implements Literal {}

    /**
     * {@code INTERVAL '3 days'} (no unit), {@code INTERVAL 3 DAY}, {@code INTERVAL '3' DAY}, {@code INTERVAL (n + 1) MONTH}, {@code INTERVAL
     * '1-6' YEAR TO MONTH}. Without a unit the value is a string that says all.
     */
    record Interval(
            Expression value,
            @Nullable IntervalUnit unit,
            @Nullable IntervalUnit to,
            Span span) implements Expression {}

    /** A column, perhaps qualified: {@code c}, {@code t.c}, {@code s.t.c}; {@code t.c} may as well be field {@code c} of column {@code t}. */
    record ColumnName(QualifiedName name, Span span) implements Expression {}

    /**
     * {@code *} or {@code t.*} with its changes. In {@code count(*)} a bare star is the only argument.
     *
     * @param like keeps only columns whose name matches: a {@link Like} or regular-expression {@link Binary} whose left operand is this
     *     star without it
     */
    record Star(
            @Nullable QualifiedName qualifier,
            List<QualifiedName> exclude,
            List<StarReplacement> replace,
            List<StarRename> rename,
            @Nullable Expression like,
            Span span)
            implements Expression {
        /** Whether nothing is added to the star. */
        public boolean isBare() {
            return qualifier == null && exclude.isEmpty() && replace.isEmpty() && rename.isEmpty() && like == null;
        }
    }

    /** {@code expression AS column} within {@code REPLACE (...)}. */
    record StarReplacement(Expression expression, Identifier column, Span span) implements Node {}

    /** {@code column AS name} within {@code RENAME (...)}. */
    record StarRename(QualifiedName column, Identifier name, Span span) implements Node {}

    /**
     * {@code COLUMNS(selector)}: stands for several columns, and repeats the expression around it for each of them.
     *
     * @param selector a {@link Star}, a string (regular expression), a list of names or a {@link Lambda} over names
     * @param unpacked {@code *COLUMNS(...)}: puts the columns side by side as arguments instead
     */
    record Columns(@Nullable QualifiedName qualifier, Expression selector, boolean unpacked, Span span)
            implements Expression {}

    /**
     * A value given from outside: {@code ?} and {@code $1} by position, {@code $name} by name.
     *
     * @param position from 1; 0 for a named one. Each {@code ?} of a statement counts one up
     */
    record Parameter(int position, @Nullable String name, Span span) implements Expression {}

    /**
     * {@code #1}: a column by its place, from 1: in ORDER BY among those of the result, else among those of FROM.
     *
     * @param number what is written, at most {@link Integer#MAX_VALUE}
     */
    record ColumnNumber(int number, Span span) implements Expression {}

    record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

    record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {}

    /** A whole chain of AND or of OR, flat so that thousands of terms stay shallow: two terms at least, none the same kind of chain. */
    record Logical(LogicalOperator operator, List<Expression> terms, Span span) implements Expression {}

    /** The two connectives. */
    enum LogicalOperator {
        AND,
        OR
    }

    /** {@code a [NOT] BETWEEN [SYMMETRIC] low AND high}. */
    record Between(Expression operand, Expression low, Expression high, boolean symmetric, boolean negated, Span span)
            implements Expression {}

    /** {@code a [NOT] IN (1, 2, 3)}: one element at least. */
    record InList(Expression operand, List<Expression> elements, boolean negated, Span span) implements Expression {}

    /** {@code a [NOT] IN (SELECT ...)}; for several columns the operand is a {@link Row}. */
    record InSubquery(Expression operand, Query query, boolean negated, Span span) implements Expression {}

    /** {@code a [NOT] IN list_column}: the collection is one value, a list or a map. */
    record InCollection(Expression operand, Expression collection, boolean negated, Span span) implements Expression {}

    /** {@code [NOT] EXISTS (SELECT ...)}. */
    record Exists(Query query, boolean negated, Span span) implements Expression {}

    /** A query in parentheses used as one value. */
    record ScalarSubquery(Query query, Span span) implements Expression {}

    /** {@code ARRAY(SELECT ...)}: all rows of one column as a list. */
    record ArraySubquery(Query query, Span span) implements Expression {}

    /** {@code a < ANY (SELECT ...)}, {@code a <> ALL (SELECT ...)}; SOME is ANY. */
    record QuantifiedSubquery(
            Expression operand, BinaryOperator operator, Quantifier quantifier, Query query, Span span)
            implements Expression {}

    /** {@code a = ANY (list)}: the same over the elements of a list value. */
    record QuantifiedList(
            Expression operand, BinaryOperator operator, Quantifier quantifier, Expression list, Span span)
            implements Expression {}

    /** How many rows must agree. */
    enum Quantifier {
        ANY,
        ALL
    }

    /** {@code a IS [NOT] NULL}, also ISNULL and NOTNULL. */
    record IsNull(Expression operand, boolean negated, Span span) implements Expression {}

    /** {@code a IS [NOT] DISTINCT FROM b}. */
    record IsDistinctFrom(Expression left, Expression right, boolean negated, Span span) implements Expression {}

    /** {@code a IS [NOT] TRUE / FALSE / UNKNOWN}. */
    record IsTruth(Expression operand, Truth truth, boolean negated, Span span) implements Expression {}

    /** What IS asks for. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** {@code a [NOT] LIKE / ILIKE / SIMILAR TO / GLOB pattern [ESCAPE escape]}. */
    record Like(
            LikeKind kind,
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated,
            Span span)
            implements Expression {}

    /** Pattern languages. */
    enum LikeKind {
        LIKE,
        ILIKE,
        SIMILAR_TO,
        GLOB
    }

    /**
     * CASE in both forms.
     *
     * @param operand null for the searched form, whose conditions are booleans
     * @param otherwise null where there is no ELSE
     */
    record Case(
            @Nullable Expression operand,
            List<When> branches,
            @Nullable Expression otherwise,
            Span span) implements Expression {}

    /** {@code WHEN condition THEN result}. */
    record When(Expression condition, Expression result, Span span) implements Node {}

    /** {@code CAST(a AS t)}, {@code a::t}, {@code TRY_CAST(a AS t)}. */
    record Cast(Expression operand, TypeName type, boolean isTry, Span span) implements Expression {}

    /**
     * A call of a scalar, aggregate or window function, or of a macro. {@code value.f(x)} is the call {@code f(value, x)} where {@code value}
     * is not a plain name; {@code a.f(x)} keeps the name {@code a.f}: a schema, or else a column as first argument.
     *
     * @param name its span is the span of the name alone
     * @param orderBy ORDER BY within the parentheses
     * @param withinGroup ORDER BY of WITHIN GROUP
     * @param filter the condition of FILTER (WHERE ...), or null
     * @param nulls null where neither IGNORE NULLS nor RESPECT NULLS is written
     * @param over null for a call without OVER
     */
    record FunctionCall(
            QualifiedName name,
            List<Argument> arguments,
            boolean distinct,
            List<OrderItem> orderBy,
            List<OrderItem> withinGroup,
            @Nullable Expression filter,
            @Nullable NullTreatment nulls,
            @Nullable WindowSpec over,
            Span span)
            implements Expression {}

    /** {@code value}, or {@code name := value} (also {@code name => value}). */
    record Argument(@Nullable Identifier name, Expression value, Span span) implements Node {}

    /** What a window function does with NULLs. */
    enum NullTreatment {
        IGNORE,
        RESPECT
    }

    /** {@code t AT TIME ZONE zone}. */
    record AtTimeZone(Expression operand, Expression zone, Span span) implements Expression {}

    /** {@code s COLLATE nocase}. */
    record Collate(Expression operand, QualifiedName collation, Span span) implements Expression {}

    /** {@code list[i]}, {@code struct['field']}, {@code map[key]}. */
    record Index(Expression operand, Expression index, Span span) implements Expression {}

    /** {@code list[from:to]} and {@code list[from:to:step]}; an end not written (or written {@code -}) is null. */
    record Slice(
            Expression operand,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step,
            Span span)
            implements Expression {}

    /** {@code (value).field}; a field of a plain name stays a {@link ColumnName}. */
    record FieldAccess(Expression operand, Identifier field, Span span) implements Expression {}

    /** {@code [1, 2]} and {@code ARRAY[1, 2]}. */
    record ListLiteral(List<Expression> elements, Span span) implements Expression {}

    /** {@code {'a': 1, b: 2}}. */
    record StructLiteral(List<StructField> fields, Span span) implements Expression {}

    /** One field of a struct literal. */
    record StructField(Identifier name, Expression value, Span span) implements Node {}

    /** {@code MAP {key: value}}. */
    record MapLiteral(List<MapEntry> entries, Span span) implements Expression {}

    /** One entry of a map literal. */
    record MapEntry(Expression key, Expression value, Span span) implements Node {}

    /**
     * {@code lambda x, y: body}, and {@code x -> body} or {@code (x, y) -> body} as argument of a call. An arrow with one parameter may also be
     * JSON extraction from the column of that name: where no lambda is wanted use {@link #asExtraction}.
     */
    record Lambda(List<Identifier> parameters, Expression body, Span span) implements Expression {
        /** The other reading of {@code x -> body}: what column {@code x} holds at path {@code body}; null for several parameters. */
        public @Nullable Binary asExtraction() {
            if (parameters.size() != 1) {
                return null;
            }
            var name = QualifiedName.of(parameters.getFirst());
            return new Binary(BinaryOperator.JSON_EXTRACT, new ColumnName(name, name.span()), body, span);
        }
    }

    /** {@code [result FOR x IN source IF condition]}; a second variable counts the elements from 1. */
    record ListComprehension(
            Expression result,
            List<Identifier> variables,
            Expression source,
            @Nullable Expression condition,
            Span span) implements Expression {}

    /** {@code ROW(a, b)} and {@code (a, b)}. */
    record Row(List<Expression> elements, Span span) implements Expression {}

    /** {@code GROUPING(a, b)}, also GROUPING_ID: which of the keys are grouped away in this row. */
    record Grouping(List<Expression> keys, Span span) implements Expression {}

    /** DEFAULT as a value of INSERT or UPDATE. */
    record Default(Span span) implements Expression {}
}
