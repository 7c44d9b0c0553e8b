package tarn.engine.query.optimize.stats;

import java.util.function.Function;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;

/** Expressions that take few values, whatever their columns take. */
final class KnownRange {
    private static final double DAYS_PER_YEAR = 365.25;

    private KnownRange() {}

    /** How many values the expression takes at most; -1 if that depends on its columns. */
    static double distinct(Expr expr, Function<Column, ColumnFacts> facts) {
        return switch (expr) {
            case Expr.Literal _ -> 1;
            case Expr.Comparison _, Expr.And _, Expr.Or _, Expr.Not _, Expr.InList _, Expr.IsNull _ -> 2;
            case Expr.Cast cast
            when cast.operand() instanceof Expr.Ref(var column, var _) ->
                facts.apply(column).distinct();
            case Expr.Call call -> ofPart(call, facts);
            default -> -1;
        };
    }

    private static double ofPart(Expr.Call call, Function<Column, ColumnFacts> facts) {
        var arguments = call.arguments();
        if (!call.function().name().equals("date_part")
                || arguments.size() != 2
                || !(arguments.getFirst() instanceof Expr.Literal(String part, var _, var _))) {
            return -1;
        }
        return switch (part) {
            case "year" -> years(arguments.get(1), facts);
            case "quarter" -> 4;
            case "month" -> 12;
            case "day", "dayofmonth" -> 31;
            case "hour" -> 24;
            case "minute", "second" -> 60;
            case "dow", "dayofweek", "isodow", "weekday" -> 7;
            case "week", "weekofyear" -> 53;
            case "doy", "dayofyear" -> 366;
            default -> -1;
        };
    }

    private static double years(Expr of, Function<Column, ColumnFacts> facts) {
        if (of instanceof Expr.Ref(var column, var _) && column.type() == ScalarType.DATE) {
            var known = facts.apply(column);
            return known.bounded() ? Math.floor((known.max() - known.min()) / DAYS_PER_YEAR) + 1 : -1;
        }
        return -1;
    }
}
