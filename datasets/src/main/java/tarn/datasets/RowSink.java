package tarn.datasets;

/**
 * Takes the rows of a table value by value: for each row one call per column, in the order of the columns and of the
 * kind that the column's type asks for, then {@link #endRow()}. A sink serves one thread.
 */
public interface RowSink {

    /** A value of an INTEGER or BIGINT column. */
    void integer(long value);

    /** A value of a DECIMAL column: {@code unscaled} divided by ten to the {@code scale}. */
    void decimal(long unscaled, int scale);

    /** A value of a DOUBLE column. */
    void real(double value);

    /** A value of a DATE column, in days since 1970-01-01. */
    void date(int epochDay);

    /** A value of a VARCHAR column. */
    void text(String value);

    /** NULL, in place of a value of any type. */
    void missing();

    void endRow();
}
