package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;

/** Turns the text of a field into a value of a type. */
non-sealed interface FieldParser extends FieldReader {

    /**
     * Parses the bytes from address {@code from} to {@code to}, of which there is at least one, and writes the value.
     *
     * @return false if the text is not of the type; nothing is written then
     */
    boolean parse(long from, long to, MemorySegment values, int row);
}
