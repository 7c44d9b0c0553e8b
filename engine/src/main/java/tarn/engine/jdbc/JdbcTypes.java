package tarn.engine.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tarn.engine.JavaValues;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;

/** What JDBC calls Tarn's types. */
final class JdbcTypes {
    private JdbcTypes() {}

    /** A number of {@link Types}. */
    static int code(DataType type) {
        return switch (type) {
            case DecimalType _ -> Types.DECIMAL;
            case EnumType _ -> Types.VARCHAR;
            case ListType _, ArrayType _ -> Types.ARRAY;
            case StructType _ -> Types.STRUCT;
            case MapType _ -> Types.JAVA_OBJECT;
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL -> Types.NULL;
                    case BOOLEAN -> Types.BOOLEAN;
                    case TINYINT -> Types.TINYINT;
                    case SMALLINT, UTINYINT -> Types.SMALLINT;
                    case INTEGER, USMALLINT -> Types.INTEGER;
                    case BIGINT, UINTEGER -> Types.BIGINT;
                    case HUGEINT, UBIGINT, UHUGEINT -> Types.JAVA_OBJECT;
                    case REAL -> Types.FLOAT;
                    case DOUBLE -> Types.DOUBLE;
                    case VARCHAR -> Types.VARCHAR;
                    case BLOB -> Types.BLOB;
                    case BIT -> Types.BIT;
                    case JSON -> Types.VARCHAR;
                    case UUID -> Types.OTHER;
                    case DATE -> Types.DATE;
                    case TIME -> Types.TIME;
                    case TIMETZ -> Types.TIME_WITH_TIMEZONE;
                    case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> Types.TIMESTAMP;
                    case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
                    case INTERVAL -> Types.JAVA_OBJECT;
                };
        };
    }

    /** The class of what getObject gives. */
    static Class<?> javaClass(DataType type) {
        return switch (type) {
            case DecimalType _ -> BigDecimal.class;
            case EnumType _ -> String.class;
            case ListType _, ArrayType _ -> java.sql.Array.class;
            case StructType _ -> java.sql.Struct.class;
            case MapType _ -> Map.class;
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL -> Object.class;
                    case BOOLEAN -> Boolean.class;
                    case TINYINT -> Byte.class;
                    case SMALLINT, UTINYINT -> Short.class;
                    case INTEGER, USMALLINT -> Integer.class;
                    case BIGINT, UINTEGER -> Long.class;
                    case HUGEINT, UBIGINT, UHUGEINT -> BigInteger.class;
                    case REAL -> Float.class;
                    case DOUBLE -> Double.class;
                    case VARCHAR -> String.class;
                    case BLOB -> Blob.class;
                    case BIT, JSON -> String.class;
                    case UUID -> UUID.class;
                    case DATE -> LocalDate.class;
                    case TIME -> LocalTime.class;
                    case TIMETZ -> OffsetTime.class;
                    case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> java.sql.Timestamp.class;
                    case TIMESTAMPTZ -> OffsetDateTime.class;
                    case INTERVAL -> Interval.class;
                };
        };
    }

    static int precision(DataType type) {
        return switch (type) {
            case DecimalType decimal -> decimal.precision();
            case EnumType _, ListType _, ArrayType _, StructType _, MapType _ -> 0;
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT, UTINYINT -> 3;
                    case SMALLINT, USMALLINT -> 5;
                    case INTEGER, UINTEGER -> 10;
                    case BIGINT -> 19;
                    case UBIGINT -> 20;
                    case HUGEINT, UHUGEINT -> 39;
                    case REAL -> 7;
                    case DOUBLE -> 15;
                    case DATE -> 10;
                    case TIME -> 15;
                    case TIMETZ -> 24;
                    case TIMESTAMP_S -> 19;
                    case TIMESTAMP_MS -> 23;
                    case TIMESTAMP_NS -> 29;
                    case TIMESTAMP, TIMESTAMPTZ -> 26;
                    case UUID -> 36;
                    case NULL, BOOLEAN, VARCHAR, BLOB, BIT, JSON, INTERVAL -> 0;
                };
        };
    }

    static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    private static List<@Nullable Object> objects(List<?> physical, DataType element) {
        var objects = new ArrayList<@Nullable Object>();
        physical.forEach(value -> objects.add(object(value, element)));
        return objects;
    }

    /** What getObject gives for a value in physical form. */
    static @Nullable Object object(@Nullable Object physical, DataType type) {
        if (physical == null) {
            return null;
        }
        return switch (type) {
            case ArrayType(var element, var _) ->
                new TarnArray(objects((List<?>) physical, element), element, TextForm.of(physical, type));
            case ListType(var element) ->
                new TarnArray(objects((List<?>) physical, element), element, TextForm.of(physical, type));
            case StructType struct -> {
                var attributes = new ArrayList<@Nullable Object>();
                for (int i = 0; i < struct.fields().size(); i++) {
                    attributes.add(
                            object(((List<?>) physical).get(i), struct.types().get(i)));
                }
                yield new TarnStruct(attributes, struct, TextForm.of(physical, type));
            }
            case MapType map -> {
                var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (var entry : (List<?>) physical) {
                    var pair = (List<?>) entry;
                    entries.put(object(pair.get(0), map.key()), object(pair.get(1), map.value()));
                }
                yield entries;
            }
            case ScalarType _, DecimalType _, EnumType _ -> legacy(JavaValues.toJava(physical, type));
        };
    }

    /** The classes that JDBC has for values. */
    private static Object legacy(Object value) {
        return switch (value) {
            case LocalDateTime at -> java.sql.Timestamp.valueOf(at);
            case byte[] bytes -> new TarnBlob(bytes);
            default -> value;
        };
    }
}
