package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

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
        DoubleStep.plus(memory, at, from.get(JAVA_DOUBLE, that));
        DoubleStep.plus(memory, at + ROWS, from.get(JAVA_DOUBLE, that + ROWS));
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return memory.get(JAVA_DOUBLE, at + ROWS) == 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return memory.get(JAVA_DOUBLE, at) / memory.get(JAVA_DOUBLE, at + ROWS);
    }
}
