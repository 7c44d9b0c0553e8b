package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import tarn.engine.data.memory.Memory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Aggregates that are plain sums of powers, logarithms and the like. State: count and up to four sums. */
enum Moments implements DoubleStep {
    SKEWNESS(3) {
        @Override
        double of(double n, double s1, double s2, double s3, double s4) {
            double p = Math.max(0, Math.pow((s2 - s1 * s1 / n) / n, 3));
            double root = Math.sqrt(p);
            if (root == 0) {
                return Double.NaN;
            }
            double third = (s3 - 3 * s2 * s1 / n + 2 * Math.pow(s1, 3) / n / n) / n;
            return Math.sqrt(n * (n - 1)) / (n - 2) * third / root;
        }
    },
    KURTOSIS(4) {
        @Override
        double of(double n, double s1, double s2, double s3, double s4) {
            double square = variance(n, s1, s2);
            double ratio = fourth(n, s1, s2, s3, s4) / (square * square);
            return (n - 1) * ((n + 1) * ratio - 3 * (n - 1)) / ((n - 2) * (n - 3));
        }
    },
    KURTOSIS_POP(2) {
        @Override
        double of(double n, double s1, double s2, double s3, double s4) {
            double square = variance(n, s1, s2);
            return fourth(n, s1, s2, s3, s4) / (square * square) - 3;
        }
    };

    private final int leastRows;

    Moments(int leastRows) {
        this.leastRows = leastRows;
    }

    abstract double of(double n, double s1, double s2, double s3, double s4);

    private static double variance(double n, double s1, double s2) {
        return (s2 - s1 * s1 / n) / n;
    }

    private static double fourth(double n, double s1, double s2, double s3, double s4) {
        return (s4 - 4 * s3 * s1 / n + 6 * s2 * s1 * s1 / n / n - 3 * Math.pow(s1, 4) / n / n / n) / n;
    }

    @Override
    public int stateBytes() {
        return 40;
    }

    @Override
    public void add(MemorySegment memory, long at, double x, double y) {
        double power = 1;
        for (int i = 0; i < 5; i++) {
            Memory.setDoubleAt(memory, at + 8L * i, Memory.getDoubleAt(memory, at + 8L * i) + power);
            power *= x;
        }
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        for (long word = 0; word < 40; word += 8) {
            Memory.setDoubleAt(
                    memory, at + word, Memory.getDoubleAt(memory, at + word) + Memory.getDoubleAt(from, that + word));
        }
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        double n = Memory.getDoubleAt(memory, at);
        return n < leastRows
                || variance(n, Memory.getDoubleAt(memory, at + 8), Memory.getDoubleAt(memory, at + 16)) <= 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        double result = of(
                Memory.getDoubleAt(memory, at),
                Memory.getDoubleAt(memory, at + 8),
                Memory.getDoubleAt(memory, at + 16),
                Memory.getDoubleAt(memory, at + 24),
                Memory.getDoubleAt(memory, at + 32));
        if (!Double.isFinite(result)) {
            throw SqlException.of(ErrorCode.OVERFLOW, name().toLowerCase(Locale.ROOT) + " is out of range");
        }
        return result;
    }
}
