package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.LaneCopy;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateOverload;
import tarn.engine.kernel.Gather;

/**
 * The aggregate of a set of values that come and leave: a tree of states over all values, of which only those above a
 * value are made anew when it comes or leaves. For one thread.
 */
final class ValueTree {
    private static final int FANOUT = 8;

    private final Aggregate aggregate;
    private final Region region;
    private final int stride;

    /** A state for each value, alone. */
    private final Aggregate.States single;

    /** The states of the values that are there, zero of those that are not; then those of FANOUT of them each, and so on. */
    private final List<Aggregate.States> levels = new ArrayList<>();

    private final List<Integer> sizes = new ArrayList<>();
    private final MemorySegment groups;
    private final FlatVector one;

    /** @param representatives for each value a row that has it */
    ValueTree(
            AggregateOverload function,
            List<Vector> arguments,
            MemorySegment representatives,
            int values,
            Region region) {
        this.aggregate = function.aggregate().get();
        this.region = region;
        this.stride = aggregate.stateBytes();
        this.groups = region.allocateZeroed(FANOUT * 4L);
        this.single = FrameAggregates.states(aggregate, values, region);
        var each = region.allocate(Math.max(8, values * 4L));
        for (int i = 0; i < values; i++) {
            put(each, i, i);
        }
        var picked = arguments.stream()
                .map(vector -> Gather.gather(vector, representatives, values, region))
                .toList();
        aggregate.update(single, each, picked, values, region);
        for (int size = values; ; size = (size + FANOUT - 1) / FANOUT) {
            levels.add(FrameAggregates.states(aggregate, size, region));
            sizes.add(size);
            if (size <= 1) {
                break;
            }
        }
        var valid = region.allocate(8);
        this.one = new FlatVector(function.result(), region.allocateZeroed(16), valid);
    }

    void set(int value) {
        var leaves = levels.getFirst();
        MemorySegment.copy(single.memory(), single.at(value), leaves.memory(), leaves.at(value), stride);
        renew(value);
    }

    void clear(int value) {
        var leaves = levels.getFirst();
        leaves.memory().asSlice(leaves.at(value), stride).fill((byte) 0);
        renew(value);
    }

    private void renew(int value) {
        int at = value;
        for (int level = 1; level < levels.size(); level++) {
            int block = at / FANOUT;
            var above = levels.get(level);
            var below = levels.get(level - 1);
            above.memory().asSlice(above.at(block), stride).fill((byte) 0);
            int count = Math.min(FANOUT, sizes.get(level - 1) - block * FANOUT);
            aggregate.merge(
                    new Aggregate.States(above.memory(), above.at(block), stride),
                    groups,
                    aggregate,
                    new Aggregate.States(below.memory(), below.at(block * FANOUT), stride),
                    count,
                    region);
            at = block;
        }
    }

    /** Writes the aggregate of all values that are there. */
    void result(FlatVector out, int row, Region texts) {
        var validity = Objects.requireNonNull(one.validity());
        validity.fill((byte) -1);
        aggregate.finish(levels.getLast(), 0, 1, one, texts);
        LaneCopy.copy(out.type().lane(), one.values(), 0, out.values(), row, 1);
        if (!Bits.get(validity, 0)) {
            Bits.clear(Objects.requireNonNull(out.validity()), row);
        }
    }
}
