package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/** Aggregates that fold all values into one number. State: count, value, lost low digits (fsum only). */
enum Fold implements DoubleStep {
    PRODUCT {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            double now = Memory.getDoubleAt(memory, at) == 0 ? 1 : Memory.getDoubleAt(memory, at + VALUE);
            Memory.setDoubleAt(memory, at + VALUE, now * x);
        }
    },
    /** Kahan's and Neumaier's sum. */
    FSUM {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            double sum = Memory.getDoubleAt(memory, at + VALUE);
            double next = sum + x;
            double lost = Math.abs(sum) >= Math.abs(x) ? sum - next + x : x - next + sum;
            Memory.setDoubleAt(memory, at + VALUE, next);
            Memory.setDoubleAt(memory, at + LOST, Memory.getDoubleAt(memory, at + LOST) + lost + compensation);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            double sum = Memory.getDoubleAt(memory, at + VALUE);
            return Double.isFinite(sum) ? sum + Memory.getDoubleAt(memory, at + LOST) : sum;
        }
    },
    FAVG {
        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            FSUM.fold(memory, at, x, compensation);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            return FSUM.result(memory, at) / Memory.getDoubleAt(memory, at);
        }
    },
    GEOMETRIC_MEAN {
        @Override
        public void add(MemorySegment memory, long at, double x, double y) {
            super.add(memory, at, Math.log(x), y);
        }

        @Override
        void fold(MemorySegment memory, long at, double x, double compensation) {
            Memory.setDoubleAt(memory, at + VALUE, Memory.getDoubleAt(memory, at + VALUE) + x);
        }

        @Override
        public double result(MemorySegment memory, long at) {
            return Math.exp(super.result(memory, at) / Memory.getDoubleAt(memory, at));
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
        Memory.setDoubleAt(memory, at, Memory.getDoubleAt(memory, at) + 1);
    }

    @Override
    public void merge(MemorySegment memory, long at, MemorySegment from, long that) {
        double count = Memory.getDoubleAt(from, that);
        if (count != 0) {
            fold(memory, at, Memory.getDoubleAt(from, that + VALUE), Memory.getDoubleAt(from, that + LOST));
            Memory.setDoubleAt(memory, at, Memory.getDoubleAt(memory, at) + count);
        }
    }

    @Override
    public boolean isNull(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at) == 0;
    }

    @Override
    public double result(MemorySegment memory, long at) {
        return Memory.getDoubleAt(memory, at + VALUE);
    }
}
