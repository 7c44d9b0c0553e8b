package tarn.engine.query.run.key;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.Vector;

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
    /** Of strings that all came from one table's column: its codes are the values, and nothing is numbered. */
    @Nullable
    Dictionary dictionary;

    private boolean mayUseCodes;
    private int expectedValues;
    int word;
    int shift;
    int bits;

    private final Region region;

    KeyField(DataType type, Region region, @Nullable Region texts) {
        this.type = type;
        this.lane = type.lane();
        this.region = region;
        this.values = lane.bytes() == 16 ? new ValueTable(type, region, texts) : null;
    }

    /** Says that strings may be told by the codes of a dictionary, as long as they come from one only. */
    void useCodes() {
        mayUseCodes = lane == Lane.BYTES;
    }

    /** Takes over where values lie and what tells them, as long as there are no values yet. */
    void adopt(KeyField that) {
        min = that.min;
        limit = that.limit;
        dictionary = that.dictionary;
        mayUseCodes = that.mayUseCodes;
        if (that.numbers != null) {
            toNumbers();
        }
    }

    /** Whether equal values have equal fields here and there, at the same place. */
    boolean sameAs(KeyField that) {
        return (isRange() && that.isRange() || dictionary != null)
                && dictionary == that.dictionary
                && min == that.min
                && limit == that.limit
                && word == that.word
                && shift == that.shift
                && bits == that.bits;
    }

    /** Says that there are at most so many values to number; 0 if that is not known. */
    void expectValues(int most) {
        expectedValues = most;
        if (values != null) {
            values.expect(most);
        }
    }

    /** Whether the field can hold a vector's values without {@link #settle}. */
    boolean fits(Vector vector) {
        if (!mayUseCodes) {
            return true;
        }
        return dictionary != null && vector instanceof DictionaryVector coded && coded.dictionary() == dictionary;
    }

    /** Decides whether to use codes, by the first vector and by every one that does not fit. */
    void settle(Vector vector) {
        if (!fits(vector)) {
            boolean first = dictionary == null;
            var itsOwn = vector instanceof DictionaryVector coded ? coded.dictionary() : null;
            mayUseCodes = first && itsOwn != null && itsOwn.lasting() && itsOwn.size() > 0;
            dictionary = mayUseCodes ? itsOwn : null;
        }
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
        if (dictionary != null) {
            return 64 - Long.numberOfLeadingZeros(dictionary.size() + 1L);
        }
        if (expectedValues > 0 && numbered() <= expectedValues) {
            return 64 - Long.numberOfLeadingZeros(expectedValues + 1L);
        }
        int wanted = FIRST_BITS;
        while (numbered() + 2 > 1L << wanted) {
            wanted += 4;
        }
        return Math.min(32, wanted);
    }

    boolean hasRoom() {
        return isRange() || dictionary != null || numbered() + 2 <= 1L << bits;
    }

    long greatest() {
        return isRange() ? limit + 2 : dictionary != null ? dictionary.size() + 1L : (1L << bits) - 1;
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
