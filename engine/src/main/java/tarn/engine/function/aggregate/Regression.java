package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

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
        double n = Memory.getDoubleAt(memory, at) + 1;
        double meanY = Memory.getDoubleAt(memory, at + MEAN_Y);
        double meanX = Memory.getDoubleAt(memory, at + MEAN_X);
        double deltaY = y - meanY;
        double deltaX = x - meanX;
        double movedY = meanY + deltaY / n;
        double movedX = meanX + deltaX / n;
        Memory.setDoubleAt(memory, at, n);
        Memory.setDoubleAt(memory, at + MEAN_Y, movedY);
        Memory.setDoubleAt(memory, at + MEAN_X, movedX);
        plus(memory, at + SQUARES_Y, deltaY * (y - movedY));
        plus(memory, at + SQUARES_X, deltaX * (x - movedX));
        plus(memory, at + PRODUCTS, deltaX * (y - movedY));
    }

    private static void plus(MemorySegment memory, long at, double value) {
        Memory.setDoubleAt(memory, at, Memory.getDoubleAt(memory, at) + value);
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
        double all = n + m;
        double deltaY = Memory.getDoubleAt(from, that + MEAN_Y) - Memory.getDoubleAt(memory, at + MEAN_Y);
        double deltaX = Memory.getDoubleAt(from, that + MEAN_X) - Memory.getDoubleAt(memory, at + MEAN_X);
        Memory.setDoubleAt(memory, at, all);
        plus(memory, at + MEAN_Y, deltaY * m / all);
        plus(memory, at + MEAN_X, deltaX * m / all);
        double weight = n * m / all;
        plus(memory, at + SQUARES_Y, Memory.getDoubleAt(from, that + SQUARES_Y) + deltaY * deltaY * weight);
        plus(memory, at + SQUARES_X, Memory.getDoubleAt(from, that + SQUARES_X) + deltaX * deltaX * weight);
        plus(memory, at + PRODUCTS, Memory.getDoubleAt(from, that + PRODUCTS) + deltaX * deltaY * weight);
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        if (Memory.getDoubleAt(memory, at) < leastRows) {
            return true;
        }
        return switch (this) {
            case REGR_INTERCEPT, REGR_R2 -> Memory.getDoubleAt(memory, at + SQUARES_X) == 0;
            default -> false;
        };
    }

    @Override
    public double result(MemorySegment memory, long at) {
        double n = Memory.getDoubleAt(memory, at);
        double meanY = Memory.getDoubleAt(memory, at + MEAN_Y);
        double meanX = Memory.getDoubleAt(memory, at + MEAN_X);
        double yy = Memory.getDoubleAt(memory, at + SQUARES_Y);
        double xx = Memory.getDoubleAt(memory, at + SQUARES_X);
        double xy = Memory.getDoubleAt(memory, at + PRODUCTS);
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
