package tarn.engine.data.type;

/**
 * An exact decimal: an integer of at most {@code precision} digits, scaled by 10^-scale. Up to 18 digits it travels as a
 * long, beyond as 128 bits.
 */
public record DecimalType(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;
    public static final int MAX_LONG_PRECISION = 18;

    public DecimalType {
        if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
            throw new IllegalArgumentException("DECIMAL(" + precision + "," + scale + ")");
        }
    }

    @Override
    public Lane lane() {
        return precision <= MAX_LONG_PRECISION ? Lane.I64 : Lane.I128;
    }

    @Override
    public String sql() {
        return "DECIMAL(" + precision + "," + scale + ")";
    }

    @Override
    public String toString() {
        return sql();
    }
}
