package tarn.engine.data.type;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** The names that SQL has for types, in the spellings of PostgreSQL and DuckDB. */
public final class TypeNames {
    private static final Map<String, ScalarType> SCALARS = new TreeMap<>();
    private static final Pattern WITH_PARAMETERS =
            Pattern.compile("([^()]+?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?");

    static {
        names(ScalarType.BOOLEAN, "boolean", "bool", "logical");
        names(ScalarType.TINYINT, "tinyint", "int1");
        names(ScalarType.SMALLINT, "smallint", "int2", "short", "int16");
        names(ScalarType.INTEGER, "integer", "int", "int4", "signed", "integral", "int32");
        names(ScalarType.BIGINT, "bigint", "int8", "long", "int64", "oid");
        names(ScalarType.HUGEINT, "hugeint", "int128");
        names(ScalarType.UTINYINT, "utinyint", "uint8");
        names(ScalarType.USMALLINT, "usmallint", "uint16");
        names(ScalarType.UINTEGER, "uinteger", "uint32");
        names(ScalarType.UBIGINT, "ubigint", "uint64");
        names(ScalarType.REAL, "real", "float", "float4");
        names(ScalarType.DOUBLE, "double", "double precision", "float8");
        names(
                ScalarType.VARCHAR,
                "varchar",
                "char",
                "bpchar",
                "text",
                "string",
                "character varying",
                "character",
                "nvarchar",
                "nchar");
        names(ScalarType.BLOB, "blob", "bytea", "binary", "varbinary");
        names(ScalarType.BIT, "bit", "bitstring");
        names(ScalarType.JSON, "json");
        names(ScalarType.UUID, "uuid", "guid");
        names(ScalarType.DATE, "date");
        names(ScalarType.TIME, "time", "time without time zone");
        names(ScalarType.TIMESTAMP, "timestamp", "datetime", "timestamp_us", "timestamp without time zone");
        names(ScalarType.TIMESTAMP_S, "timestamp_s");
        names(ScalarType.TIMESTAMP_MS, "timestamp_ms");
        names(ScalarType.TIMESTAMP_NS, "timestamp_ns");
        names(ScalarType.TIMESTAMPTZ, "timestamptz", "timestamp with time zone");
        names(ScalarType.INTERVAL, "interval");
    }

    private TypeNames() {}

    private static void names(ScalarType type, String... names) {
        for (var name : names) {
            SCALARS.put(name, type);
        }
    }

    /** The type of this name in lower case; null if there is none, or if it has parameters, as DECIMAL. */
    public static @Nullable ScalarType find(String name) {
        return SCALARS.get(name);
    }

    /** All names of types without parameters. */
    public static Set<String> all() {
        return SCALARS.keySet();
    }

    /**
     * @param name in any case
     * @param parameters such as the precision and scale of DECIMAL; a length of VARCHAR is accepted and means nothing
     */
    public static DataType of(String name, List<Integer> parameters, Span span) {
        var key = name.strip().toLowerCase(Locale.ROOT);
        if (key.equals("decimal") || key.equals("numeric") || key.equals("dec")) {
            return decimal(parameters, span);
        }
        var scalar = SCALARS.get(key);
        if (scalar == null) {
            throw SqlException.of(ErrorCode.UNKNOWN_TYPE, "unknown type: " + name, span)
                    .suggesting(key, SCALARS.keySet());
        }
        return scalar;
    }

    private static DataType decimal(List<Integer> parameters, Span span) {
        int precision = parameters.isEmpty() ? 18 : parameters.getFirst();
        int scale = parameters.size() > 1 ? parameters.get(1) : parameters.isEmpty() ? 3 : 0;
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale > precision) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "DECIMAL takes a precision from 1 to 38 and a scale not above it, not: " + parameters,
                    span);
        }
        return new DecimalType(precision, scale);
    }

    /** Reads a type as text, such as {@code decimal(15, 2)}. */
    public static DataType parse(String text, Span span) {
        var matcher = WITH_PARAMETERS.matcher(text.strip());
        if (!matcher.matches()) {
            throw SqlException.of(ErrorCode.UNKNOWN_TYPE, "unknown type: " + text, span);
        }
        var parameters = new java.util.ArrayList<Integer>();
        for (int group = 2; group <= 3; group++) {
            if (matcher.group(group) != null) {
                parameters.add(Integer.parseInt(matcher.group(group)));
            }
        }
        return of(matcher.group(1), parameters, span);
    }
}
