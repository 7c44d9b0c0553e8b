package tarn.engine.data.type;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names that SQL has for types, in the spellings of PostgreSQL and DuckDB. */
public final class TypeNames {
    private static final Map<String, ScalarType> SCALARS = new TreeMap<>();

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
        names(ScalarType.UHUGEINT, "uhugeint", "uint128");
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
        names(ScalarType.TIMETZ, "timetz", "time with time zone");
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
}
