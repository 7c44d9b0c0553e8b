package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Gather;

/** Aggregates over frames: chooses the cheapest way that gives the right answer. */
final class FrameAggregates {
    /** What has the same result with and without DISTINCT. */
    private static final Set<String> DUPLICATES_DO_NOT_MATTER = Set.of(
            "min",
            "max",
            "bool_and",
            "bool_or",
            "bit_and",
            "bit_or",
            "any_value",
            "first",
            "last",
            "arg_min",
            "arg_max",
            "arg_min_null",
            "arg_max_null",
            "arg_min_nulls_last",
            "arg_max_nulls_last",
            "approx_count_distinct");

    private final TaskRows rows;
    private final Chunk chunk;
    private final WindowSpec.Task task;
    private final AggregateOverload function;
    private final Frames frames;
    private final @Nullable MemorySegment included;
    private final boolean distinct;
    private final boolean ordered;

    FrameAggregates(TaskRows rows, AggregateOverload function, Frames frames) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.task = rows.task();
        this.function = function;
        this.frames = frames;
        this.included = Included.of(rows);
        boolean alike = DUPLICATES_DO_NOT_MATTER.contains(function.name())
                && FrameWay.of(function) != FrameWay.SEVERAL_EXTREMES;
        this.distinct = task.call().distinct() && !alike;
        this.ordered = function.orderSensitive() && !task.argumentOrder().isEmpty();
    }

    /** The results, and the name of the way taken. */
    record Evaluated(Vector vector, String strategy) {}

    Evaluated evaluate() {
        switch (function.name()) {
            case "first", "any_value" -> {
                return new Evaluated(picked(function.name().equals("any_value")).firstValue(), "picked");
            }
            case "last" -> {
                return new Evaluated(picked(false).lastValue(), "picked");
            }
            default -> {}
        }
        if (frames.wholePartitions()) {
            return new Evaluated(perPartition(), "per partition");
        }
        return switch (FrameWay.of(function)) {
            case CONTINUOUS_QUANTILE -> quantiles(FrameQuantiles.Kind.CONTINUOUS);
            case DISCRETE_QUANTILE -> quantiles(FrameQuantiles.Kind.DISCRETE);
            case MIDDLE_QUANTILE -> quantiles(FrameQuantiles.Kind.MIDDLE);
            case MEDIAN_DEVIATION -> {
                var deviations = new FrameDeviations(rows, frames, included, distinct);
                yield new Evaluated(deviations.deviations(function.result()), inOrder());
            }
            case MODE -> new Evaluated(new FrameModes(rows, frames, included, distinct).modes(), "sliding counts");
            case MOST_FREQUENT -> {
                var modes = new FrameModes(rows, frames, included, distinct);
                yield new Evaluated(modes.frequent(function.result()), "sliding counts");
            }
            case ENTROPY ->
                new Evaluated(new FrameEntropies(rows, frames, included, distinct).entropies(), "sliding counts");
            case HISTOGRAM -> {
                var histograms = new FrameHistograms(rows, frames, included, distinct);
                yield new Evaluated(histograms.histograms(function.result()), "sliding counts");
            }
            case ARGUMENT_OF_EXTREME -> ordered ? new Evaluated(extremes(false).first(), "wavelet matrix") : merged();
            case SEVERAL_EXTREMES -> new Evaluated(extremes(distinct).several(), inOrder());
            case COLLECTED -> ordered || distinct ? frameByFrame() : inParts();
            case FRAME_BY_FRAME -> frameByFrame();
            case NUMBER_OF_VALUES -> differentValues();
            case MERGED -> distinct ? differentValues() : merged();
        };
    }

    private String inOrder() {
        return distinct ? "sliding distinct values" : "wavelet matrix";
    }

    private Evaluated quantiles(FrameQuantiles.Kind kind) {
        var quantiles = new FrameQuantiles(rows, function, frames, included, distinct, kind);
        return new Evaluated(quantiles.quantiles(), inOrder());
    }

    private FrameExtremes extremes(boolean differentOnly) {
        return new FrameExtremes(rows, function, frames, included, differentOnly);
    }

    private Evaluated merged() {
        return PrefixSums.serves(function)
                ? new Evaluated(new PrefixSums(chunk, function, argumentOrNull(), included).sums(frames), "prefix sums")
                : new Evaluated(
                        new SegmentTree(chunk, function, arguments(), included).aggregates(frames), "segment tree");
    }

    private Evaluated frameByFrame() {
        var lists = new FrameLists(rows, function, frames, included, distinct);
        return new Evaluated(lists.aggregates(), "frame by frame");
    }

    private Evaluated inParts() {
        return new Evaluated(new FrameTexts(rows, function, frames, included).aggregates(), "parts of one text");
    }

    private Evaluated differentValues() {
        var values = new DistinctValues(rows, function, frames, included);
        return values.counting() && frames.excludesNothing()
                ? new Evaluated(values.counts(), "wavelet matrix")
                : new Evaluated(values.aggregates(), "sliding distinct values");
    }

    private PickedValues picked(boolean ignoreNulls) {
        return new PickedValues(rows, included, ignoreNulls);
    }

    private List<Vector> arguments() {
        return task.arguments().stream().map(chunk::column).toList();
    }

    private @Nullable Vector argumentOrNull() {
        return task.arguments().isEmpty() ? null : chunk.column(task.arguments().getFirst());
    }

    private Vector perPartition() {
        var region = chunk.region();
        boolean single = rows.partitionEnd(0) == rows.count();
        var partition = single ? region.allocateZeroed(Math.max(8, rows.count() * 4L)) : chunk.ints();
        int partitions = single ? 1 : number(partition);
        var aggregate = function.aggregate().get();
        var states = states(aggregate, partitions, region);
        if (included == null && !distinct && !ordered) {
            updateAll(aggregate, states, partition);
        } else {
            updateSome(aggregate, states, partition);
        }
        var results =
                FrameLists.finish(aggregate, states, function.result(), partitions, chunk.results(), chunk.results());
        return partitions == 1
                ? new ConstantVector(results.type(), results.values(), results.isNull(0))
                : Gather.gather(results, partition, rows.count(), chunk.results());
    }

    /** Writes for each row the number of its partition; returns how many there are. */
    private int number(MemorySegment partition) {
        int count = 0;
        for (int from = 0; from < rows.count(); from = rows.partitionEnd(from)) {
            for (int row = from; row < rows.partitionEnd(from); row++) {
                put(partition, row, count);
            }
            count++;
        }
        return count;
    }

    private void updateAll(Aggregate aggregate, Aggregate.States states, MemorySegment partition) {
        if (rows.partitionEnd(0) == rows.count()) {
            aggregate.updateOne(states, 0, arguments(), rows.count(), chunk.region());
        } else {
            aggregate.update(states, partition, arguments(), rows.count(), chunk.region());
        }
    }

    /** The rows that are the first with their value in their partition, in the order of the argument's ORDER BY. */
    private MemorySegment firsts(KeptRows kept, RowOrder order, MemorySegment codes, MemorySegment partition) {
        // The rows of a partition come one after the other in this list, in that order.
        var byPartition = chunk.ints();
        var next = chunk.ints();
        for (int row = 0; row < rows.count(); row++) {
            put(next, row, row == rows.partitionStart(row) ? row : 0);
        }
        for (int i = 0; i < rows.count(); i++) {
            int start = rows.partitionStart(order.row(i));
            int at = get(next, start);
            put(byPartition, at, order.row(i));
            put(next, start, at + 1);
        }
        var seen = chunk.ints().fill((byte) -1);
        var first = chunk.region().allocateZeroed(Bits.bytes(rows.count()));
        for (int i = 0; i < rows.count(); i++) {
            int row = get(byPartition, i);
            if (kept.has(row)) {
                int code = get(codes, row);
                Bits.put(first, row, get(seen, code) != get(partition, row));
                put(seen, code, get(partition, row));
            }
        }
        return first;
    }

    /** Feeds the rows that count, each value once if DISTINCT, in the order of the argument's ORDER BY. */
    private void updateSome(Aggregate aggregate, Aggregate.States states, MemorySegment partition) {
        var kept = new KeptRows(chunk, included, List.of());
        var order = ordered ? new RowOrder(chunk, task.argumentOrder()) : null;
        var values = distinct ? new RowOrder(chunk, DistinctValues.keys(task)) : null;
        var previous = values == null || order != null ? null : values.previous(kept);
        var first = values == null || order == null ? null : firsts(kept, order, values.codes(), partition);
        var picks = chunk.ints();
        var groups = chunk.ints();
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = order == null ? i : order.row(i);
            boolean counts = first != null
                    ? Bits.get(first, row)
                    : previous == null || get(previous, row) < rows.partitionStart(row);
            if (kept.has(row) && counts) {
                put(picks, count, row);
                put(groups, count++, get(partition, row));
            }
        }
        if (count > 0) {
            int picked = count;
            var picksOnly = arguments().stream()
                    .map(vector -> Gather.gather(vector, picks, picked, chunk.region()))
                    .toList();
            aggregate.update(states, groups, picksOnly, count, chunk.region());
        }
    }

    static Aggregate.States states(Aggregate aggregate, int count, Region region) {
        int stride = aggregate.stateBytes();
        return new Aggregate.States(region.allocateZeroed(Math.max(8, (long) count * stride)), 0, stride);
    }
}
