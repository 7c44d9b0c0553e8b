package tarn.engine;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.arrow.BatchReader;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Values;

/**
 * What a statement gave. Holds memory of the database until it is closed. Not thread-safe.
 */
public final class Result implements AutoCloseable {

    /** What came of the statement. */
    public enum Kind {
        /** Rows, perhaps none. */
        ROWS,
        /** Rows were changed; {@link Result#changedRows} says how many. */
        CHANGED,
        /** Done, with nothing to show. */
        DONE
    }

    private final Kind kind;
    private final List<ResultColumn> columns;
    private final List<Batch> batches;
    private final long rows;
    private final Runnable release;
    private boolean closed;

    private Result(Kind kind, List<ResultColumn> columns, List<Batch> batches, long rows, Runnable release) {
        this.kind = kind;
        this.columns = List.copyOf(columns);
        this.batches = batches;
        this.rows = rows;
        this.release = release;
    }

    static Result ofRows(List<ResultColumn> columns, List<Batch> batches, Runnable release) {
        long rows = batches.stream().mapToLong(Batch::rows).sum();
        return new Result(Kind.ROWS, columns, batches, rows, release);
    }

    static Result changed(long rows) {
        return new Result(Kind.CHANGED, List.of(), List.of(), rows, () -> {});
    }

    static Result done() {
        return new Result(Kind.DONE, List.of(), List.of(), 0, () -> {});
    }

    public Kind kind() {
        return kind;
    }

    public List<ResultColumn> columns() {
        return columns;
    }

    /** Rows of the result; 0 unless it is of kind ROWS. */
    public long rows() {
        return kind == Kind.ROWS ? rows : 0;
    }

    /** Rows inserted, updated or deleted; 0 unless the result is of kind CHANGED. */
    public long changedRows() {
        return kind == Kind.CHANGED ? rows : 0;
    }

    /** The rows in order, readable until the result is closed. */
    public List<Batch> batches() {
        if (closed) {
            throw new IllegalStateException("the result is closed");
        }
        return batches;
    }

    /**
     * One value as a Java object: Boolean, Byte, Short, Integer, Long, BigInteger (HUGEINT), Float, Double, BigDecimal,
     * String, LocalDate, LocalTime, LocalDateTime, OffsetDateTime, {@link tarn.engine.data.type.Interval}; null for NULL.
     * For looking at a few values; to read many, walk the batches.
     */
    public @Nullable Object value(long row, int column) {
        long first = 0;
        for (var batch : batches()) {
            if (row < first + batch.rows()) {
                return value(batch, (int) (row - first), column);
            }
            first += batch.rows();
        }
        throw new IndexOutOfBoundsException("row " + row + " of " + rows);
    }

    /** As {@link #value(long, int)}, for a row of one of the {@link #batches}. */
    public @Nullable Object value(Batch batch, int row, int column) {
        var physical = Values.get(batch.column(column), row);
        return physical == null
                ? null
                : JavaValues.toJava(physical, columns.get(column).type());
    }

    /**
     * The rows as Arrow record batches, each copied into the caller's allocator when it is loaded. The reader takes over
     * this result: closing it closes the result.
     */
    public ArrowReader arrow(BufferAllocator allocator) {
        return new BatchReader(
                columns.stream().map(ResultColumn::name).toList(),
                columns.stream().map(ResultColumn::type).toList(),
                batches(),
                allocator,
                this::close);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
