package tarn.engine.pipeline;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What an operator did: for EXPLAIN ANALYZE, progress and tests. */
public final class OperatorProfile {
    private final String name;
    private final LongAdder rows = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile long bytes;
    private volatile Supplier<String> strategy = () -> "";

    public OperatorProfile(String name) {
        this.name = name;
    }

    public void add(long producedRows, long spentNanos) {
        rows.add(producedRows);
        nanos.add(spentNanos);
    }

    /** Memory held at most, set by the operator. */
    public void setBytes(long held) {
        bytes = held;
    }

    /** How the operator chose to work, such as {@code direct-address}; said only when someone asks. */
    public void setStrategy(Supplier<String> chosen) {
        strategy = chosen;
    }

    public String name() {
        return name;
    }

    public long rows() {
        return rows.sum();
    }

    /** Time of all threads together. */
    public long nanos() {
        return nanos.sum();
    }

    public long bytes() {
        return bytes;
    }

    public String strategy() {
        return strategy.get();
    }
}
