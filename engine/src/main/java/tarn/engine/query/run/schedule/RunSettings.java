package tarn.engine.query.run.schedule;

import tarn.engine.data.vector.Batch;

/**
 * How a query is run.
 *
 * @param batchRows rows of a batch at most, up to {@link #MOST_BATCH_ROWS}
 * @param timeoutMillis time the query may take, 0 for no limit
 */
public record RunSettings(int batchRows, long timeoutMillis) {
    public static final int MOST_BATCH_ROWS = 1 << 14;
    public static final RunSettings DEFAULT = new RunSettings(Batch.DEFAULT_ROWS, 0);

    public RunSettings {
        if (batchRows < 1 || batchRows > MOST_BATCH_ROWS || timeoutMillis < 0) {
            throw new IllegalArgumentException("batch of " + batchRows + " rows, timeout " + timeoutMillis);
        }
    }
}
