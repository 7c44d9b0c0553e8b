package tarn.sql.ast;

/** Operators between two operands, without AND and OR, which are {@link Expression.Logical}. */
public enum BinaryOperator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    /** {@code a // b}: division of integers, cut towards zero. */
    INTEGER_DIVIDE("//"),
    MODULO("%"),
    /** {@code a ^ b} and {@code a ** b}. */
    POWER("^"),
    /** {@code a || b} of strings, lists and blobs. */
    CONCAT("||"),
    BIT_AND("&"),
    BIT_OR("|"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    /** {@code j -> path}, also a possible lambda: see {@link Expression.Lambda}. */
    JSON_EXTRACT("->"),
    /** {@code j ->> path}. */
    JSON_EXTRACT_TEXT("->>"),
    /** {@code s ~ pattern}: the regular expression matches the whole string. */
    REGEX_MATCH("~"),
    REGEX_NOT_MATCH("!~"),
    /** {@code s ^@ prefix}. */
    STARTS_WITH("^@"),
    /** {@code list @> list}. */
    CONTAINS("@>"),
    /** {@code list <@ list}. */
    CONTAINED_BY("<@"),
    /** {@code list && list}. */
    OVERLAPS("&&"),
    /** {@code a <-> b}: Euclidean distance of vectors. */
    DISTANCE("<->"),
    /** {@code a <=> b}: cosine distance of vectors. */
    COSINE_DISTANCE("<=>");

    private final String symbol;

    BinaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** Whether it is one of the six comparisons. */
    public boolean isComparison() {
        return compareTo(GREATER_OR_EQUAL) <= 0;
    }
}
