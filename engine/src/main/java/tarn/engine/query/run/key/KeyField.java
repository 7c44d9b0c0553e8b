package tarn.engine.query.run.key;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;

/**
 * How one key column goes into codes: as the distance from a least value, or as the number that a table gave the value. A
 * field holds 0 for a value that is not known, 1 for NULL, and 2 and up for values.
 */
final class KeyField {
    private static final long WIDEST_RANGE = 1L << 60;
    private static final int FIRST_BITS = 6;

    final DataType type;
    final Lane lane;
    long min;
    /** Greatest distance from {@code min}; -1 before the first value. */
    long limit = -1;
    /** Of 64-bit values whose range is too wide. */
    @Nullable
    CodeTable numbers;
    /** Of 128-bit values. */
    final @Nullable ValueTable values;

    int word;
    int shift;
    int bits;

    private final Region region;

    KeyField(DataType type, Region region, Region texts) {
        this.type = type;
        this.lane = type.lane();
        this.region = region;
        this.values = lane.bytes() == 16 ? new ValueTable(type, region, texts) : null;
    }

    boolean isRange() {
        return values == null && numbers == null;
    }

    /** Makes room for values from {@code low} to {@code high}; with slack, more than that if the range has grown before. */
    void include(long low, long high, boolean withSlack) {
        if (!isRange()) {
            return;
        }
        boolean fresh = limit < 0;
        long newLow = fresh ? low : Math.min(low, min);
        long newHigh = fresh ? high : Math.max(high, min + limit);
        long distance = newHigh - newLow;
        if (distance < 0 || distance > WIDEST_RANGE) {
            toNumbers();
            return;
        }
        if (withSlack && !fresh && distance > limit) {
            long slack = Math.max(distance, 2 * limit) - distance;
            if (low < min && newLow - slack < newLow) {
                newLow -= slack;
            } else if (newHigh + slack > newHigh) {
                newHigh += slack;
            }
        }
        min = newLow;
        limit = newHigh - newLow;
    }

    void toNumbers() {
        if (isRange()) {
            numbers = new CodeTable(region);
        }
    }

    /** How many values the field must tell apart. */
    private long numbered() {
        return values != null ? values.size() : numbers != null ? numbers.size() : 0;
    }

    int bitsWanted() {
        if (isRange()) {
            return 64 - Long.numberOfLeadingZeros(limit + 2);
        }
        int wanted = FIRST_BITS;
        while (numbered() + 2 > 1L << wanted) {
            wanted += 4;
        }
        return Math.min(32, wanted);
    }

    boolean hasRoom() {
        return isRange() || numbered() + 2 <= 1L << bits;
    }

    long greatest() {
        return isRange() ? limit + 2 : (1L << bits) - 1;
    }

    /** Forgets the values, but not their range. */
    void clear() {
        if (values != null) {
            values.clear();
        }
        if (numbers != null) {
            numbers.clear();
        }
    }

    long bytes() {
        return (values == null ? 0 : values.bytes()) + (numbers == null ? 0 : numbers.bytes());
    }
}
