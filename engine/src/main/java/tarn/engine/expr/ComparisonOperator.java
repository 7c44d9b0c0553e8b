package tarn.engine.expr;

/** Comparisons. NaN equals NaN and is greater than every number, as in DuckDB. */
public enum ComparisonOperator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    DISTINCT_FROM("IS DISTINCT FROM"),
    NOT_DISTINCT_FROM("IS NOT DISTINCT FROM");

    private final String sql;

    ComparisonOperator(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }

    /** The operator for swapped operands. */
    public ComparisonOperator flip() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL, DISTINCT_FROM, NOT_DISTINCT_FROM -> this;
        };
    }

    /** The operator that holds where this one does not (and nothing is NULL). */
    public ComparisonOperator negate() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case LESS -> GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> GREATER;
            case GREATER -> LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS;
            case DISTINCT_FROM -> NOT_DISTINCT_FROM;
            case NOT_DISTINCT_FROM -> DISTINCT_FROM;
        };
    }
}
