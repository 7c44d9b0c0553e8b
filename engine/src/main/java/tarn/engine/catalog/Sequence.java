package tarn.engine.catalog;

import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * A sequence of numbers. Its state belongs to no transaction: a number that has been given is never given again, even where the
 * statement that asked for it fails. Thread-safe.
 */
public final class Sequence {
    private final String name;
    private final Range range;
    private long next;
    private long last;
    private boolean used;
    private boolean exhausted;

    /**
     * @param step not 0
     * @param cycle whether it begins again behind its end
     */
    public record Range(long start, long step, long min, long max, boolean cycle) {}

    public Sequence(String name, Range range) {
        this.name = name;
        this.range = range;
        this.next = range.start;
    }

    public Range range() {
        return range;
    }

    public synchronized long next() {
        if (exhausted) {
            boolean up = range.step > 0;
            if (!range.cycle) {
                throw SqlException.of(
                        ErrorCode.OVERFLOW,
                        "the sequence " + name + " has come to its end: " + (up ? range.max : range.min));
            }
            next = up ? range.min : range.max;
        }
        last = next;
        used = true;
        long after = next + range.step;
        boolean overflow = ((next ^ after) & (range.step ^ after)) < 0;
        exhausted = overflow || after > range.max || after < range.min;
        next = after;
        return last;
    }

    /** What {@link #next} gave last. */
    public synchronized long last() {
        if (!used) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the sequence " + name + " has given no number yet")
                    .hint("nextval comes before currval");
        }
        return last;
    }

    /** @param called whether the number counts as given, so that the next one is behind it */
    public synchronized long set(long value, boolean called) {
        if (value < range.min || value > range.max) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "the sequence " + name + " goes from " + range.min + " to " + range.max + ", not to " + value);
        }
        exhausted = false;
        next = value;
        if (called) {
            next();
        }
        return value;
    }

    public synchronized boolean used() {
        return used;
    }
}
