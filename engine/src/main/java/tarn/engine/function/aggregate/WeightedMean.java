package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/** weighted_avg. State: sum of the products, sum of the weights, number of rows. */
record WeightedMean() implements DoubleStep {
    private static final long WEIGHTS = 8;
    private static final long ROWS = 16;

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public void add(MemorySegment memory, long at, double x, double weight) {
        DoubleStep.plus(memory, at, x * weight);
        DoubleStep.plus(memory, at + WEIGHTS, weight);
        DoubleStep.plus(memory, at + ROWS, 1);
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        for (long word = 0; word <= ROWS; word += 8) {
            DoubleStep.plus(memory, at + word, Memory.getDoubleAt(from, that + word));
        }
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at + ROWS) == 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at) / Memory.getDoubleAt(memory, at + WEIGHTS);
    }
}
