package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.INTERVAL;
import static tarn.engine.data.type.ScalarType.TIME;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.TIMETZ;

import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;

/** Dates, times and intervals under + - * and /. */
final class TemporalArithmetic {
    private static final double MICROS_PER_DAY = Calendar.MICROS_PER_DAY;
    private static final int DAYS_PER_MONTH = 30;

    private TemporalArithmetic() {}

    static Builder addTo(Builder plus) {
        return plus.overload(
                        DATE,
                        Infinite.kept(DATE, Make.kernel(() -> Kernels.longs(DATE, Math::addExact))),
                        DATE,
                        INTEGER)
                .overload(
                        DATE,
                        Infinite.kept(DATE, Make.kernel(() -> Kernels.longs(DATE, Math::addExact))),
                        INTEGER,
                        DATE)
                .overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::datePlus)),
                        DATE,
                        INTERVAL)
                .overload(
                        TIMESTAMP,
                        swapped(Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::datePlus))),
                        INTERVAL,
                        DATE)
                .overload(TIMESTAMP, Make.kernel(() -> Kernels.longs(TIMESTAMP, Calendar::timestamp)), DATE, TIME)
                .overload(
                        TIMESTAMP,
                        swapped(Make.kernel(() -> Kernels.longs(TIMESTAMP, Calendar::timestamp))),
                        TIME,
                        DATE)
                .overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::plus)),
                        TIMESTAMP,
                        INTERVAL)
                .overload(
                        TIMESTAMP,
                        swapped(Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::plus))),
                        INTERVAL,
                        TIMESTAMP)
                .overload(
                        TIMESTAMPTZ,
                        Infinite.kept(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 2, TemporalArithmetic::plus)),
                        TIMESTAMPTZ,
                        INTERVAL)
                .overload(
                        TIMESTAMPTZ,
                        swapped(Infinite.kept(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 2, TemporalArithmetic::plus))),
                        INTERVAL,
                        TIMESTAMPTZ)
                .overload(TIME, Make.rows(TIME, 2, TemporalArithmetic::timePlus), TIME, INTERVAL)
                .overload(TIME, swapped(Make.rows(TIME, 2, TemporalArithmetic::timePlus)), INTERVAL, TIME)
                .overload(TIMETZ, Make.rows(TIMETZ, 2, OffsetTimes::plus), TIMETZ, INTERVAL)
                .overload(TIMETZ, swapped(Make.rows(TIMETZ, 2, OffsetTimes::plus)), INTERVAL, TIMETZ)
                .overload(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 2, OffsetTimes::onDay), DATE, TIMETZ)
                .overload(TIMESTAMPTZ, swapped(Make.rows(TIMESTAMPTZ, 2, OffsetTimes::onDay)), TIMETZ, DATE)
                .overload(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::sum), INTERVAL, INTERVAL);
    }

    /** date_add: what {@code +} does with a date and an interval. */
    static Builder dates(Builder plus) {
        return plus.overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::datePlus)),
                        DATE,
                        INTERVAL)
                .overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::plus)),
                        TIMESTAMP,
                        INTERVAL)
                .overload(
                        TIMESTAMPTZ,
                        Infinite.kept(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 2, TemporalArithmetic::plus)),
                        TIMESTAMPTZ,
                        INTERVAL)
                .overload(
                        DATE,
                        Infinite.kept(DATE, Make.kernel(() -> Kernels.longs(DATE, Math::addExact))),
                        DATE,
                        INTEGER);
    }

    static Builder subtractFrom(Builder minus) {
        return minus.overload(BIGINT, Make.kernel(() -> Kernels.longs(BIGINT, (a, b) -> a - b)), DATE, DATE)
                .overload(
                        DATE,
                        Infinite.kept(DATE, Make.kernel(() -> Kernels.longs(DATE, Math::subtractExact))),
                        DATE,
                        INTEGER)
                .overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::dateMinus)),
                        DATE,
                        INTERVAL)
                .overload(
                        INTERVAL,
                        Infinite.refused(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::between)),
                        TIMESTAMP,
                        TIMESTAMP)
                .overload(
                        INTERVAL,
                        Infinite.refused(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::between)),
                        TIMESTAMPTZ,
                        TIMESTAMPTZ)
                .overload(
                        TIMESTAMP,
                        Infinite.kept(TIMESTAMP, Make.rows(TIMESTAMP, 2, TemporalArithmetic::minus)),
                        TIMESTAMP,
                        INTERVAL)
                .overload(
                        TIMESTAMPTZ,
                        Infinite.kept(TIMESTAMPTZ, Make.rows(TIMESTAMPTZ, 2, TemporalArithmetic::minus)),
                        TIMESTAMPTZ,
                        INTERVAL)
                .overload(TIME, Make.rows(TIME, 2, TemporalArithmetic::timeMinus), TIME, INTERVAL)
                .overload(TIMETZ, Make.rows(TIMETZ, 2, OffsetTimes::minus), TIMETZ, INTERVAL)
                .overload(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::difference), INTERVAL, INTERVAL)
                .overload(INTERVAL, Make.rows(INTERVAL, 1, TemporalArithmetic::negate), INTERVAL);
    }

    static Builder multiply(Builder times) {
        return times.overload(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::times), INTERVAL, BIGINT)
                .overload(INTERVAL, swapped(Make.rows(INTERVAL, 2, TemporalArithmetic::times)), BIGINT, INTERVAL)
                .overload(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::scaled), INTERVAL, DOUBLE)
                .overload(INTERVAL, swapped(Make.rows(INTERVAL, 2, TemporalArithmetic::scaled)), DOUBLE, INTERVAL);
    }

    static Builder divide(Builder divided) {
        return divided.overload(INTERVAL, Make.rows(INTERVAL, 2, TemporalArithmetic::divided), INTERVAL, DOUBLE);
    }

    private static KernelFactory swapped(KernelFactory kernel) {
        return scratch -> {
            var inner = kernel.create(scratch);
            return (arguments, rows, batch) -> inner.evaluate(arguments.reversed(), rows, batch);
        };
    }

    private static boolean plus(Arguments in, int row, Output out) {
        out.putLong(row, Calendar.plus(in.int64(0, row), in.months(1, row), in.days(1, row), in.micros(1, row)));
        return true;
    }

    private static boolean minus(Arguments in, int row, Output out) {
        long micros = in.int64(0, row);
        long rest = Math.negateExact(in.micros(1, row));
        out.putLong(row, Calendar.plus(micros, -(long) in.months(1, row), -(long) in.days(1, row), rest));
        return true;
    }

    private static boolean datePlus(Arguments in, int row, Output out) {
        long micros = Calendar.timestamp(in.int32(0, row), 0);
        out.putLong(row, Calendar.plus(micros, in.months(1, row), in.days(1, row), in.micros(1, row)));
        return true;
    }

    private static boolean dateMinus(Arguments in, int row, Output out) {
        long micros = Calendar.timestamp(in.int32(0, row), 0);
        long rest = Math.negateExact(in.micros(1, row));
        out.putLong(row, Calendar.plus(micros, -(long) in.months(1, row), -(long) in.days(1, row), rest));
        return true;
    }

    private static boolean timePlus(Arguments in, int row, Output out) {
        out.putLong(row, Calendar.timeOf(in.int64(0, row) + Calendar.timeOf(in.micros(1, row))));
        return true;
    }

    private static boolean timeMinus(Arguments in, int row, Output out) {
        out.putLong(row, Calendar.timeOf(in.int64(0, row) - Calendar.timeOf(in.micros(1, row))));
        return true;
    }

    /** Whole days and the rest; both have the sign of the difference. */
    private static boolean between(Arguments in, int row, Output out) {
        long micros = Math.subtractExact(in.int64(0, row), in.int64(1, row));
        out.putInterval(row, 0, Math.toIntExact(micros / Calendar.MICROS_PER_DAY), micros % Calendar.MICROS_PER_DAY);
        return true;
    }

    private static boolean sum(Arguments in, int row, Output out) {
        out.putInterval(
                row,
                Math.addExact(in.months(0, row), in.months(1, row)),
                Math.addExact(in.days(0, row), in.days(1, row)),
                Math.addExact(in.micros(0, row), in.micros(1, row)));
        return true;
    }

    private static boolean difference(Arguments in, int row, Output out) {
        out.putInterval(
                row,
                Math.subtractExact(in.months(0, row), in.months(1, row)),
                Math.subtractExact(in.days(0, row), in.days(1, row)),
                Math.subtractExact(in.micros(0, row), in.micros(1, row)));
        return true;
    }

    private static boolean negate(Arguments in, int row, Output out) {
        out.putInterval(
                row,
                Math.negateExact(in.months(0, row)),
                Math.negateExact(in.days(0, row)),
                Math.negateExact(in.micros(0, row)));
        return true;
    }

    private static boolean times(Arguments in, int row, Output out) {
        long by = in.int64(1, row);
        out.putInterval(
                row,
                Math.toIntExact(Math.multiplyExact(in.months(0, row), by)),
                Math.toIntExact(Math.multiplyExact(in.days(0, row), by)),
                Math.multiplyExact(in.micros(0, row), by));
        return true;
    }

    private static boolean scaled(Arguments in, int row, Output out) {
        scale(in, row, out, in.float64(1, row), 1);
        return true;
    }

    private static boolean divided(Arguments in, int row, Output out) {
        double by = in.float64(1, row);
        if (by == 0) {
            throw Arithmetic.divisionByZero();
        }
        scale(in, row, out, 1, by);
        return true;
    }

    /** Parts of a month become days, of which a month has 30 here; parts of a day become microseconds. */
    private static void scale(Arguments in, int row, Output out, double times, double by) {
        double months = in.months(0, row) * times / by;
        double wholeMonths = truncate(months);
        double days = in.days(0, row) * times / by + settle((months - wholeMonths) * DAYS_PER_MONTH);
        double wholeDays = truncate(days);
        double micros = in.micros(0, row) * times / by + (days - wholeDays) * MICROS_PER_DAY;
        out.putInterval(row, toInt(wholeMonths), toInt(wholeDays), toLong(Math.rint(micros)));
    }

    private static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** Takes away the noise below a millionth that division leaves. */
    private static double settle(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    private static int toInt(double value) {
        if (!(Math.abs(value) <= Integer.MAX_VALUE)) {
            throw new ArithmeticException("the interval is too long");
        }
        return (int) value;
    }

    private static long toLong(double value) {
        if (!(Math.abs(value) < Long.MAX_VALUE)) {
            throw new ArithmeticException("the interval is too long");
        }
        return (long) value;
    }
}
