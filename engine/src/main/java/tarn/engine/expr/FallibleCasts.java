package tarn.engine.expr;

import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/** The casts that fail for some value, as far as the types say. */
public final class FallibleCasts {
    private FallibleCasts() {}

    /** Whether some value of the one type does not fit the other. */
    public static boolean contains(DataType from, DataType to) {
        if (from.lane() == Lane.BYTES || from instanceof EnumType) {
            return to != ScalarType.VARCHAR;
        }
        if (to == ScalarType.TIME || to == ScalarType.TIMETZ || to == ScalarType.TIMESTAMP_NS) {
            return true;
        }
        if (to.lane() == Lane.BYTES
                || to == ScalarType.BOOLEAN
                || from == ScalarType.NULL
                || !(from.isNumeric() || from == ScalarType.BOOLEAN)) {
            return false;
        }
        if (to.isFloating()) {
            return to == ScalarType.REAL && from == ScalarType.DOUBLE;
        }
        if (to.unsignedBits() > 0 && from instanceof DecimalType || from == ScalarType.UHUGEINT) {
            return true;
        }
        return from.isFloating() || digitsAtMost(from, to) > digitsAtLeast(to);
    }

    /** Digits before the point that a value may have, after rounding. */
    private static int digitsAtMost(DataType from, DataType to) {
        if (from.isInteger() && to.isInteger()) {
            return to.holds(from) ? 0 : Integer.MAX_VALUE;
        }
        if (from instanceof DecimalType decimal) {
            boolean rounds = decimal.scale() > (to instanceof DecimalType target ? target.scale() : 0);
            return decimal.precision() - decimal.scale() + (rounds ? 1 : 0);
        }
        return from == ScalarType.BOOLEAN ? 1 : digitsAtLeast(from) + 1;
    }

    /** Digits before the point that fit for sure. */
    private static int digitsAtLeast(DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal.precision() - decimal.scale();
            case EnumType _ -> 0;
            case ListType _, ArrayType _, StructType _, MapType _ -> 0;
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT -> 2;
                    case SMALLINT -> 4;
                    case INTEGER -> 9;
                    case BIGINT -> 18;
                    case HUGEINT -> 38;
                    case UTINYINT -> 2;
                    case USMALLINT -> 4;
                    case UINTEGER -> 9;
                    case UBIGINT -> 19;
                    case UHUGEINT -> 38;
                    default -> 0;
                };
        };
    }
}
