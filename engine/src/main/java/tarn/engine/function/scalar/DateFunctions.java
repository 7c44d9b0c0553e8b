package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.INTERVAL;
import static tarn.engine.data.type.ScalarType.TIME;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.TIMESTAMP_NS;
import static tarn.engine.data.type.ScalarType.TIMETZ;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.Argument;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.RowOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Parts, cuts and differences of dates and times. */
final class DateFunctions {
    static final List<ScalarFunction> ALL = all();

    private DateFunctions() {}

    private static List<ScalarFunction> all() {
        var all = new ArrayList<ScalarFunction>();
        all.add(datePart());
        all.add(dateTrunc());
        all.add(between(
                "date_diff",
                "Number of borders of a part between two times, such as midnights for 'day'.",
                "date_diff('month', DATE '2024-01-31', DATE '2024-02-01') = 1",
                DatePart::dateDifference,
                DatePart::difference,
                "datediff",
                "timestampdiff"));
        all.add(between(
                "date_sub",
                "Number of whole parts between two times.",
                "date_sub('month', DATE '2024-01-15', DATE '2024-02-14') = 0",
                DatePart::dateWhole,
                DatePart::whole,
                "datesub"));
        part(all, DatePart.YEAR, "year", "year(DATE '2024-02-29') = 2024");
        part(all, DatePart.QUARTER, "quarter", "quarter(DATE '2024-02-29') = 1");
        part(all, DatePart.MONTH, "month", "month(DATE '2024-02-29') = 2");
        part(all, DatePart.WEEK, "week", "week(DATE '2024-02-29') = 9", "weekofyear");
        part(all, DatePart.DAY, "day", "day(DATE '2024-02-29') = 29", "dayofmonth");
        part(all, DatePart.DAY_OF_WEEK, "dayofweek", "dayofweek(DATE '2024-02-25') = 0", "weekday");
        part(all, DatePart.ISO_DAY_OF_WEEK, "isodow", "isodow(DATE '2024-02-25') = 7");
        part(all, DatePart.DAY_OF_YEAR, "dayofyear", "dayofyear(DATE '2024-02-25') = 56");
        part(all, DatePart.ISO_YEAR, "isoyear", "isoyear(DATE '2024-12-30') = 2025");
        part(all, DatePart.YEAR_WEEK, "yearweek", "yearweek(DATE '2024-12-30') = 202501");
        part(all, DatePart.DECADE, "decade", "decade(DATE '2024-02-25') = 202");
        part(all, DatePart.CENTURY, "century", "century(DATE '2024-02-25') = 21");
        part(all, DatePart.MILLENNIUM, "millennium", "millennium(DATE '2024-02-25') = 3");
        part(all, DatePart.ERA, "era", "era(DATE '2024-02-25') = 1");
        part(all, DatePart.HOUR, "hour", "hour(TIMESTAMP '2024-02-25 10:11:12') = 10");
        part(all, DatePart.MINUTE, "minute", "minute(TIMESTAMP '2024-02-25 10:11:12') = 11");
        part(all, DatePart.SECOND, "second", "second(TIMESTAMP '2024-02-25 10:11:12') = 12");
        part(all, DatePart.MILLISECOND, "millisecond", "millisecond(TIMESTAMP '2024-02-25 10:11:12') = 12000");
        part(all, DatePart.MICROSECOND, "microsecond", "microsecond(TIMESTAMP '2024-02-25 10:11:12') = 12000000");
        part(all, DatePart.NANOSECOND, "nanosecond", "nanosecond(TIMESTAMP '2024-02-25 10:11:12') = 12000000000");
        part(all, DatePart.TIMEZONE_HOUR, "timezone_hour", "timezone_hour(TIMESTAMP '2024-02-25 10:11:12') = 0");
        part(all, DatePart.TIMEZONE_MINUTE, "timezone_minute", "timezone_minute(TIMESTAMP '2024-02-25 10:11:12') = 0");
        part(all, DatePart.JULIAN, "julian", "julian(DATE '2024-01-01') = 2460311");
        return all;
    }

    static Builder time(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases)
                .topic("Date and time")
                .doc(doc)
                .example(example);
    }

    private static ScalarFunction datePart() {
        var builder = time(
                "date_part",
                "A part of a date or time, also written EXTRACT(part FROM x).",
                "date_part('year', DATE '2024-02-29') = 2024",
                "datepart",
                "extract");
        for (var type : List.of(TIMESTAMP, DATE, TIMESTAMPTZ, TIME, INTERVAL)) {
            parted(builder, type, (part, _) -> {
                var result = resultOf(part);
                return new Resolved(List.of(VARCHAR, type), result, second(extraction(part, type)));
            });
        }
        parted(
                builder,
                TIMETZ,
                (part, _) ->
                        new Resolved(List.of(VARCHAR, TIMETZ), resultOf(part), second(OffsetTimes.extraction(part))));
        return builder.build();
    }

    private static void part(List<ScalarFunction> all, DatePart part, String name, String example, String... aliases) {
        var builder = time(name, "The part " + name + " of a date or time; see date_part.", example, aliases);
        for (var type : List.of(TIMESTAMP, DATE, TIMESTAMPTZ, TIME, INTERVAL)) {
            builder.overload(resultOf(part), extraction(part, type), type);
        }
        if (OffsetTimes.has(part)) {
            builder.overload(resultOf(part), OffsetTimes.extraction(part), TIMETZ);
        }
        if (part == DatePart.NANOSECOND) {
            builder.overload(
                    BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, DateFunctions::nanosOfMinute)), TIMESTAMP_NS);
        }
        all.add(builder.build());
    }

    private static long nanosOfMinute(long nanos) {
        return Math.floorMod(nanos, Calendar.MICROS_PER_MINUTE * 1000);
    }

    private static DataType resultOf(DatePart part) {
        return part == DatePart.EPOCH || part == DatePart.JULIAN ? DOUBLE : BIGINT;
    }

    static KernelFactory extraction(DatePart part, ScalarType type) {
        var kernel = finiteExtraction(part, type);
        return type == INTERVAL || type == TIME ? kernel : Infinite.unknown(resultOf(part), kernel);
    }

    private static KernelFactory finiteExtraction(DatePart part, ScalarType type) {
        if (type == INTERVAL) {
            RowOperator operator = part == DatePart.EPOCH ? DateRows::intervalEpoch : DateRows::intervalPart;
            return Make.withConstants(
                    1, () -> Kernels.rows(resultOf(part), 2, operator), BIGINT, (long) part.ordinal());
        }
        if (part == DatePart.EPOCH) {
            return type == DATE
                    ? Make.kernel(() -> Kernels.longToDouble(DOUBLE, d -> d * 86_400.0))
                    : Make.kernel(() -> Kernels.longToDouble(DOUBLE, m -> m / 1e6));
        }
        if (part == DatePart.JULIAN) {
            return type == DATE
                    ? Make.kernel(() -> Kernels.longToDouble(DOUBLE, d -> d + DateRows.JULIAN_EPOCH))
                    : Make.kernel(() -> Kernels.longToDouble(
                            DOUBLE, m -> (double) m / Calendar.MICROS_PER_DAY + DateRows.JULIAN_EPOCH));
        }
        if (type == TIME && part == DatePart.HOUR) {
            // not that of a day: 24:00:00 is a TIME, too
            return Make.kernel(() -> Kernels.longs(BIGINT, time -> time / Calendar.MICROS_PER_HOUR));
        }
        LongUnaryOperator operator = type == DATE ? part.ofDate() : part.ofTimestamp();
        return Make.kernel(() -> Kernels.longs(BIGINT, operator));
    }

    private static ScalarFunction dateTrunc() {
        var builder = time(
                "date_trunc",
                "The start of the part that a time is in.",
                "date_trunc('month', DATE '2024-02-29') = DATE '2024-02-01'",
                "datetrunc");
        parted(builder, TIMESTAMP, (part, _) -> truncated(part.truncation(), TIMESTAMP, TIMESTAMP));
        parted(builder, DATE, (part, _) -> truncated(part.dateTruncation(), DATE, TIMESTAMP));
        parted(builder, TIMESTAMPTZ, (part, _) -> truncated(part.truncation(), TIMESTAMPTZ, TIMESTAMPTZ));
        parted(
                builder,
                INTERVAL,
                (part, _) -> new Resolved(
                        List.of(VARCHAR, INTERVAL),
                        INTERVAL,
                        second(Make.withConstants(
                                1, () -> Kernels.rows(INTERVAL, 2, DateRows::truncateInterval), BIGINT, (long)
                                        part.ordinal()))));
        return builder.build();
    }

    private static Resolved truncated(LongUnaryOperator operator, ScalarType from, ScalarType to) {
        var kernel = Make.kernel(() -> Kernels.longs(to, operator));
        return new Resolved(List.of(VARCHAR, from), to, second(Infinite.kept(to, kernel)));
    }

    private static ScalarFunction between(
            String name,
            String doc,
            String example,
            Function<DatePart, LongBinaryOperator> ofDates,
            Function<DatePart, LongBinaryOperator> ofTimestamps,
            String... aliases) {
        var builder = time(name, doc, example, aliases);
        for (var type : List.of(TIMESTAMP, DATE, TIMESTAMPTZ, TIME)) {
            var parameters = List.<Parameter>of(exact(VARCHAR), exact(type), exact(type));
            builder.resolved(parameters, null, arguments -> {
                var part = partOf(arguments.getFirst());
                var operator = type == DATE ? ofDates.apply(part) : ofTimestamps.apply(part);
                return new Resolved(
                        List.of(VARCHAR, type, type),
                        BIGINT,
                        second(Infinite.unknown(BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, operator)))));
            });
        }
        return builder.build();
    }

    /** Decides by the part that the first argument names. */
    @FunctionalInterface
    private interface ByPart {
        Resolved resolve(DatePart part, List<Argument> arguments);
    }

    private static void parted(Builder builder, ScalarType type, ByPart resolver) {
        builder.resolved(
                List.of(exact(VARCHAR), exact(type)),
                null,
                arguments -> resolver.resolve(partOf(arguments.getFirst()), arguments));
    }

    private static Parameter exact(DataType type) {
        return new Parameter.Exact(type);
    }

    private static DatePart partOf(Argument argument) {
        if (argument.constant() instanceof String name) {
            return DatePart.named(name);
        }
        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the part of a date must be a constant string");
    }

    /** Leaves the first argument, the name of the part, out. */
    private static KernelFactory second(KernelFactory kernel) {
        return scratch -> {
            var inner = kernel.create(scratch);
            return (arguments, rows, batch) -> inner.evaluate(arguments.subList(1, arguments.size()), rows, batch);
        };
    }
}
