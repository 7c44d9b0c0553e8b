package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions of dates and times whose arguments are more than values: bare names of parts, lists of parts and of formats. */
final class BindTimes {
    private static final Set<String> TAKING_PART = Set.of(
            "date_diff",
            "datediff",
            "timestampdiff",
            "date_sub",
            "datesub",
            "date_trunc",
            "datetrunc",
            "date_part",
            "datepart",
            "dateadd",
            "timestampadd");

    private static final Set<String> PARTS =
            Set.of("year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond");

    private BindTimes() {}

    /** {@code datediff(day, a, b)} is {@code datediff('day', a, b)} where no column has the name. */
    static Expression.FunctionCall quoted(Expression.FunctionCall call, ExprBinder binder) {
        var arguments = call.arguments();
        if (arguments.size() < 2
                || !TAKING_PART.contains(call.name().last().folded())
                || !(arguments.getFirst().value() instanceof Expression.ColumnName column)
                || column.name().parts().size() != 1
                || !PARTS.contains(column.name().last().folded())
                || isColumn(column, binder)) {
            return call;
        }
        var span = column.span();
        var changed = new ArrayList<>(arguments);
        var part = new Expression.StringLiteral(column.name().last().folded(), span);
        changed.set(0, new Expression.Argument(null, part, span));
        return new Expression.FunctionCall(
                call.name(),
                List.copyOf(changed),
                call.distinct(),
                call.orderBy(),
                call.withinGroup(),
                call.filter(),
                call.nulls(),
                call.over(),
                call.span());
    }

    private static boolean isColumn(Expression.ColumnName column, ExprBinder binder) {
        if (binder.isColumn(column.name())) {
            return true;
        }
        for (var scope = binder.scope(); scope != null; scope = scope.outer()) {
            if (scope.local(column.name(), column.span()) != null) {
                return true;
            }
        }
        return false;
    }

    /** {@code date_part(['year', 'month'], x)} and {@code strptime(s, ['%d.%m.%Y', '%Y-%m-%d'])}; null for any other call. */
    static @Nullable Expr list(String name, List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() != 2) {
            return null;
        }
        return switch (name) {
            case "date_part", "datepart" ->
                arguments.getFirst() instanceof Expression.ListLiteral parts
                        ? parts(parts, arguments.getLast(), span, binder)
                        : null;
            case "strptime", "try_strptime" ->
                arguments.getLast() instanceof Expression.ListLiteral formats
                        ? formats(name, arguments.getFirst(), formats, span, binder)
                        : null;
            default -> null;
        };
    }

    private static Expr parts(Expression.ListLiteral list, Expression time, Span span, ExprBinder binder) {
        var of = binder.bind(time);
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        for (var element : list.elements()) {
            if (!(element instanceof Expression.StringLiteral part)) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "the parts of a date must be constant strings", element.span());
            }
            names.add(new Identifier(part.value().toLowerCase(Locale.ROOT), true, part.span()));
            values.add(BindOperator.call("date_part", List.of(binder.bind(part), of), span, binder.binding()));
        }
        var struct = BindNested.struct(names, values, span);
        var present = new Expr.Case.When(new Expr.IsNull(of, true, span), struct);
        return new Expr.Case(List.of(present), BindLiteral.nothing(struct.type(), span), struct.type(), span);
    }

    /** The first format that fits; if none does, the error is that of the first. */
    private static Expr formats(
            String name, Expression text, Expression.ListLiteral formats, Span span, ExprBinder binder) {
        if (formats.elements().isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a format is missing", formats.span());
        }
        var of = binder.bind(text);
        var bound = BindOperator.bindAll(formats.elements(), binder);
        var attempts = new ArrayList<Expr>();
        for (var format : bound) {
            attempts.add(BindOperator.call("try_strptime", List.of(of, format), span, binder.binding()));
        }
        if (name.equals("strptime")) {
            attempts.add(BindOperator.call("strptime", List.of(of, bound.getFirst()), span, binder.binding()));
        }
        return BindConditional.coalesce(attempts, span, binder.binding());
    }
}
