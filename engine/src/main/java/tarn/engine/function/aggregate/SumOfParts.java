package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;

/** Sums up sums, and apart from them their low digits. State: a {@link SumDouble} of each. */
final class SumOfParts implements Aggregate {
    private final SumDouble sums = new SumDouble(SumDouble.Result.SUM);
    private final SumDouble digits = new SumDouble(SumDouble.Result.SUM);

    @Override
    public int stateBytes() {
        return sums.stateBytes() + digits.stateBytes();
    }

    private States ofDigits(States states) {
        return new States(states.memory(), states.offset() + sums.stateBytes(), states.stride());
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        sums.update(states, groups, arguments.subList(0, 1), rows, region);
        digits.update(ofDigits(states), groups, arguments.subList(1, 2), rows, region);
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        sums.updateOne(states, group, arguments.subList(0, 1), rows, region);
        digits.updateOne(ofDigits(states), group, arguments.subList(1, 2), rows, region);
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        sums.merge(into, groups, source, from, count, region);
        digits.merge(ofDigits(into), groups, source, ofDigits(from), count, region);
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            SumDouble.addDigits(states.memory(), states.at(first + i), states.at(first + i) + sums.stateBytes());
        }
        sums.finish(states, first, count, out, region);
    }
}
