package tarn.engine.data.type;

import java.math.BigInteger;

/** A SQL type. Equal types are equal objects. */
public sealed interface DataType permits ScalarType, DecimalType, EnumType, ListType, ArrayType, StructType, MapType {

    Lane lane();

    /** The name that SQL shows, such as {@code DECIMAL(15,2)}. */
    String sql();

    default boolean isInteger() {
        return switch (this) {
            case ScalarType s ->
                switch (s) {
                    case TINYINT,
                            SMALLINT,
                            INTEGER,
                            BIGINT,
                            HUGEINT,
                            UTINYINT,
                            USMALLINT,
                            UINTEGER,
                            UBIGINT,
                            UHUGEINT -> true;
                    default -> false;
                };
            case DecimalType _, EnumType _, ListType _, ArrayType _, StructType _, MapType _ -> false;
        };
    }

    /** Bits of a value of an unsigned integer, 0 for every other type. */
    default int unsignedBits() {
        return switch (this) {
            case ScalarType s ->
                switch (s) {
                    case UTINYINT -> 8;
                    case USMALLINT -> 16;
                    case UINTEGER -> 32;
                    case UBIGINT -> 64;
                    case UHUGEINT -> 128;
                    default -> 0;
                };
            case DecimalType _, EnumType _, ListType _, ArrayType _, StructType _, MapType _ -> 0;
        };
    }

    /** Whether a whole number is in the range of this integer type. */
    default boolean holds(BigInteger value) {
        return unsignedBits() > 0
                ? value.signum() >= 0 && value.bitLength() <= unsignedBits()
                : value.bitLength() < lane().bytes() * 8;
    }

    /** Whether this integer type holds every value of another one. */
    default boolean holds(DataType integer) {
        boolean losesSign = unsignedBits() > 0 && integer.unsignedBits() == 0;
        return !losesSign && bits(this) >= bits(integer);
    }

    /** Without the sign. */
    private static int bits(DataType integer) {
        return integer.unsignedBits() > 0
                ? integer.unsignedBits()
                : integer.lane().bytes() * 8 - 1;
    }

    /** A point in time without a zone: TIMESTAMP of any precision. */
    default boolean isTimestamp() {
        return this == ScalarType.TIMESTAMP || isRounded() || this == ScalarType.TIMESTAMP_NS;
    }

    /** A TIMESTAMP of whole seconds or milliseconds, which in memory is microseconds as well. */
    default boolean isRounded() {
        return this == ScalarType.TIMESTAMP_S || this == ScalarType.TIMESTAMP_MS;
    }

    /** Whether values hold other values: LIST, ARRAY, STRUCT and MAP. */
    default boolean isNested() {
        return switch (this) {
            case ListType _, ArrayType _, StructType _, MapType _ -> true;
            case ScalarType _, DecimalType _, EnumType _ -> false;
        };
    }

    default boolean isFloating() {
        return this == ScalarType.REAL || this == ScalarType.DOUBLE;
    }

    default boolean isNumeric() {
        return isInteger() || isFloating() || this instanceof DecimalType;
    }

    /** Whether equal values are the same bytes: not so for 0.0 and -0.0, a month and 30 days, times in zones, collations. */
    default boolean hasOneForm() {
        return switch (lane()) {
            case BIT, I8, I16, I32, I64, I128 -> this != ScalarType.TIMETZ;
            case BYTES -> this == ScalarType.VARCHAR || this == ScalarType.BLOB;
            case F32, F64, INTERVAL -> false;
        };
    }
}
