package tarn.datasets;

/**
 * A column of a data set's table.
 *
 * @param nullable whether it may hold NULL
 */
public record Column(String name, ColumnType type, boolean nullable) {

    /** A column without NULLs. */
    public Column(String name, ColumnType type) {
        this(name, type, false);
    }
}
