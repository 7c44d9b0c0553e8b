package tarn.engine.function.aggregate;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The number of values that an aggregate as {@code min(x, n)} is to give. */
public final class Counted {
    private static final long MOST = 1_000_000;

    private Counted() {}

    public static long check(@Nullable Long count) {
        if (count == null) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the number of values is NULL");
        }
        if (count > 0 && count < MOST) {
            return count;
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS, "the number of values must be from 1 to " + (MOST - 1) + ", not " + count);
    }

    /** Of what must be a constant. */
    static long constant(@Nullable Object value) {
        if (value instanceof Long count) {
            return check(count);
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS, "the number of values must be a constant from 1 to " + (MOST - 1));
    }
}
