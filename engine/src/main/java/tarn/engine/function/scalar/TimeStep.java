package tarn.engine.function.scalar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The way from one bin of timestamps to the next, in whole units that suit its length. */
record TimeStep(int months, int days, long micros) {
    private static final int DAYS_PER_MONTH = 30;
    private static final long QUARTER_HOUR = 15 * Calendar.MICROS_PER_MINUTE;
    private static final long QUARTER_MINUTE = 15 * Calendar.MICROS_PER_SECOND;

    /** The way from one timestamp to another in so many steps; never nothing. */
    static TimeStep between(long from, long to, long steps) {
        long first = Calendar.civil(Calendar.daysOf(from));
        long last = Calendar.civil(Calendar.daysOf(to));
        long months = 12L * (Calendar.year(last) - Calendar.year(first)) + Calendar.month(last) - Calendar.month(first);
        long micros = Calendar.timeOf(to) - Calendar.timeOf(from);
        double month = (double) months / steps;
        double day = (double) (Calendar.day(last) - Calendar.day(first)) / steps;
        double micro = (double) micros / steps;
        if (month > 0) {
            day += (month - Math.floor(month)) * DAYS_PER_MONTH;
        }
        if (day > 0) {
            micro += (day - Math.floor(day)) * Calendar.MICROS_PER_DAY;
        }
        var step = new TimeStep((int) month, (int) day, (long) micro).nice();
        boolean nothing = step.months <= 0 && step.days <= 0 && step.micros <= 0;
        return nothing ? new TimeStep(0, 0, 1) : step;
    }

    private TimeStep nice() {
        if (months >= 6) {
            return new TimeStep(months, 0, 0);
        }
        if (months > 0 || days >= 5) {
            return new TimeStep(months, days, 0);
        }
        long unit = days > 0 || micros >= 6 * Calendar.MICROS_PER_HOUR
                ? Calendar.MICROS_PER_HOUR
                : micros >= Calendar.MICROS_PER_HOUR
                        ? QUARTER_HOUR
                        : micros >= 10 * Calendar.MICROS_PER_MINUTE
                                ? Calendar.MICROS_PER_MINUTE
                                : micros >= Calendar.MICROS_PER_MINUTE
                                        ? QUARTER_MINUTE
                                        : micros >= 10 * Calendar.MICROS_PER_SECOND ? Calendar.MICROS_PER_SECOND : 1;
        return new TimeStep(months, days, (micros + unit / 2) / unit * unit);
    }

    /** Up to {@code most} bounds, the last one at or just behind {@code greatest} where a unit of the step begins. */
    List<Long> bounds(long least, long greatest, long most) {
        var bounds = new ArrayList<Long>();
        for (long at = roundedUp(greatest); at >= least && bounds.size() < most; at = before(at)) {
            bounds.add(at);
        }
        Collections.reverse(bounds);
        return bounds;
    }

    private long roundedUp(long time) {
        long unit = months > 0 || days >= 1
                ? Calendar.MICROS_PER_DAY
                : micros >= Calendar.MICROS_PER_HOUR
                        ? Calendar.MICROS_PER_HOUR
                        : micros >= Calendar.MICROS_PER_MINUTE
                                ? Calendar.MICROS_PER_MINUTE
                                : micros >= Calendar.MICROS_PER_SECOND ? Calendar.MICROS_PER_SECOND : 1;
        long rounded = -Math.floorDiv(-time, unit) * unit;
        if (months < 12) {
            return rounded;
        }
        long day = Calendar.daysOf(rounded);
        long first = day - Calendar.day(Calendar.civil(day)) + 1;
        return (first == day ? day : Calendar.addMonths(first, 1)) * Calendar.MICROS_PER_DAY;
    }

    private long before(long time) {
        return Calendar.plus(time, -months, -days, -micros);
    }
}
