package tarn.datasets;

/** Is told how far the making of a data set has come, after each part written. */
@FunctionalInterface
public interface ProgressListener {

    /** A listener that does nothing. */
    ProgressListener NONE = _ -> {};

    void progress(Progress progress);

    /**
     * How far a table is.
     *
     * @param table its name
     * @param rows rows written so far
     * @param bytes bytes written so far
     * @param fraction the share of the table that is done, 0 to 1
     */
    record Progress(String table, long rows, long bytes, double fraction) {}
}
