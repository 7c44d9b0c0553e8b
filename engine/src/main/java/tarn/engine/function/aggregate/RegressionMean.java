package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/**
 * regr_avgx and regr_avgy: the mean of one of two arguments over the rows that have both. State: sum and number, so that the
 * mean of whole numbers is exact, unlike that of {@link Regression}.
 */
enum RegressionMean implements DoubleStep {
    X,
    Y;

    private static final long ROWS = 8;

    @Override
    public int stateBytes() {
        return 16;
    }

    @Override
    public void add(MemorySegment memory, long at, double y, double x) {
        DoubleStep.plus(memory, at, this == X ? x : y);
        DoubleStep.plus(memory, at + ROWS, 1);
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        DoubleStep.plus(memory, at, Memory.getDoubleAt(from, that));
        DoubleStep.plus(memory, at + ROWS, Memory.getDoubleAt(from, that + ROWS));
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at + ROWS) == 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at) / Memory.getDoubleAt(memory, at + ROWS);
    }
}
