package tarn.sql.ast;

/** Operators with one operand. */
public enum UnaryOperator {
    NOT("NOT"),
    NEGATE("-"),
    PLUS("+"),
    BIT_NOT("~"),
    /** {@code @ x}: distance from zero. */
    ABSOLUTE("@"),
    /** {@code n !}, the only one written behind its operand. */
    FACTORIAL("!");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
