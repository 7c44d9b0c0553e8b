package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/** Variance and its kin by Welford's method. State: count, mean, sum of squared differences. */
enum Spread implements DoubleStep {
    VAR_POP(1) {
        @Override
        double of(double n, double squares) {
            return squares / n;
        }
    },
    VAR_SAMP(2) {
        @Override
        double of(double n, double squares) {
            return squares / (n - 1);
        }
    },
    STDDEV_POP(1) {
        @Override
        double of(double n, double squares) {
            return Math.sqrt(squares / n);
        }
    },
    STDDEV_SAMP(2) {
        @Override
        double of(double n, double squares) {
            return Math.sqrt(squares / (n - 1));
        }
    },
    SEM(1) {
        @Override
        double of(double n, double squares) {
            return Math.sqrt(squares / n) / Math.sqrt(n);
        }
    };

    private static final long MEAN = 8;
    private static final long SQUARES = 16;

    private final int leastRows;

    Spread(int leastRows) {
        this.leastRows = leastRows;
    }

    abstract double of(double n, double squares);

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public void add(MemorySegment memory, long at, double x, double y) {
        double n = Memory.getDoubleAt(memory, at) + 1;
        double mean = Memory.getDoubleAt(memory, at + MEAN);
        double delta = x - mean;
        double moved = mean + delta / n;
        Memory.setDoubleAt(memory, at, n);
        Memory.setDoubleAt(memory, at + MEAN, moved);
        Memory.setDoubleAt(memory, at + SQUARES, Memory.getDoubleAt(memory, at + SQUARES) + delta * (x - moved));
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        double n = Memory.getDoubleAt(memory, at);
        double m = Memory.getDoubleAt(from, that);
        if (m == 0) {
            return;
        }
        if (n == 0) {
            // not by the formula: infinite differences times no rows would be NaN
            MemorySegment.copy(from, that, memory, at, stateBytes());
            return;
        }
        double mean = Memory.getDoubleAt(memory, at + MEAN);
        double delta = Memory.getDoubleAt(from, that + MEAN) - mean;
        double all = n + m;
        Memory.setDoubleAt(memory, at, all);
        Memory.setDoubleAt(memory, at + MEAN, mean + delta * m / all);
        double squares = Memory.getDoubleAt(memory, at + SQUARES) + Memory.getDoubleAt(from, that + SQUARES);
        Memory.setDoubleAt(memory, at + SQUARES, squares + delta * delta * n * m / all);
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at) < leastRows;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return of(Memory.getDoubleAt(memory, at), Memory.getDoubleAt(memory, at + SQUARES));
    }
}
