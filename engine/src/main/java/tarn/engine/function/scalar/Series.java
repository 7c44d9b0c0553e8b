package tarn.engine.function.scalar;

import tarn.engine.data.memory.Memory;
import tarn.engine.function.scalar.NestedKernel.Result;
import tarn.engine.function.scalar.NestedKernel.Row;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Lists of numbers and of times at even distance. */
final class Series {
    private static final long MOST = Integer.MAX_VALUE / 16;

    private Series() {}

    /** {@code [start,] stop [, step]} */
    static void numbers(Row in, Result out, boolean inclusive) {
        long start = in.count() == 1 ? 0 : in.int64(0);
        long stop = in.int64(in.count() == 1 ? 0 : 1);
        long step = in.count() == 3 ? in.int64(2) : 1;
        long value = start;
        for (long count = 1; step > 0 ? value < stop : step < 0 && value > stop; count++) {
            out.number(value);
            check(count);
            long next = value + step;
            if (((value ^ next) & (step ^ next)) < 0) {
                out.end();
                return;
            }
            value = next;
        }
        if (inclusive && step != 0 && value == stop) {
            out.number(value);
        }
        out.end();
    }

    private static void check(long count) {
        if (count > MOST) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a list of more than " + MOST + " elements cannot be made");
        }
    }

    /** {@code start, stop, step} of timestamps and an interval. */
    static void times(Row in, Result out, boolean inclusive) {
        long start = in.int64(0);
        long stop = in.int64(1);
        long months = Memory.getInt(in.values(2), 4L * in.row());
        long days = Memory.getInt(in.values(2), 4L * in.row() + 1);
        long micros = Memory.getLong(in.values(2), 2L * in.row() + 1);
        boolean up = months >= 0 && days >= 0 && micros >= 0;
        boolean down = months <= 0 && days <= 0 && micros <= 0;
        if (up == down) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    up ? "the step of a range must not be 0" : "the parts of a range's step must have one sign");
        }
        long value = start;
        for (long count = 1; up ? value < stop : value > stop; count++) {
            out.number(value);
            check(count);
            value = Calendar.plus(value, months, days, micros);
        }
        if (inclusive && value == stop) {
            out.number(value);
        }
        out.end();
    }
}
