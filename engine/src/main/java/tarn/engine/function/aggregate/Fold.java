package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/** Aggregates that fold all values into one number. State: count, value, lost low digits (fsum only). */
enum Fold implements DoubleStep {
    PRODUCT {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            double now = memory.get(JAVA_DOUBLE, at) == 0 ? 1 : memory.get(JAVA_DOUBLE, at + VALUE);
            memory.set(JAVA_DOUBLE, at + VALUE, now * x);
        }
    },
    /** Kahan's and Neumaier's sum. */
    FSUM {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            double sum = memory.get(JAVA_DOUBLE, at + VALUE);
            double next = sum + x;
            double lost = Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
            memory.set(JAVA_DOUBLE, at + VALUE, next);
            memory.set(JAVA_DOUBLE, at + LOST, memory.get(JAVA_DOUBLE, at + LOST) + lost + compensation);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            double sum = memory.get(JAVA_DOUBLE, at + VALUE);
            return Double.isFinite(sum) ? sum + memory.get(JAVA_DOUBLE, at + LOST) : sum;
        }
    },
    FAVG {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            FSUM.fold(memory, at, x, compensation);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            return FSUM.result(memory, at) / memory.get(JAVA_DOUBLE, at);
        }
    },
    GEOMETRIC_MEAN {
        @Override
        public void add(MemorySegment memory, long at, double x, double y) {
            super.add(memory, at, Math.log(x), y);
        }

        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            memory.set(JAVA_DOUBLE, at + VALUE, memory.get(JAVA_DOUBLE, at + VALUE) + x);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            return Math.exp(super.result(memory, at) / memory.get(JAVA_DOUBLE, at));
        }
    };

    private static final long VALUE = 8;
    private static final long LOST = 16;

    abstract void fold(MemorySegment memory, long at, double x, double compensation);

    @Override
    public int stateBytes() {
        return 24;
    }

    @Override
    public void add(MemorySegment memory, long at, double x, double y) {
        fold(memory, at, x, 0);
        memory.set(JAVA_DOUBLE, at, memory.get(JAVA_DOUBLE, at) + 1);
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        double count = from.get(JAVA_DOUBLE, that);
        if (count != 0) {
            fold(memory, at, from.get(JAVA_DOUBLE, that + VALUE), from.get(JAVA_DOUBLE, that + LOST));
            memory.set(JAVA_DOUBLE, at, memory.get(JAVA_DOUBLE, at) + count);
        }
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return memory.get(JAVA_DOUBLE, at) == 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return memory.get(JAVA_DOUBLE, at + VALUE);
    }
}
