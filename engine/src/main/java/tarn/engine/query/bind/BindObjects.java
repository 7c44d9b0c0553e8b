package tarn.engine.query.bind;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.Sequence;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.TextForm;
import tarn.engine.expr.Expr;
import tarn.engine.function.Supplied;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Sequences, names of types, indexes. */
final class BindObjects {
    private BindObjects() {}

    static BoundStatement sequence(Statement.CreateSequence create) {
        Long step = null;
        Long start = null;
        Long min = null;
        Long max = null;
        boolean cycle = false;
        for (var option : create.options()) {
            switch (option.name().folded()) {
                case "increment" -> step = number(option.value());
                case "start" -> start = number(option.value());
                case "minvalue" -> min = option.value() == null ? null : number(option.value());
                case "maxvalue" -> max = option.value() == null ? null : number(option.value());
                default -> cycle = option.value() instanceof Expression.BooleanLiteral flag && flag.value();
            }
        }
        long by = step == null ? 1 : step;
        boolean up = by > 0;
        long low = min != null ? min : up ? 1 : Long.MIN_VALUE;
        long high = max != null ? max : up ? Long.MAX_VALUE : -1;
        long first = start != null ? start : up ? low : high;
        var wrong = by == 0
                ? "INCREMENT of a sequence must not be 0"
                : low > high
                        ? "MINVALUE of a sequence (" + low + ") is above MAXVALUE (" + high + ")"
                        : first < low || first > high
                                ? "START of a sequence (" + first + ") must be from " + low + " to " + high
                                : null;
        if (wrong != null) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, wrong, create.span());
        }
        var range = new Sequence.Range(first, by, low, high, cycle);
        return new BoundStatement.CreateSequence(
                create.name(), create.mode(), create.temporary(), range, create.span());
    }

    private static long number(@Nullable Expression value) {
        var given = Objects.requireNonNull(value);
        boolean minus = given instanceof Expression.Unary;
        var digits = given instanceof Expression.Unary unary ? unary.operand() : given;
        if (digits instanceof Expression.IntegerLiteral literal) {
            var number = new BigInteger(literal.digits());
            number = minus ? number.negate() : number;
            if (number.bitLength() < Long.SIZE) {
                return number.longValue();
            }
        }
        throw SqlException.of(ErrorCode.INVALID_VALUE, "not a whole number of 64 bits", given.span());
    }

    static BoundStatement type(Statement.CreateType create, Surroundings around) {
        var type = create.type() != null
                ? BindType.type(create.type(), around.binding())
                : enumeration(Objects.requireNonNull(create.enumValues()), around);
        return new BoundStatement.CreateType(create.name(), create.mode(), create.temporary(), type, create.span());
    }

    /** The distinct values of a query, which runs now, in the order of its rows; NULLs are left out. */
    private static EnumType enumeration(Query query, Surroundings around) {
        var found = BindQuery.bind(query, around);
        if (found.columns().size() != 1) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "the query of an ENUM has one column, not "
                            + found.columns().size(),
                    query.span());
        }
        var values = new LinkedHashSet<String>();
        for (var row : around.binding().rows(CommonTables.complete(found.plan(), around.tables()))) {
            var value = row.getFirst();
            if (value.value() != null) {
                values.add(TextForm.of(value.value(), value.type()));
            }
        }
        return new EnumType(List.copyOf(values));
    }

    static BoundStatement index(Statement.CreateIndex create, Surroundings around) {
        var table = BindInsert.table(create.table(), "CREATE INDEX", around);
        var columns = table.source().columns();
        var scope = BindConstraints.scope(table.name(), columns, around);
        var expressions = new ArrayList<String>();
        var indexes = new ArrayList<Integer>();
        for (var key : create.keys()) {
            var expression = key.expression();
            var bound =
                    ExprBinder.of(around, scope, Place.plain("CREATE INDEX")).bind(expression);
            var read = BindConstraints.columnsOf(bound, scope, "CREATE INDEX");
            expressions.add(Label.sql(expression, around.binding().sql()));
            if (bound instanceof Expr.Ref && read.size() == 1) {
                indexes.add(read.getFirst());
            } else if (create.unique()) {
                throw SqlException.notSupported("a unique index over an expression", expression.span());
            }
        }
        var name = create.name() != null
                ? create.name().last().text()
                : table.name() + "_"
                        + indexes.stream()
                                .map(index -> columns.get(index).name() + "_")
                                .collect(Collectors.joining())
                        + "idx";
        return new BoundStatement.CreateIndex(
                name,
                create.mode(),
                table,
                create.unique(),
                create.unique() ? List.copyOf(indexes) : List.of(),
                List.copyOf(expressions),
                create.span());
    }

    /** {@code nextval('s')} and {@code currval('s')}. */
    static Expr sequenceCall(String name, List<Expression> arguments, ExprBinder binder, Span span) {
        if (arguments.size() != 1) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, name + " takes the name of a sequence: " + name + "('s')", span);
        }
        var written = arguments.getFirst();
        if (!(BindTableFunction.evaluate(binder.bind(written), binder.binding()).value() instanceof String text)) {
            throw SqlException.typeMismatch("the name of a sequence is a string", written.span());
        }
        var sequence = find(text, written.span(), binder.binding()).sequence();
        var overload = Supplied.numbers(name, name.equals("nextval") ? sequence::next : sequence::last);
        return new Expr.Call(overload, List.of(BindLiteral.string(text, written.span())), span);
    }

    /** {@code setval('s', n)} and {@code setval('s', n, is_called)}. */
    static Expr sequenceSet(List<Expression> arguments, ExprBinder binder, Span span) {
        var values = arguments.stream()
                .map(argument -> BindTableFunction.evaluate(binder.bind(argument), binder.binding())
                        .value())
                .toList();
        if (values.size() < 2
                || values.size() > 3
                || !(values.get(0) instanceof String text)
                || !(values.get(1) instanceof Number number)
                || !(values.getLast() instanceof Boolean || values.size() == 2)) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "setval takes the name of a sequence and a number: setval('s', 5)",
                    span);
        }
        boolean called = values.size() == 2 || Boolean.TRUE.equals(values.get(2));
        var sequence = find(text, span, binder.binding()).sequence();
        long value = number.longValue();
        var overload = Supplied.numbers("setval", () -> sequence.set(value, called));
        return new Expr.Call(overload, List.of(BindLiteral.string(text, span)), span);
    }

    private static CatalogEntry.Numbers find(String text, Span span, Binding binding) {
        List<Identifier> parts = SqlParser.parseExpression(text) instanceof Expression.ColumnName column
                ? column.name().parts()
                : List.of(new Identifier(text, true, span));
        var schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        var found = binding.catalog().sequence(schema, parts.getLast().text());
        if (found == null) {
            throw SqlException.of(ErrorCode.UNKNOWN_OBJECT, "unknown sequence: " + text, span)
                    .suggesting(text, binding.catalog().sequenceNames());
        }
        return found;
    }
}
