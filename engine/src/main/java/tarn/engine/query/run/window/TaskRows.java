package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import java.lang.foreign.MemorySegment;

/** The rows of a chunk as one function sees them: cut into its partitions, and these into rows of the same order. */
final class TaskRows {
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final Chunk.Runs partitions;

    TaskRows(Chunk chunk, WindowSpec.Task task) {
        this.chunk = chunk;
        this.task = task;
        this.partitions = chunk.runs(task.partitionKeys());
    }

    Chunk chunk() {
        return chunk;
    }

    WindowSpec.Task task() {
        return task;
    }

    int count() {
        return chunk.rows();
    }

    boolean isOrdered() {
        return task.orderKeys() > 0;
    }

    /** The first row of a row's partition. */
    int partitionStart(int row) {
        return get(partitions.start(), row);
    }

    /** The row behind a row's partition. */
    int partitionEnd(int row) {
        return get(partitions.end(), row);
    }

    MemorySegment partitionStarts() {
        return partitions.start();
    }

    MemorySegment partitionEnds() {
        return partitions.end();
    }

    /** Rows that are equal by all keys of the function. Found when first asked for, by the chunk's own thread. */
    Chunk.Runs peers() {
        return chunk.runs(task.partitionKeys() + task.orderKeys());
    }
}
