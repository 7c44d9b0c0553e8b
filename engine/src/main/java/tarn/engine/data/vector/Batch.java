package tarn.engine.data.vector;

import java.util.List;

/** Some rows of some columns. Valid until its producer is asked for the next one. */
public record Batch(int rows, List<Vector> columns) {
    /** Rows of a batch unless the setting {@code batch_size} says otherwise. */
    public static final int DEFAULT_ROWS = 8192;

    public Vector column(int index) {
        return columns.get(index);
    }
}
