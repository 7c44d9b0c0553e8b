package tarn.engine.function.aggregate;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateFunction;
import tarn.engine.function.AggregateFunction.Resolved;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.aggregate.ArgumentOfExtreme.Nulls;

/** Counting, adding, choosing. */
final class CoreAggregates {
    static final List<AggregateFunction> ALL = List.of(
            named("count")
                    .doc("Number of rows, or of rows where the argument is not NULL.")
                    .example("count(x) = 4")
                    .overload(BIGINT, Count::new)
                    .resolved(List.of(Family.ANY), in -> new Resolved(types(in), BIGINT, Count::new))
                    .build(),
            named("count_star")
                    .doc("Number of rows.")
                    .example("count_star() = 4")
                    .overload(BIGINT, Count::new)
                    .build(),
            named("sum", "sum_no_overflow")
                    .doc("Sum; exact for integers and decimals. NULL without rows.")
                    .example("sum(x) = 10")
                    .overload(HUGEINT, SumLong::sum, BOOLEAN)
                    .overload(HUGEINT, SumLong::sum, ScalarType.TINYINT)
                    .overload(HUGEINT, SumLong::sum, ScalarType.SMALLINT)
                    .overload(HUGEINT, SumLong::sum, ScalarType.INTEGER)
                    .overload(HUGEINT, SumLong::sum, BIGINT)
                    .overload(HUGEINT, SumWide::sum, HUGEINT)
                    .overload(DOUBLE, () -> new SumDouble(SumDouble.Result.SUM), REAL)
                    .overload(DOUBLE, () -> new SumDouble(SumDouble.Result.SUM), DOUBLE)
                    .overload(HUGEINT, SumLong::sum, ScalarType.UTINYINT)
                    .overload(HUGEINT, SumLong::sum, ScalarType.USMALLINT)
                    .overload(HUGEINT, SumLong::sum, ScalarType.UINTEGER)
                    .overload(HUGEINT, SumWide::sum, ScalarType.UBIGINT)
                    .resolved(List.of(Family.DECIMAL), in -> sumOfDecimals(decimal(in.getFirst())))
                    .build(),
            named("avg", "mean")
                    .doc("Arithmetic mean as DOUBLE; of dates and timestamps a TIMESTAMP, of times and intervals"
                            + " their type.")
                    .example("avg(x) = 2.5")
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.TINYINT)
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.SMALLINT)
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.INTEGER)
                    .overload(DOUBLE, () -> SumLong.average(0), BIGINT)
                    .overload(DOUBLE, () -> SumWide.average(0), HUGEINT)
                    .overload(DOUBLE, () -> new SumDouble(SumDouble.Result.AVERAGE), REAL)
                    .overload(DOUBLE, () -> new SumDouble(SumDouble.Result.AVERAGE), DOUBLE)
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.UTINYINT)
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.USMALLINT)
                    .overload(DOUBLE, () -> SumLong.average(0), ScalarType.UINTEGER)
                    .overload(DOUBLE, () -> SumWide.average(0), ScalarType.UBIGINT)
                    .overload(TIMESTAMP, SumLong::averageTime, TIMESTAMP)
                    .overload(TIMESTAMPTZ, SumLong::averageTime, TIMESTAMPTZ)
                    .overload(ScalarType.TIME, SumLong::averageTime, ScalarType.TIME)
                    .overload(ScalarType.INTERVAL, AverageInterval::new, ScalarType.INTERVAL)
                    .resolved(List.of(Family.DECIMAL), in -> averageOfDecimals(decimal(in.getFirst())))
                    .build(),
            ListAggregates.extremes(
                            named("min")
                                    .doc("Least value; with a number n the list of the n least.")
                                    .example("min(x) = 1")
                                    .resolved(
                                            List.of(Family.ANY),
                                            in -> extreme(in.getFirst().type(), false)),
                            false)
                    .build(),
            ListAggregates.extremes(
                            named("max")
                                    .doc("Greatest value, NaN being greater than every number; with a number n the"
                                            + " list of the n greatest.")
                                    .example("max(x) = 4")
                                    .resolved(
                                            List.of(Family.ANY),
                                            in -> extreme(in.getFirst().type(), true)),
                            true)
                    .build(),
            named("count_if", "countif")
                    .doc("Number of rows where the condition is true; NULL without rows.")
                    .example("count_if(x > 2) = 2")
                    .overload(HUGEINT, SumLong::sum, BOOLEAN)
                    .build(),
            named("bool_and", "every", "logical_and")
                    .doc("Whether the condition is true in all rows where it is not NULL.")
                    .example("bool_and(x > 0)")
                    .overload(BOOLEAN, () -> new Extreme(Lane.BIT, false), BOOLEAN)
                    .build(),
            named("bool_or", "logical_or")
                    .doc("Whether the condition is true in some row.")
                    .example("bool_or(x > 3)")
                    .overload(BOOLEAN, () -> new Extreme(Lane.BIT, true), BOOLEAN)
                    .build(),
            named("any_value")
                    .doc("The first value that is not NULL.")
                    .example("any_value(x) = 1")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY), in -> oneOf(in.getFirst().type(), OneOf.Which.FIRST_NOT_NULL))
                    .build(),
            named("first", "arbitrary")
                    .doc("The value of the first row, even if it is NULL.")
                    .example("first(x ORDER BY x DESC) = 4")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY), in -> oneOf(in.getFirst().type(), OneOf.Which.FIRST))
                    .build(),
            named("last")
                    .doc("The value of the last row, even if it is NULL.")
                    .example("last(x ORDER BY x DESC) = 1")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY), in -> oneOf(in.getFirst().type(), OneOf.Which.LAST))
                    .build(),
            ListAggregates.argumentsOfExtremes(
                            named("arg_min", "argmin", "min_by")
                                    .doc("The first argument where the second is least.")
                                    .example("arg_min(x, -x) = 4")
                                    .orderSensitive()
                                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, false)),
                            false,
                            false)
                    .build(),
            ListAggregates.argumentsOfExtremes(
                            named("arg_max", "argmax", "max_by")
                                    .doc("The first argument where the second is greatest.")
                                    .example("arg_max(x, -x) = 1")
                                    .orderSensitive()
                                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, true)),
                            true,
                            false)
                    .build(),
            ListAggregates.argumentsOfExtremes(
                            named("arg_min_nulls_last")
                                    .doc("The first argument where the second is least; a NULL as second one is"
                                            + " greater than all others.")
                                    .example("arg_min_nulls_last(x, nullif(x, 1)) = 2")
                                    .orderSensitive()
                                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, false, Nulls.ROWS)),
                            false,
                            true)
                    .build(),
            ListAggregates.argumentsOfExtremes(
                            named("arg_max_nulls_last")
                                    .doc("The first argument where the second is greatest; a NULL as second one is"
                                            + " less than all others.")
                                    .example("arg_max_nulls_last(x, nullif(x, 4)) = 3")
                                    .orderSensitive()
                                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, true, Nulls.ROWS)),
                            true,
                            true)
                    .build(),
            named("arg_min_null")
                    .doc("The first argument where the second is least, even if it is NULL.")
                    .example("arg_min_null(nullif(x, 1), x) IS NULL")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, false, Nulls.VALUES))
                    .build(),
            named("arg_max_null")
                    .doc("The first argument where the second is greatest, even if it is NULL.")
                    .example("arg_max_null(nullif(x, 4), x) IS NULL")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY, Family.ANY), in -> argumentOf(in, true, Nulls.VALUES))
                    .build());

    private CoreAggregates() {}

    private static AggregateFunction.Builder named(String name, String... aliases) {
        return AggregateFunction.named(name, aliases).topic("Aggregates");
    }

    static List<DataType> types(List<Argument> arguments) {
        return arguments.stream().map(Argument::type).toList();
    }

    /** The DECIMAL that an argument of the DECIMAL family is or becomes. */
    static DecimalType decimal(Argument argument) {
        return argument.type() instanceof DecimalType decimal ? decimal : new DecimalType(DecimalType.MAX_PRECISION, 0);
    }

    private static Resolved sumOfDecimals(DecimalType type) {
        var result = new DecimalType(DecimalType.MAX_PRECISION, type.scale());
        return type.lane() == Lane.I64
                ? new Resolved(List.of(type), result, SumLong::sum)
                : new Resolved(List.of(type), result, SumWide::sumOfDecimals);
    }

    private static Resolved averageOfDecimals(DecimalType type) {
        int scale = type.scale();
        return type.lane() == Lane.I64
                ? new Resolved(List.of(type), DOUBLE, () -> SumLong.average(scale))
                : new Resolved(List.of(type), DOUBLE, () -> SumWide.average(scale));
    }

    private static Resolved extreme(DataType type, boolean greatest) {
        return new Resolved(List.of(type), type, () -> switch (type.lane()) {
            case BIT, I8, I16, I32, I64, F32, F64 -> (Aggregate) new Extreme(type.lane(), greatest);
            case I128, BYTES, INTERVAL -> new CellFold(type.lane(), CellStep.extreme(type, greatest));
        });
    }

    private static Resolved oneOf(DataType type, OneOf.Which which) {
        return new Resolved(List.of(type), type, () -> new OneOf(type, which));
    }

    private static Resolved argumentOf(List<Argument> arguments, boolean greatest) {
        return argumentOf(arguments, greatest, Nulls.NONE);
    }

    private static Resolved argumentOf(List<Argument> arguments, boolean greatest, Nulls nulls) {
        var value = arguments.get(0).type();
        var key = arguments.get(1).type();
        return new Resolved(List.of(value, key), value, () -> new ArgumentOfExtreme(value, key, greatest, nulls));
    }
}
