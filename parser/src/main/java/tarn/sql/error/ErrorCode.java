package tarn.sql.error;

/** What kind of thing went wrong; stable, so that programs may test for it. Each has the SQLSTATE that JDBC reports. */
public enum ErrorCode {
    SYNTAX("42601"),
    UNKNOWN_TABLE("42P01"),
    UNKNOWN_COLUMN("42703"),
    UNKNOWN_FUNCTION("42883"),
    UNKNOWN_TYPE("42704"),
    UNKNOWN_SCHEMA("3F000"),
    UNKNOWN_OBJECT("42704"),
    AMBIGUOUS_COLUMN("42702"),
    AMBIGUOUS_FUNCTION("42725"),
    DUPLICATE_NAME("42712"),
    WRONG_ARGUMENTS("42883"),
    TYPE_MISMATCH("42804"),
    GROUPING("42803"),
    WINDOWING("42P20"),
    CAST("22018"),
    OVERFLOW("22003"),
    DIVISION("22012"),
    INVALID_VALUE("22023"),
    CARDINALITY("21000"),
    NOT_SUPPORTED("0A000"),
    ALREADY_EXISTS("42710"),
    CONSTRAINT("23000"),
    DEPENDENCY("2BP01"),
    TRANSACTION("25000"),
    PARAMETER("07001"),
    INVALID_SETTING("22023"),
    NOT_ALLOWED("42501"),
    FILE("58030"),
    CSV("22P04"),
    FORMAT("22P03"),
    OUT_OF_MEMORY("53200"),
    CANCELLED("57014"),
    TIMEOUT("57014"),
    CLOSED("08003"),
    RAISED("P0001"),
    INTERNAL("XX000");

    private final String sqlState;

    ErrorCode(String sqlState) {
        this.sqlState = sqlState;
    }

    /** The five characters of SQLSTATE. */
    public String sqlState() {
        return sqlState;
    }
}
