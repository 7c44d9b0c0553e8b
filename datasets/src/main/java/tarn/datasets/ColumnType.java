package tarn.datasets;

/** The SQL type of a data set's column. */
public sealed interface ColumnType {

    /** The type as it stands in CREATE TABLE. */
    String sql();

    /** Whole numbers and text, which need no parameters; {@link #DOUBLE} is the 64-bit floating-point number. */
    enum Plain implements ColumnType {
        INTEGER,
        BIGINT,
        DOUBLE,
        DATE,
        VARCHAR;

        @Override
        public String sql() {
            return name();
        }
    }

    /** An exact number of {@code precision} digits, {@code scale} of them after the point. */
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 18 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("no 64-bit decimal: " + precision + ", " + scale);
            }
        }

        @Override
        public String sql() {
            return "DECIMAL(" + precision + ", " + scale + ")";
        }
    }
}
