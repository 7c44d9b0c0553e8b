package tarn.engine.data.type;

/** A SQL type. Equal types are equal objects. */
public sealed interface DataType permits ScalarType, DecimalType, ListType, StructType, MapType {

    Lane lane();

    /** The name that SQL shows, such as {@code DECIMAL(15,2)}. */
    String sql();

    default boolean isInteger() {
        return switch (this) {
            case ScalarType s ->
                switch (s) {
                    case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT -> true;
                    default -> false;
                };
            case DecimalType _, ListType _, StructType _, MapType _ -> false;
        };
    }

    /** Whether values hold other values: LIST, STRUCT and MAP. */
    default boolean isNested() {
        return switch (this) {
            case ListType _, StructType _, MapType _ -> true;
            case ScalarType _, DecimalType _ -> false;
        };
    }

    default boolean isFloating() {
        return this == ScalarType.REAL || this == ScalarType.DOUBLE;
    }

    default boolean isNumeric() {
        return isInteger() || isFloating() || this instanceof DecimalType;
    }
}
