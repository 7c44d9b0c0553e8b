package tarn.engine.function.scalar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Bitmaps;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * A compiled LIKE pattern: literal pieces between percent signs, found greedily from the left, which is right because a
 * later place for a piece never helps. An underscore is one character.
 */
final class LikePattern {
    private static final int NO_ESCAPE = -1;
    private static final byte ANY_CHARACTER = (byte) 0xff;

    /** The pieces' bytes; 0xff, which UTF-8 does not have, stands for an underscore. */
    private final MemorySegment bytes;

    private final int[] starts;
    private final int[] lengths;
    private final boolean[] wild;
    private final boolean openStart;
    private final boolean openEnd;
    private final int least;

    private LikePattern(List<byte[]> pieces, boolean openStart, boolean openEnd) {
        this.openStart = openStart;
        this.openEnd = openEnd;
        starts = new int[pieces.size()];
        lengths = new int[pieces.size()];
        wild = new boolean[pieces.size()];
        int total = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = total;
            lengths[i] = pieces.get(i).length;
            for (byte b : pieces.get(i)) {
                wild[i] |= b == ANY_CHARACTER;
            }
            total += lengths[i];
        }
        least = total;
        bytes = Arena.ofAuto().allocate(Math.max(1, total));
        for (int i = 0; i < starts.length; i++) {
            MemorySegment.copy(pieces.get(i), 0, bytes, ValueLayout.JAVA_BYTE, starts[i], lengths[i]);
        }
    }

    /**
     * @param escape the character that takes the meaning of the next one away; empty for none
     */
    static LikePattern compile(String pattern, String escape) {
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "an escape string has one character at most");
        }
        int escaping = escape.isEmpty() ? NO_ESCAPE : escape.codePointAt(0);
        var pieces = new ArrayList<byte[]>();
        var piece = new ByteArrayOutputStream();
        boolean openStart = false;
        boolean openEnd = false;
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            openEnd = false;
            if (c == escaping) {
                if (++i == characters.length) {
                    throw SqlException.of(ErrorCode.INVALID_VALUE, "a pattern must not end with the escape character");
                }
                piece.writeBytes(Character.toString(characters[i]).getBytes(UTF_8));
            } else if (c == '%') {
                if (piece.size() == 0 && pieces.isEmpty()) {
                    openStart = true;
                } else if (piece.size() > 0) {
                    pieces.add(piece.toByteArray());
                    piece.reset();
                }
                openEnd = true;
            } else if (c == '_') {
                piece.write(ANY_CHARACTER);
            } else {
                piece.writeBytes(Character.toString(c).getBytes(UTF_8));
            }
        }
        if (piece.size() > 0) {
            pieces.add(piece.toByteArray());
        }
        return new LikePattern(pieces, openStart, openEnd);
    }

    /** Sets the bits of the rows that match, or of those that do not. */
    void match(MemorySegment views, int rows, MemorySegment bits, boolean negated) {
        boolean inside = openStart && openEnd && starts.length == 1 && !wild[0];
        if (inside && TextRun.contain(views, rows, bytes.address(), lengths[0], bits)) {
            if (negated) {
                Bitmaps.not(bits, rows, bits);
            }
            return;
        }
        for (int start = 0; start < rows; start += 64) {
            int end = Math.min(rows, start + 64);
            long word = 0;
            for (int i = start; i < end; i++) {
                if (matches(Strings.address(views, i), Strings.length(views, i))) {
                    word |= 1L << i;
                }
            }
            Memory.setLong(bits, start >>> 6, negated ? ~word : word);
        }
    }

    boolean matches(long address, int length) {
        if (length < least) {
            return false;
        }
        int first = 0;
        int last = starts.length;
        long from = address;
        long to = address + length;
        if (last == 0) {
            return openEnd || length == 0;
        }
        if (!openStart) {
            long end = matchAt(0, from, to);
            if (end < 0) {
                return false;
            }
            from = end;
            first = 1;
            if (last == 1 && !openEnd) {
                return from == to;
            }
        }
        if (!openEnd) {
            last--;
            long start = startOfLast(last, from, to);
            if (start < 0) {
                return false;
            }
            to = start;
        }
        for (int piece = first; piece < last; piece++) {
            from = find(piece, from, to);
            if (from < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the last piece starts when it has to end at {@code to}; negative if it does not fit there. */
    private long startOfLast(int piece, long from, long to) {
        if (!wild[piece]) {
            long start = to - lengths[piece];
            return start >= from && Utf8.equal(start, bytes.address() + starts[piece], lengths[piece]) ? start : -1;
        }
        long start = to;
        for (int i = Utf8.count(bytes.address() + starts[piece], lengths[piece]); i > 0; i--) {
            do {
                start--;
            } while (start >= from && Utf8.isContinuation(Utf8.at(start)));
            if (start < from) {
                return -1;
            }
        }
        return matchAt(piece, start, to) == to ? start : -1;
    }

    /** The end of the first place of a piece, negative if there is none. */
    private long find(int piece, long from, long to) {
        if (!wild[piece]) {
            int at = Utf8.indexOf(from, (int) (to - from), bytes.address() + starts[piece], lengths[piece]);
            return at < 0 ? -1 : from + at + lengths[piece];
        }
        for (long start = from; start < to; start += Utf8.width(Utf8.at(start))) {
            long end = matchAt(piece, start, to);
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    /** The end of a piece that is at {@code from}, negative if it is not there. */
    private long matchAt(int piece, long from, long to) {
        long pattern = bytes.address() + starts[piece];
        int length = lengths[piece];
        if (!wild[piece]) {
            return to - from >= length && Utf8.equal(from, pattern, length) ? from + length : -1;
        }
        long at = from;
        for (int i = 0; i < length; i++) {
            if (at >= to) {
                return -1;
            }
            byte wanted = Utf8.at(pattern + i);
            if (wanted == ANY_CHARACTER) {
                at += Utf8.width(Utf8.at(at));
            } else if (Utf8.at(at++) != wanted) {
                return -1;
            }
        }
        return at <= to ? at : -1;
    }
}
