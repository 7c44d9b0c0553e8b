package tarn.engine.data.type;

/** Types without parameters. */
public enum ScalarType implements DataType {
    /** The type of a bare NULL; casts to every other type. */
    NULL(Lane.I8, "\"NULL\""),
    BOOLEAN(Lane.BIT, "BOOLEAN"),
    TINYINT(Lane.I8, "TINYINT"),
    SMALLINT(Lane.I16, "SMALLINT"),
    INTEGER(Lane.I32, "INTEGER"),
    BIGINT(Lane.I64, "BIGINT"),
    HUGEINT(Lane.I128, "HUGEINT"),
    /** Unsigned integers travel in the next wider lane if there is one, so that its order and its sums are theirs. */
    UTINYINT(Lane.I16, "UTINYINT"),
    USMALLINT(Lane.I32, "USMALLINT"),
    UINTEGER(Lane.I64, "UINTEGER"),
    UBIGINT(Lane.I128, "UBIGINT"),
    /** See {@link Uhugeint}. */
    UHUGEINT(Lane.I128, "UHUGEINT"),
    REAL(Lane.F32, "FLOAT"),
    DOUBLE(Lane.F64, "DOUBLE"),
    VARCHAR(Lane.BYTES, "VARCHAR"),
    BLOB(Lane.BYTES, "BLOB"),
    /** Bits, one at least: in memory the characters 0 and 1. */
    BIT(Lane.BYTES, "BIT"),
    /** The text as it was written. */
    JSON(Lane.BYTES, "JSON"),
    /** See {@link Uuids}. */
    UUID(Lane.I128, "UUID"),
    /** Days since 1970-01-01. */
    DATE(Lane.I32, "DATE"),
    /** Microseconds since midnight. */
    TIME(Lane.I64, "TIME"),
    /** See {@link TimeTz}. */
    TIMETZ(Lane.I64, "TIME WITH TIME ZONE"),
    /** Microseconds since 1970-01-01 00:00:00, no zone. */
    TIMESTAMP(Lane.I64, "TIMESTAMP"),
    /** Microseconds as TIMESTAMP has them, always whole seconds. */
    TIMESTAMP_S(Lane.I64, "TIMESTAMP_S"),
    /** Microseconds as TIMESTAMP has them, always whole milliseconds. */
    TIMESTAMP_MS(Lane.I64, "TIMESTAMP_MS"),
    /** Nanoseconds since 1970-01-01 00:00:00, no zone. */
    TIMESTAMP_NS(Lane.I64, "TIMESTAMP_NS"),
    /** Microseconds since 1970-01-01 00:00:00 UTC. */
    TIMESTAMPTZ(Lane.I64, "TIMESTAMP WITH TIME ZONE"),
    INTERVAL(Lane.INTERVAL, "INTERVAL");

    private final Lane lane;
    private final String sql;

    ScalarType(Lane lane, String sql) {
        this.lane = lane;
        this.sql = sql;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public String sql() {
        return sql;
    }

    @Override
    public String toString() {
        return sql;
    }
}
