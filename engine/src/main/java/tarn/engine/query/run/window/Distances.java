package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.function.aggregate.Interpolation;

/** The distances of values from one in the middle, as {@code mad} counts them. For one thread. */
abstract sealed class Distances {
    final FlatVector values;

    private Distances(FlatVector values) {
        this.values = values;
    }

    static Distances of(FlatVector values) {
        var type = values.type();
        if (type.isFloating()) {
            return new Reals(values);
        }
        return type.lane() == Lane.I128 ? new Wide(values) : new Whole(values);
    }

    /** Measures from the middle between two rows' values from now on. */
    abstract void between(int lower, int upper);

    /** Whether the value of a row is below the middle. */
    abstract boolean isBelow(int row);

    /** Whether the value of a row is nearer to the middle than another's. */
    abstract boolean isNearer(int row, int other);

    /** Writes the distance between those of two rows. */
    abstract void put(int lower, int upper, FlatVector out, int row);

    private static final class Reals extends Distances {
        private double middle;

        Reals(FlatVector values) {
            super(values);
        }

        private double value(int row) {
            return values.type().lane() == Lane.F32
                    ? Memory.getFloat(values.values(), row)
                    : Memory.getDouble(values.values(), row);
        }

        private double distance(int row) {
            return Math.abs(value(row) - middle);
        }

        @Override
        void between(int lower, int upper) {
            middle = lower == upper ? value(lower) : (value(lower) + value(upper)) / 2;
        }

        @Override
        boolean isBelow(int row) {
            return value(row) < middle;
        }

        @Override
        boolean isNearer(int row, int other) {
            return distance(row) < distance(other);
        }

        @Override
        void put(int lower, int upper, FlatVector out, int row) {
            double result = lower == upper ? distance(lower) : (distance(lower) + distance(upper)) / 2;
            if (out.type().lane() == Lane.F32) {
                Memory.setFloat(out.values(), row, (float) result);
            } else {
                Memory.setDouble(out.values(), row, result);
            }
        }
    }

    /** Decimals in their units, of which fractions are cut off; dates and times in microseconds, rounded. */
    private static final class Whole extends Distances {
        private static final long DAY = 86_400_000_000L;
        private final boolean decimal;
        private final long scale;
        private long middle;

        Whole(FlatVector values) {
            super(values);
            this.decimal = values.type() instanceof DecimalType;
            this.scale = values.type() == ScalarType.DATE ? DAY : 1;
        }

        private long value(int row) {
            var memory = values.values();
            return switch (values.type().lane()) {
                case I8 -> Memory.getByte(memory, row);
                case I16 -> Memory.getShort(memory, row);
                case I32 -> Memory.getInt(memory, row) * scale;
                case I64 -> Memory.getLong(memory, row) * scale;
                case BIT, I128, F32, F64, BYTES, INTERVAL ->
                    throw new IllegalStateException(values.type().sql());
            };
        }

        private long distance(int row) {
            return Math.abs(Math.subtractExact(value(row), middle));
        }

        private long middle(long lower, long upper) {
            return decimal ? (lower + upper) / 2 : Interpolation.between(lower, upper, 0.5);
        }

        @Override
        void between(int lower, int upper) {
            middle = lower == upper ? value(lower) : middle(value(lower), value(upper));
        }

        @Override
        boolean isBelow(int row) {
            return value(row) < middle;
        }

        @Override
        boolean isNearer(int row, int other) {
            return distance(row) < distance(other);
        }

        @Override
        void put(int lower, int upper, FlatVector out, int row) {
            long result = lower == upper ? distance(lower) : middle(distance(lower), distance(upper));
            var memory = out.values();
            switch (out.type().lane()) {
                case INTERVAL -> {
                    Memory.setIntAt(memory, 16L * row, 0);
                    Memory.setIntAt(memory, 16L * row + 4, (int) (result / DAY));
                    Memory.setLongAt(memory, 16L * row + 8, result % DAY);
                }
                case I16 -> Memory.setShort(memory, row, (short) result);
                case I32 -> Memory.setInt(memory, row, (int) result);
                case I64 -> Memory.setLong(memory, row, result);
                case BIT, I8, I128, F32, F64, BYTES ->
                    throw new IllegalStateException(out.type().sql());
            }
        }
    }

    /** Decimals of 128 bits. */
    private static final class Wide extends Distances {
        private BigInteger middle = BigInteger.ZERO;

        Wide(FlatVector values) {
            super(values);
        }

        private BigInteger value(int row) {
            return Interpolation.wide(values.values(), row);
        }

        private BigInteger distance(int row) {
            return value(row).subtract(middle).abs();
        }

        @Override
        void between(int lower, int upper) {
            middle = lower == upper
                    ? value(lower)
                    : value(lower).add(value(upper)).divide(BigInteger.TWO);
        }

        @Override
        boolean isBelow(int row) {
            return value(row).compareTo(middle) < 0;
        }

        @Override
        boolean isNearer(int row, int other) {
            return distance(row).compareTo(distance(other)) < 0;
        }

        @Override
        void put(int lower, int upper, FlatVector out, int row) {
            var result = lower == upper
                    ? distance(lower)
                    : distance(lower).add(distance(upper)).divide(BigInteger.TWO);
            MemorySegment memory = out.values();
            Memory.setLong(memory, 2L * row, result.longValue());
            Memory.setLong(memory, 2L * row + 1, result.shiftRight(64).longValue());
        }
    }
}
