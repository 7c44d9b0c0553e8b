package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/**
 * Covariance, correlation and linear regression; the dependent variable comes first, as SQL has it. State: count, means of
 * both, sums of squared differences of both, sum of the products of differences.
 */
enum Regression implements DoubleStep {
    COVAR_POP(1),
    COVAR_SAMP(2),
    CORR(1),
    REGR_COUNT(0),
    REGR_SXX(1),
    REGR_SYY(1),
    REGR_SXY(1),
    REGR_SLOPE(1),
    REGR_INTERCEPT(1),
    REGR_R2(1);

    private static final long MEAN_Y = 8;
    private static final long MEAN_X = 16;
    private static final long SQUARES_Y = 24;
    private static final long SQUARES_X = 32;
    private static final long PRODUCTS = 40;

    private final int leastRows;

    Regression(int leastRows) {
        this.leastRows = leastRows;
    }

    @Override
    public int stateBytes() {
        return 48;
    }

    @Override
    public void add(MemorySegment memory, long at, double y, double x) {
        double n = memory.get(JAVA_DOUBLE, at) + 1;
        double meanY = memory.get(JAVA_DOUBLE, at + MEAN_Y);
        double meanX = memory.get(JAVA_DOUBLE, at + MEAN_X);
        double deltaY = y - meanY;
        double deltaX = x - meanX;
        double movedY = meanY + deltaY / n;
        double movedX = meanX + deltaX / n;
        memory.set(JAVA_DOUBLE, at, n);
        memory.set(JAVA_DOUBLE, at + MEAN_Y, movedY);
        memory.set(JAVA_DOUBLE, at + MEAN_X, movedX);
        plus(memory, at + SQUARES_Y, deltaY * (y - movedY));
        plus(memory, at + SQUARES_X, deltaX * (x - movedX));
        plus(memory, at + PRODUCTS, deltaX * (y - movedY));
    }

    private static void plus(MemorySegment memory, long at, double value) {
        memory.set(JAVA_DOUBLE, at, memory.get(JAVA_DOUBLE, at) + value);
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
        double all = n + m;
        double deltaY = from.get(JAVA_DOUBLE, that + MEAN_Y) - memory.get(JAVA_DOUBLE, at + MEAN_Y);
        double deltaX = from.get(JAVA_DOUBLE, that + MEAN_X) - memory.get(JAVA_DOUBLE, at + MEAN_X);
        memory.set(JAVA_DOUBLE, at, all);
        plus(memory, at + MEAN_Y, deltaY * m / all);
        plus(memory, at + MEAN_X, deltaX * m / all);
        double weight = n * m / all;
        plus(memory, at + SQUARES_Y, from.get(JAVA_DOUBLE, that + SQUARES_Y) + deltaY * deltaY * weight);
        plus(memory, at + SQUARES_X, from.get(JAVA_DOUBLE, that + SQUARES_X) + deltaX * deltaX * weight);
        plus(memory, at + PRODUCTS, from.get(JAVA_DOUBLE, that + PRODUCTS) + deltaX * deltaY * weight);
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        if (memory.get(JAVA_DOUBLE, at) < leastRows) {
            return true;
        }
        return switch (this) {
            case REGR_INTERCEPT, REGR_R2 -> memory.get(JAVA_DOUBLE, at + SQUARES_X) == 0;
            default -> false;
        };
    }

    @Override
    public double result(MemorySegment memory, long at) {
        double n = memory.get(JAVA_DOUBLE, at);
        double meanY = memory.get(JAVA_DOUBLE, at + MEAN_Y);
        double meanX = memory.get(JAVA_DOUBLE, at + MEAN_X);
        double yy = memory.get(JAVA_DOUBLE, at + SQUARES_Y);
        double xx = memory.get(JAVA_DOUBLE, at + SQUARES_X);
        double xy = memory.get(JAVA_DOUBLE, at + PRODUCTS);
        return switch (this) {
            case COVAR_POP -> xy / n;
            case COVAR_SAMP -> xy / (n - 1);
            case CORR -> xy / Math.sqrt(xx * yy);
            case REGR_COUNT -> n;
            case REGR_SXX -> xx;
            case REGR_SYY -> yy;
            case REGR_SXY -> xy;
            case REGR_SLOPE -> xy / xx;
            case REGR_INTERCEPT -> meanY - xy / xx * meanX;
            case REGR_R2 -> yy == 0 ? 1 : xy * xy / (xx * yy);
        };
    }
}
