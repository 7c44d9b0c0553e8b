package tarn.engine.expr.eval;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.FallibleCasts;
import tarn.engine.kernel.Kernel;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Kernels that convert between types, with DuckDB's rounding and text forms. */
public final class Casts {
    private Casts() {}

    /**
     * The kernel of a cast between two different types that the binder found castable. A value that does not fit makes an
     * {@link ArithmeticException}.
     *
     * @param attempt NULL in place of an error
     * @param zone where local times are, for casts from and to TIMESTAMP WITH TIME ZONE
     */
    public static Kernel kernel(DataType from, DataType to, boolean attempt, ZoneId zone) {
        if (from == ScalarType.NULL) {
            return (_, _, _) -> Constants.nullOf(to);
        }
        if (from == ScalarType.JSON || to == ScalarType.JSON) {
            return JsonCasts.kernel(from, to, attempt, zone);
        }
        if (from.isNested() || to.isNested()) {
            return NestedCasts.kernel(from, to, attempt, zone);
        }
        if (from instanceof EnumType || to instanceof EnumType) {
            return EnumCasts.kernel(from, to, attempt, zone);
        }
        if (BinaryCasts.isBinary(from) || BinaryCasts.isBinary(to)) {
            var kernel = BinaryCasts.kernel(from, to);
            return attempt ? new AttemptKernel(kernel, to) : kernel;
        }
        if (from == ScalarType.VARCHAR) {
            return TextParsing.kernel(to, attempt, zone);
        }
        if (to == ScalarType.VARCHAR) {
            return TextWriting.kernel(from, zone);
        }
        boolean temporal = !number(from);
        var kernel = temporal ? TimeCasts.kernel(from, to, zone) : NumberCasts.kernel(from, to);
        return attempt && FallibleCasts.contains(from, to) ? new AttemptKernel(kernel, to) : kernel;
    }

    private static boolean number(DataType type) {
        return type.isNumeric() || type == ScalarType.BOOLEAN;
    }

    /** The error for a value that does not convert. */
    static SqlException failure(Vector argument, int row, DataType to) {
        var from = argument.type();
        String value = TextForm.of(Values.get(argument, row), from);
        if (from.isNested()) {
            return SqlException.of(ErrorCode.CAST, "cannot convert " + value + " to " + to.sql());
        }
        if (from != ScalarType.VARCHAR) {
            return SqlException.of(ErrorCode.CAST, "value " + value + " does not fit in " + to.sql());
        }
        var error = SqlException.of(ErrorCode.CAST, "cannot convert '" + value + "' to " + to.sql());
        if (!(to instanceof ScalarType scalar)) {
            return error;
        }
        return switch (scalar) {
            case DATE ->
                error.hint(
                        value.strip().matches("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
                                ? "there is no such day"
                                : "write a date as YYYY-MM-DD");
            case TIME -> error.hint("write a time as HH:MM:SS");
            case TIMETZ -> error.hint("write a time with its offset as HH:MM:SS+HH:MM");
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMPTZ ->
                error.hint("write a timestamp as YYYY-MM-DD HH:MM:SS");
            case UUID -> error.hint("write a UUID as 01234567-89ab-cdef-0123-456789abcdef");
            case BLOB -> error.hint("write bytes that are not ASCII, and backslashes, as \\xAA");
            case BIT -> error.hint("write bits as in 0101");
            case INTERVAL -> error.hint("write an interval as in 1 year 2 days 03:04:05");
            default -> error;
        };
    }

    static long same(long value) {
        return value;
    }

    /** A kernel with further, constant arguments behind those that it is called with. */
    static Kernel with(Kernel kernel, List<Vector> constants) {
        return (arguments, rows, batch) -> {
            List<Vector> all = new ArrayList<>(arguments);
            all.addAll(constants);
            return kernel.evaluate(all, rows, batch);
        };
    }
}
