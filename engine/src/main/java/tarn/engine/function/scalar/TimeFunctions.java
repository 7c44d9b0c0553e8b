package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.INTERVAL;
import static tarn.engine.data.type.ScalarType.TIME;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.TIMESTAMP_NS;
import static tarn.engine.data.type.ScalarType.TIMETZ;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.vector.Constants;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Making, formatting and reading of dates and times. */
final class TimeFunctions {
    /** Same within a statement, so it is computed when the statement is planned. */
    private static final Properties NOW = new Properties(true, false, true);

    static final List<ScalarFunction> ALL = all();

    private TimeFunctions() {}

    private static List<ScalarFunction> all() {
        var all = new ArrayList<ScalarFunction>();
        all.addAll(texts());
        all.addAll(readings());
        all.addAll(making());
        all.addAll(epochs());
        all.addAll(rest());
        intervals(all);
        now(all, "current_date", DATE, () -> Calendar.daysOf(micros()), "today");
        now(all, "localtime", TIME, () -> Calendar.timeOf(micros()), "current_localtime");
        now(all, "current_time", TIMETZ, () -> TimeTz.of(Calendar.timeOf(micros()), 0), "get_current_time");
        all.add(time(
                        "timetz_byte_comparable",
                        "A number that is in the order of times with an offset.",
                        "timetz_byte_comparable(TIMETZ '00:00:00+15:59:59') = 0")
                .overload(
                        UBIGINT,
                        Make.rows(UBIGINT, 1, (in, row, out) -> {
                            out.putWide(row, in.int64(0, row), 0);
                            return true;
                        }),
                        TIMETZ)
                .build());
        now(
                all,
                "now",
                TIMESTAMPTZ,
                TimeFunctions::micros,
                "current_timestamp",
                "get_current_timestamp",
                "transaction_timestamp");
        now(all, "localtimestamp", TIMESTAMP, TimeFunctions::micros, "current_localtimestamp");
        return all;
    }

    private static List<ScalarFunction> texts() {
        return List.of(
                time("last_day", "The last day of the month.", "last_day(DATE '2024-02-05') = DATE '2024-02-29'")
                        .overload(
                                DATE,
                                Infinite.unknown(DATE, Make.kernel(() -> Kernels.longs(DATE, TimeFunctions::lastDay))),
                                DATE)
                        .overload(
                                DATE,
                                Infinite.unknown(
                                        DATE, Make.kernel(() -> Kernels.longs(DATE, m -> lastDay(Calendar.daysOf(m))))),
                                TIMESTAMP)
                        .build(),
                names("dayname", "Name of the day of the week.", "dayname(DATE '2024-02-25') = 'Sunday'", "%A"),
                names("monthname", "Name of the month.", "monthname(DATE '2024-02-25') = 'February'", "%B"),
                plus(
                        "date_add",
                        "An interval later.",
                        "date_add(DATE '2024-01-31', INTERVAL 1 MONTH) = DATE '2024-02-29'"),
                time(
                                "age",
                                "Time between two timestamps in years, months, days and time; to today with one"
                                        + " argument.",
                                "age(TIMESTAMP '2024-03-01', TIMESTAMP '2024-01-31') = INTERVAL '1 month 1 day'")
                        .overload(
                                INTERVAL,
                                Infinite.unknown(INTERVAL, Make.rows(INTERVAL, 2, DateRows::age)),
                                TIMESTAMP,
                                TIMESTAMP)
                        .overload(
                                INTERVAL,
                                Infinite.unknown(INTERVAL, Make.rows(INTERVAL, 2, DateRows::age)),
                                TIMESTAMPTZ,
                                TIMESTAMPTZ)
                        .properties(NOW)
                        .overload(INTERVAL, ageOfToday(), TIMESTAMP)
                        .build(),
                time(
                                "strftime",
                                "A date or time as text by a format such as '%Y-%m-%d'.",
                                "strftime(DATE '2024-02-05', '%d.%m.%Y') = '05.02.2024'",
                                "date_format")
                        .overload(VARCHAR, Infinite.kept(VARCHAR, TimeFormat.printing(TIMESTAMP)), TIMESTAMP, VARCHAR)
                        .overload(VARCHAR, Infinite.kept(VARCHAR, TimeFormat.printing(DATE)), DATE, VARCHAR)
                        .overload(
                                VARCHAR, Infinite.kept(VARCHAR, TimeFormat.printing(TIMESTAMPTZ)), TIMESTAMPTZ, VARCHAR)
                        .overload(
                                VARCHAR,
                                Infinite.kept(VARCHAR, TimeFormat.printing(TIMESTAMP_NS)),
                                TIMESTAMP_NS,
                                VARCHAR)
                        .overload(VARCHAR, swapped(Infinite.kept(VARCHAR, TimeFormat.printing(DATE))), VARCHAR, DATE)
                        .overload(
                                VARCHAR,
                                swapped(Infinite.kept(VARCHAR, TimeFormat.printing(TIMESTAMP))),
                                VARCHAR,
                                TIMESTAMP)
                        .build());
    }

    private static List<ScalarFunction> readings() {
        return List.of(
                reading(
                        false,
                        "strptime",
                        "A timestamp read from text by a format, or by the first of several that fits; one with time"
                                + " zone if the format has %z or %Z, a TIMESTAMP_NS if it has %n.",
                        "strptime('5.2.2024', '%d.%m.%Y') = TIMESTAMP '2024-02-05'",
                        "parse_datetime"),
                reading(
                        true,
                        "try_strptime",
                        "As strptime, NULL if the text does not fit.",
                        "try_strptime('x', '%Y') IS NULL"));
    }

    private static ScalarFunction reading(boolean attempt, String name, String doc, String example, String... aliases) {
        var text = new Parameter.Exact(VARCHAR);
        return time(name, doc, example, aliases)
                .resolved(List.of(text, text), null, arguments -> {
                    var result = arguments.getLast().constant() instanceof String format
                            ? TimeFormat.resultOf(format)
                            : TIMESTAMP;
                    return new Resolved(List.of(VARCHAR, VARCHAR), result, TimeFormat.reading(result, attempt));
                })
                .build();
    }

    private static List<ScalarFunction> making() {
        return List.of(
                time(
                                "make_date",
                                "The date of a year, month and day, or of days since 1970-01-01.",
                                "make_date(2024, 2, 29) = DATE '2024-02-29'")
                        .overload(DATE, Make.rows(DATE, 3, DateRows::makeDate), BIGINT, BIGINT, BIGINT)
                        .overload(DATE, Make.kernel(() -> Kernels.longs(DATE, d -> d)), INTEGER)
                        .build(),
                time("make_time", "The time of an hour, minute and second.", "make_time(1, 2, 3.5) = TIME '01:02:03.5'")
                        .overload(TIME, Make.rows(TIME, 3, DateRows::makeTime), BIGINT, BIGINT, DOUBLE)
                        .build(),
                time(
                                "make_timestamp",
                                "The timestamp of its parts, or of microseconds since 1970-01-01.",
                                "make_timestamp(2024, 2, 29, 1, 2, 3) = TIMESTAMP '2024-02-29 01:02:03'")
                        .overload(
                                TIMESTAMP,
                                Make.rows(TIMESTAMP, 6, DateRows::makeTimestamp),
                                BIGINT,
                                BIGINT,
                                BIGINT,
                                BIGINT,
                                BIGINT,
                                DOUBLE)
                        .overload(TIMESTAMP, Make.kernel(() -> Kernels.longs(TIMESTAMP, m -> m)), BIGINT)
                        .build(),
                time(
                                "make_timestamp_ms",
                                "The timestamp of milliseconds since 1970-01-01.",
                                "make_timestamp_ms(1000) = TIMESTAMP '1970-01-01 00:00:01'")
                        .overload(
                                TIMESTAMP,
                                Make.kernel(() -> Kernels.longs(TIMESTAMP, ms -> Math.multiplyExact(ms, 1000))),
                                BIGINT)
                        .build(),
                time(
                                "make_timestamp_ns",
                                "The timestamp of nanoseconds since 1970-01-01.",
                                "make_timestamp_ns(1000) = TIMESTAMP '1970-01-01 00:00:00.000001'")
                        .overload(TIMESTAMP_NS, Make.kernel(() -> Kernels.longs(TIMESTAMP_NS, ns -> ns)), BIGINT)
                        .build(),
                time(
                                "timezone",
                                "The instant of a local time in a zone; the local time there of an instant.",
                                "timezone('Europe/Berlin', TIMESTAMPTZ '2024-07-01 10:00:00+00') = TIMESTAMP"
                                        + " '2024-07-01 12:00:00'")
                        .overload(TIMETZ, Make.rows(TIMETZ, 2, OffsetTimes::inZone), VARCHAR, TIMETZ)
                        .overload(TIMETZ, Make.rows(TIMETZ, 2, OffsetTimes::atOffset), INTERVAL, TIMETZ)
                        .overload(BIGINT, OffsetTimes.extraction(DatePart.TIMEZONE), TIMETZ)
                        .overload(TIMESTAMPTZ, Zones.kernel(TIMESTAMPTZ), VARCHAR, TIMESTAMP)
                        .overload(TIMESTAMP, Zones.kernel(TIMESTAMP), VARCHAR, TIMESTAMPTZ)
                        .overload(BIGINT, DateFunctions.extraction(DatePart.TIMEZONE, TIMESTAMP), TIMESTAMP)
                        .overload(BIGINT, DateFunctions.extraction(DatePart.TIMEZONE, TIMESTAMPTZ), TIMESTAMPTZ)
                        .build());
    }

    private static List<ScalarFunction> epochs() {
        return List.of(
                epoch(),
                scaledEpoch("epoch_ms", "Milliseconds since 1970-01-01; of a number, the timestamp.", 1000)
                        .overload(
                                TIMESTAMP,
                                Make.kernel(() -> Kernels.longs(TIMESTAMP, ms -> Math.multiplyExact(ms, 1000))),
                                BIGINT)
                        .example("epoch_ms(TIMESTAMP '1970-01-01 00:00:01') = 1000")
                        .build(),
                scaledEpoch("epoch_us", "Microseconds since 1970-01-01.", 1)
                        .example("epoch_us(TIMESTAMP '1970-01-01 00:00:01') = 1000000")
                        .build(),
                time(
                                "epoch_ns",
                                "Nanoseconds since 1970-01-01.",
                                "epoch_ns(TIMESTAMP '1970-01-01 00:00:01') = 1000000000")
                        .overload(
                                BIGINT,
                                Infinite.unknown(
                                        BIGINT,
                                        Make.kernel(() -> Kernels.longs(BIGINT, m -> Math.multiplyExact(m, 1000)))),
                                TIMESTAMP)
                        .overload(
                                BIGINT,
                                Make.kernel(() -> Kernels.longs(BIGINT, m -> Math.multiplyExact(m, 1000))),
                                TIMESTAMPTZ)
                        .overload(
                                BIGINT,
                                Make.kernel(() -> Kernels.longs(BIGINT, m -> Math.multiplyExact(m, 1000))),
                                TIME)
                        .overload(BIGINT, OffsetTimes.epoch(1), TIMETZ)
                        .overload(BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, n -> n)), TIMESTAMP_NS)
                        .overload(BIGINT, Make.rows(BIGINT, 1, DateRows::intervalNanos), INTERVAL)
                        .build());
    }

    private static List<ScalarFunction> rest() {
        return List.of(
                time(
                                "to_timestamp",
                                "The timestamp of seconds since 1970-01-01.",
                                "epoch(to_timestamp(1700000000)) = 1700000000")
                        .overload(
                                TIMESTAMPTZ,
                                Make.kernel(() -> Kernels.doubleToLong(TIMESTAMPTZ, TimeFunctions::instant)),
                                DOUBLE)
                        .build(),
                buckets());
    }

    private static ScalarFunction buckets() {
        var builder = time(
                "time_bucket",
                "The start of the bucket of a width that a time is in, counted from an origin or begun so much later.",
                "time_bucket(INTERVAL 1 MONTH, DATE '2024-02-05') = DATE '2024-02-01'",
                "date_bin");
        for (var type : List.of(TIMESTAMP, DATE, TIMESTAMPTZ)) {
            builder.overload(type, Infinite.kept(type, Make.rows(type, 2, DateRows::bucket)), INTERVAL, type)
                    .overload(type, Infinite.kept(type, Make.rows(type, 3, DateRows::bucketFrom)), INTERVAL, type, type)
                    .overload(
                            type,
                            Infinite.kept(type, Make.rows(type, 3, DateRows::bucketLater)),
                            INTERVAL,
                            type,
                            INTERVAL);
        }
        return builder.build();
    }

    private static long instant(double seconds) {
        double micros = Math.rint(seconds * 1e6);
        if (!(Math.abs(micros) < TextForm.INFINITE_TIMESTAMP)) {
            throw SqlException.of(ErrorCode.OVERFLOW, "no timestamp is so far away: " + seconds + " seconds");
        }
        return (long) micros;
    }

    private static Builder time(String name, String doc, String example, String... aliases) {
        return DateFunctions.time(name, doc, example, aliases);
    }

    private static long lastDay(long days) {
        long civil = Calendar.civil(days);
        int year = Calendar.year(civil);
        int month = Calendar.month(civil);
        return Calendar.days(year, month, Calendar.daysOfMonth(year, month));
    }

    private static ScalarFunction names(String name, String doc, String example, String format) {
        return time(name, doc, example)
                .overload(VARCHAR, Infinite.unknown(VARCHAR, formatted(TimeFormat.printing(DATE), format)), DATE)
                .overload(
                        VARCHAR,
                        Infinite.unknown(VARCHAR, formatted(TimeFormat.printing(TIMESTAMP), format)),
                        TIMESTAMP)
                .build();
    }

    private static KernelFactory formatted(KernelFactory printing, String format) {
        return scratch -> {
            var inner = printing.create(scratch);
            var constant = Constants.of(format, VARCHAR, scratch);
            return (arguments, rows, batch) -> inner.evaluate(List.of(arguments.getFirst(), constant), rows, batch);
        };
    }

    private static KernelFactory swapped(KernelFactory kernel) {
        return scratch -> {
            var inner = kernel.create(scratch);
            return (arguments, rows, batch) -> inner.evaluate(arguments.reversed(), rows, batch);
        };
    }

    private static ScalarFunction plus(String name, String doc, String example) {
        return TemporalArithmetic.dates(time(name, doc, example)).build();
    }

    private static ScalarFunction epoch() {
        var builder = time("epoch", "Seconds since 1970-01-01, or of an interval.", "epoch(DATE '1970-01-02') = 86400");
        for (var type : List.of(TIMESTAMP, DATE, TIMESTAMPTZ, TIME, INTERVAL)) {
            builder.overload(DOUBLE, DateFunctions.extraction(DatePart.EPOCH, type), type);
        }
        builder.overload(DOUBLE, OffsetTimes.extraction(DatePart.EPOCH), TIMETZ);
        return builder.build();
    }

    private static Builder scaledEpoch(String name, String doc, long divisor) {
        return time(name, doc, "")
                .overload(
                        BIGINT,
                        Infinite.unknown(
                                BIGINT,
                                Make.withConstants(
                                        1, () -> Kernels.longs(BIGINT, TimeFunctions::rounded), BIGINT, divisor)),
                        TIMESTAMP)
                .overload(
                        BIGINT,
                        Infinite.unknown(
                                BIGINT,
                                Make.withConstants(
                                        1, () -> Kernels.longs(BIGINT, TimeFunctions::rounded), BIGINT, divisor)),
                        TIMESTAMPTZ)
                .overload(BIGINT, OffsetTimes.epoch(divisor * 1000), TIMETZ);
    }

    /** To the nearest, half away from zero. */
    private static long rounded(long micros, long unit) {
        return (micros >= 0 ? micros + unit / 2 : micros - unit / 2) / unit;
    }

    private static KernelFactory ageOfToday() {
        return scratch -> {
            var inner = Make.rows(INTERVAL, 2, DateRows::age).create(scratch);
            var today = Constants.of(Calendar.daysOf(micros()) * Calendar.MICROS_PER_DAY, TIMESTAMP, scratch);
            return (arguments, rows, batch) -> inner.evaluate(List.of(today, arguments.getFirst()), rows, batch);
        };
    }

    private static void intervals(List<ScalarFunction> all) {
        interval(all, "to_years", 12, BIGINT, TimeFunctions::months);
        interval(all, "to_quarters", 3, BIGINT, TimeFunctions::months);
        interval(all, "to_months", 1, BIGINT, TimeFunctions::months);
        interval(all, "to_decades", 120, BIGINT, TimeFunctions::months);
        interval(all, "to_centuries", 1200, BIGINT, TimeFunctions::months);
        interval(all, "to_millennia", 12_000, BIGINT, TimeFunctions::months);
        interval(all, "to_weeks", 7, BIGINT, TimeFunctions::days);
        interval(all, "to_days", 1, BIGINT, TimeFunctions::days);
        interval(all, "to_hours", Calendar.MICROS_PER_HOUR, BIGINT, TimeFunctions::microseconds);
        interval(all, "to_minutes", Calendar.MICROS_PER_MINUTE, BIGINT, TimeFunctions::microseconds);
        interval(all, "to_seconds", Calendar.MICROS_PER_SECOND, DOUBLE, TimeFunctions::parts);
        interval(all, "to_milliseconds", 1000, DOUBLE, TimeFunctions::parts);
        interval(all, "to_microseconds", 1, BIGINT, TimeFunctions::microseconds);
    }

    private static void interval(
            List<ScalarFunction> all, String name, long unit, DataType from, RowOperator operator) {
        String units = name.substring(3);
        all.add(time(name, "An interval of so many " + units + ".", name + "(2) = INTERVAL '2 " + units + "'")
                .overload(
                        INTERVAL, Make.withConstants(1, () -> Kernels.rows(INTERVAL, 2, operator), BIGINT, unit), from)
                .build());
    }

    private static boolean months(Arguments in, int row, Output out) {
        out.putInterval(row, Math.toIntExact(Math.multiplyExact(in.int64(0, row), in.int64(1, row))), 0, 0);
        return true;
    }

    private static boolean days(Arguments in, int row, Output out) {
        out.putInterval(row, 0, Math.toIntExact(Math.multiplyExact(in.int64(0, row), in.int64(1, row))), 0);
        return true;
    }

    private static boolean microseconds(Arguments in, int row, Output out) {
        out.putInterval(row, 0, 0, Math.multiplyExact(in.int64(0, row), in.int64(1, row)));
        return true;
    }

    private static boolean parts(Arguments in, int row, Output out) {
        out.putInterval(row, 0, 0, (long) Math.rint(in.float64(0, row) * in.int64(1, row)));
        return true;
    }

    /** Microseconds since 1970-01-01 00:00:00 UTC. */
    private static long micros() {
        var now = Instant.now();
        return now.getEpochSecond() * Calendar.MICROS_PER_SECOND + now.getNano() / 1000;
    }

    private static void now(
            List<ScalarFunction> all, String name, ScalarType type, LongSupplier value, String... aliases) {
        all.add(time(
                        name,
                        "The start of the statement as " + type.sql() + ", in the session's zone.",
                        name + "() IS NOT NULL",
                        aliases)
                .properties(NOW)
                .overload(type, scratch -> {
                    var constant = Constants.of(value.getAsLong(), type, scratch);
                    return (_, _, _) -> constant;
                })
                .build());
    }
}
