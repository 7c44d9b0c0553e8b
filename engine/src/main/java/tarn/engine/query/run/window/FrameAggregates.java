package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.sql.error.SqlException;

/** Aggregates over frames: chooses the cheapest way that gives the right answer. */
final class FrameAggregates {
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final AggregateOverload function;
    private final Frames frames;

    FrameAggregates(Chunk chunk, WindowSpec.Task task, AggregateOverload function, Frames frames) {
        this.chunk = chunk;
        this.task = task;
        this.function = function;
        this.frames = frames;
    }

    /** The results, and the name of the way taken. */
    record Evaluated(Vector vector, String strategy) {}

    Evaluated evaluate() {
        var included = included();
        if (!task.call().argumentOrder().isEmpty()) {
            throw SqlException.notSupported(
                    "ORDER BY inside a windowed aggregate", task.call().span());
        }
        if (task.call().distinct()) {
            included = firstOfEach(included);
        }
        if (frames.wholePartitions()) {
            return new Evaluated(perPartition(included), "per partition");
        }
        if (PrefixSums.serves(function)) {
            return new Evaluated(
                    new PrefixSums(chunk, function, argumentOrNull(), included).sums(frames), "prefix sums");
        }
        var arguments = task.arguments().stream().map(chunk::column).toList();
        return new Evaluated(new SegmentTree(chunk, function, arguments, included).aggregates(frames), "segment tree");
    }

    private @Nullable Vector argumentOrNull() {
        return task.arguments().isEmpty() ? null : chunk.column(task.arguments().getFirst());
    }

    /** The rows for which FILTER is true; null for all. */
    private @Nullable MemorySegment included() {
        if (task.filter() < 0) {
            return null;
        }
        var filter = Flatten.flatten(chunk.column(task.filter()), chunk.rows(), chunk.region());
        var included = chunk.region().allocate(Bits.bytes(chunk.rows()));
        MemorySegment.copy(filter.values(), 0, included, 0, Bits.bytes(chunk.rows()));
        var validity = filter.validity();
        if (validity != null) {
            for (long at = 0; at < Bits.bytes(chunk.rows()); at += 8) {
                included.set(
                        ValueLayout.JAVA_LONG,
                        at,
                        included.get(ValueLayout.JAVA_LONG, at) & validity.get(ValueLayout.JAVA_LONG, at));
            }
        }
        return included;
    }

    /**
     * DISTINCT where every frame begins with its partition: the first row of each value in the partition counts, the others
     * do not.
     */
    private MemorySegment firstOfEach(@Nullable MemorySegment included) {
        for (int row = 0; row < chunk.rows(); row++) {
            if (frames.start(row) != get(chunk.partitionStart(), row) && frames.start(row) < frames.end(row)) {
                throw SqlException.notSupported(
                        "DISTINCT in an aggregate over a frame that does not begin with its partition",
                        task.call().span());
            }
        }
        return DistinctRows.firsts(
                chunk, task.arguments().stream().map(chunk::column).toList(), included);
    }

    private Vector perPartition(@Nullable MemorySegment included) {
        int rows = chunk.rows();
        var region = chunk.region();
        var partition = chunk.ints();
        int partitions = 0;
        for (int row = 0; row < rows; row++) {
            partitions += get(chunk.partitionStart(), row) == row ? 1 : 0;
            Chunk.put(partition, row, partitions - 1);
        }
        var aggregate = function.aggregate().get();
        var states = states(aggregate, partitions);
        var arguments = task.arguments().stream().map(chunk::column).toList();
        if (included == null) {
            aggregate.update(states, partition, arguments, rows, region);
        } else {
            updateIncluded(aggregate, states, partition, arguments, included);
        }
        var results = finish(aggregate, states, partitions);
        return Gather.gather(results, partition, rows, region);
    }

    private void updateIncluded(
            Aggregate aggregate,
            Aggregate.States states,
            MemorySegment partition,
            List<Vector> arguments,
            MemorySegment included) {
        var picks = chunk.ints();
        var groups = chunk.ints();
        int count = 0;
        for (int row = 0; row < chunk.rows(); row++) {
            if (Bits.get(included, row)) {
                Chunk.put(picks, count, row);
                Chunk.put(groups, count++, get(partition, row));
            }
        }
        if (count > 0) {
            int picked = count;
            var picksOnly = arguments.stream()
                    .map(vector -> Gather.gather(vector, picks, picked, chunk.region()))
                    .toList();
            aggregate.update(states, groups, picksOnly, count, chunk.region());
        }
    }

    private Aggregate.States states(Aggregate aggregate, int count) {
        int stride = aggregate.stateBytes();
        return new Aggregate.States(chunk.region().allocateZeroed(Math.max(8, (long) count * stride)), 0, stride);
    }

    private FlatVector finish(Aggregate aggregate, Aggregate.States states, int count) {
        var region = chunk.region();
        var values = region.allocateZeroed(Math.max(16, function.result().lane().bytesFor(count)));
        var validity = region.allocate(Bits.bytes(count));
        validity.fill((byte) -1);
        var out = new FlatVector(function.result(), values, validity);
        aggregate.finish(states, 0, count, out, region);
        return out;
    }
}
