package tarn.engine.kernel;

/**
 * A function of one row, for {@link Kernels#rows}: reads arguments that are not NULL and writes the result. Must not
 * capture anything.
 */
@FunctionalInterface
public interface RowOperator {
    /** Returns false for a NULL result. */
    boolean apply(Arguments in, int row, Output out);

    /** A function of one row that is true or false. */
    @FunctionalInterface
    interface Test {
        boolean test(Arguments in, int row);
    }

    /** A test of two longs. */
    @FunctionalInterface
    interface LongTest {
        boolean test(long a, long b);
    }

    /** A function of three longs. */
    @FunctionalInterface
    interface LongTernary {
        long apply(long a, long b, long c);
    }
}
