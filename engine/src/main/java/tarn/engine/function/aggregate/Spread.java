package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

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
        double n = memory.get(JAVA_DOUBLE, at) + 1;
        double mean = memory.get(JAVA_DOUBLE, at + MEAN);
        double delta = x - mean;
        double moved = mean + delta / n;
        memory.set(JAVA_DOUBLE, at, n);
        memory.set(JAVA_DOUBLE, at + MEAN, moved);
        memory.set(JAVA_DOUBLE, at + SQUARES, memory.get(JAVA_DOUBLE, at + SQUARES) + delta * (x - moved));
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        double n = memory.get(JAVA_DOUBLE, at);
        double m = from.get(JAVA_DOUBLE, that);
        if (m == 0) {
            return;
        }
        if (n == 0) {
            // not by the formula: infinite differences times no rows would be NaN
            MemorySegment.copy(from, that, memory, at, stateBytes());
            return;
        }
        double mean = memory.get(JAVA_DOUBLE, at + MEAN);
        double delta = from.get(JAVA_DOUBLE, that + MEAN) - mean;
        double all = n + m;
        memory.set(JAVA_DOUBLE, at, all);
        memory.set(JAVA_DOUBLE, at + MEAN, mean + delta * m / all);
        double squares = memory.get(JAVA_DOUBLE, at + SQUARES) + from.get(JAVA_DOUBLE, that + SQUARES);
        memory.set(JAVA_DOUBLE, at + SQUARES, squares + delta * delta * n * m / all);
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return memory.get(JAVA_DOUBLE, at) < leastRows;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return of(memory.get(JAVA_DOUBLE, at), memory.get(JAVA_DOUBLE, at + SQUARES));
    }
}
