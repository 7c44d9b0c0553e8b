package tarn.engine.function.scalar;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.text.Normalizer;
import java.util.regex.Pattern;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Output;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The row operators of {@link TextFunctions}; results that are parts of an argument point into it. */
final class Texts {
    private static final MemorySegment SPACE = Arena.global().allocateFrom(" ");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Texts() {}

    static boolean length(Arguments in, int row, Output out) {
        out.putLong(row, Utf8.count(in.address(0, row), in.length(0, row)));
        return true;
    }

    static boolean bytes(Arguments in, int row, Output out) {
        out.putLong(row, in.length(0, row));
        return true;
    }

    static boolean bits(Arguments in, int row, Output out) {
        out.putLong(row, in.length(0, row) * 8L);
        return true;
    }

    static boolean lower(Arguments in, int row, Output out) {
        long address = in.address(0, row);
        int length = in.length(0, row);
        if (!Utf8.isAscii(address, length)) {
            return mapped(in.string(0, row), false, row, out);
        }
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            byte b = Utf8.at(address + i);
            Utf8.put(to + i, (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b));
        }
        return keep(row, out, to, length);
    }

    static boolean upper(Arguments in, int row, Output out) {
        long address = in.address(0, row);
        int length = in.length(0, row);
        if (!Utf8.isAscii(address, length)) {
            return mapped(in.string(0, row), true, row, out);
        }
        long to = out.buffer(length);
        for (int i = 0; i < length; i++) {
            byte b = Utf8.at(address + i);
            Utf8.put(to + i, (byte) (b >= 'a' && b <= 'z' ? b - 32 : b));
        }
        return keep(row, out, to, length);
    }

    private static boolean keep(int row, Output out, long address, int length) {
        out.putView(row, address, length);
        out.used(length);
        return true;
    }

    private static boolean mapped(String text, boolean upper, int row, Output out) {
        var mapped = new StringBuilder(text.length());
        text.codePoints().map(c -> upper ? upper(c) : Character.toLowerCase(c)).forEach(mapped::appendCodePoint);
        out.putString(row, mapped.toString());
        return true;
    }

    private static int upper(int c) {
        // the one capital letter that Java leaves out, as it is new
        return c == 'ß' ? 'ẞ' : Character.toUpperCase(c);
    }

    static boolean initcap(Arguments in, int row, Output out) {
        var mapped = new StringBuilder();
        boolean inWord = false;
        for (int c : in.string(0, row).codePoints().toArray()) {
            mapped.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetterOrDigit(c);
        }
        out.putString(row, mapped.toString());
        return true;
    }

    static boolean substringFrom(Arguments in, int row, Output out) {
        part(in, row, out, in.int64(1, row), Integer.MAX_VALUE);
        return true;
    }

    static boolean substring(Arguments in, int row, Output out) {
        long length = Math.clamp(in.int64(2, row), -Integer.MAX_VALUE, Integer.MAX_VALUE);
        part(in, row, out, in.int64(1, row), length);
        return true;
    }

    private static void part(Arguments in, int row, Output out, long position, long length) {
        long address = in.address(0, row);
        int bytes = in.length(0, row);
        long offset = Math.clamp(position, -Integer.MAX_VALUE, Integer.MAX_VALUE);
        if (offset > 0 && length >= 0) {
            int start = skip(address, bytes, offset - 1);
            int end = start + skip(address + start, bytes - start, length);
            out.putView(row, address + start, end - start);
            return;
        }
        long size = Utf8.count(address, bytes);
        long start = offset > 0 ? offset - 1 : offset < 0 ? size + offset : 0;
        long wanted = offset == 0 && length > 0 ? length - 1 : length;
        long end = wanted >= 0 ? start + wanted : start;
        long begin = wanted >= 0 ? start : start + wanted;
        slice(in, row, out, Math.clamp(begin, 0, size), Math.clamp(end, 0, size));
    }

    /** As {@link Utf8#skip}, at once where all characters are single bytes. */
    private static int skip(long address, int bytes, long codePoints) {
        int near = (int) Math.min(bytes, codePoints);
        return Utf8.isAscii(address, near) ? near : Utf8.skip(address, bytes, codePoints);
    }

    private static void slice(Arguments in, int row, Output out, long begin, long end) {
        long address = in.address(0, row);
        int bytes = in.length(0, row);
        int from = skip(address, bytes, begin);
        int length = skip(address + from, bytes - from, Math.max(0, end - begin));
        out.putView(row, address + from, length);
    }

    static boolean left(Arguments in, int row, Output out) {
        long count = in.int64(1, row);
        long size = Utf8.count(in.address(0, row), in.length(0, row));
        slice(in, row, out, 0, count >= 0 ? Math.min(count, size) : Math.max(0, size + count));
        return true;
    }

    static boolean right(Arguments in, int row, Output out) {
        long count = in.int64(1, row);
        long size = Utf8.count(in.address(0, row), in.length(0, row));
        slice(in, row, out, count >= 0 ? size - Math.min(count, size) : Math.min(size, -Math.max(count, -size)), size);
        return true;
    }

    static boolean trim(Arguments in, int row, Output out) {
        return trimSpaces(in, row, out, true, true);
    }

    static boolean ltrim(Arguments in, int row, Output out) {
        return trimSpaces(in, row, out, true, false);
    }

    static boolean rtrim(Arguments in, int row, Output out) {
        return trimSpaces(in, row, out, false, true);
    }

    private static boolean trimSpaces(Arguments in, int row, Output out, boolean start, boolean end) {
        long from = in.address(0, row);
        long to = from + in.length(0, row);
        while (start && from < to && Utf8.at(from) == ' ') {
            from++;
        }
        while (end && to > from && Utf8.at(to - 1) == ' ') {
            to--;
        }
        out.putView(row, from, (int) (to - from));
        return true;
    }

    static boolean trimOf(Arguments in, int row, Output out) {
        return trimCharacters(in, row, out, true, true);
    }

    static boolean ltrimOf(Arguments in, int row, Output out) {
        return trimCharacters(in, row, out, true, false);
    }

    static boolean rtrimOf(Arguments in, int row, Output out) {
        return trimCharacters(in, row, out, false, true);
    }

    private static boolean trimCharacters(Arguments in, int row, Output out, boolean start, boolean end) {
        long from = in.address(0, row);
        long to = from + in.length(0, row);
        while (start && from < to) {
            int width = Utf8.width(Utf8.at(from));
            if (!isOneOf(in, row, from, width)) {
                break;
            }
            from += width;
        }
        while (end && to > from) {
            long last = to - 1;
            while (Utf8.isContinuation(Utf8.at(last))) {
                last--;
            }
            if (!isOneOf(in, row, last, (int) (to - last))) {
                break;
            }
            to = last;
        }
        out.putView(row, from, (int) (to - from));
        return true;
    }

    private static boolean isOneOf(Arguments in, int row, long character, int width) {
        long set = in.address(1, row);
        long end = set + in.length(1, row);
        for (long at = set; at < end; at += Utf8.width(Utf8.at(at))) {
            if (Utf8.width(Utf8.at(at)) == width && Utf8.equal(at, character, width)) {
                return true;
            }
        }
        return false;
    }

    static boolean lpad(Arguments in, int row, Output out) {
        return pad(in, row, out, true, in.address(2, row), in.length(2, row));
    }

    static boolean rpad(Arguments in, int row, Output out) {
        return pad(in, row, out, false, in.address(2, row), in.length(2, row));
    }

    /** With spaces. */
    static boolean lpadPlain(Arguments in, int row, Output out) {
        return pad(in, row, out, true, SPACE.address(), 1);
    }

    /** With spaces. */
    static boolean rpadPlain(Arguments in, int row, Output out) {
        return pad(in, row, out, false, SPACE.address(), 1);
    }

    private static boolean pad(Arguments in, int row, Output out, boolean front, long filler, int fillerBytes) {
        long address = in.address(0, row);
        int bytes = in.length(0, row);
        long wanted = Math.max(0, in.int64(1, row));
        long missing = wanted - Utf8.count(address, bytes);
        if (missing <= 0) {
            slice(in, row, out, 0, wanted);
            return true;
        }
        if (fillerBytes == 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "cannot pad with an empty string");
        }
        long fillerCount = Utf8.count(filler, fillerBytes);
        long whole = missing / fillerCount;
        int part = Utf8.skip(filler, fillerBytes, missing % fillerCount);
        long padding = Math.addExact(Math.multiplyExact(whole, fillerBytes), part);
        long to = out.buffer(Math.addExact(padding, bytes));
        long at = front ? to : to + bytes;
        for (long i = 0; i < whole; i++) {
            Utf8.copy(filler, at + i * fillerBytes, fillerBytes);
        }
        Utf8.copy(filler, at + whole * fillerBytes, part);
        Utf8.copy(address, front ? to + padding : to, bytes);
        return keep(row, out, to, (int) (padding + bytes));
    }

    static boolean repeat(Arguments in, int row, Output out) {
        int bytes = in.length(0, row);
        long times = Math.max(0, in.int64(1, row));
        long total = Math.multiplyExact(times, bytes);
        long to = out.buffer(total);
        for (long at = 0; at < total; at += bytes) {
            Utf8.copy(in.address(0, row), to + at, bytes);
        }
        return keep(row, out, to, (int) total);
    }

    static boolean reverse(Arguments in, int row, Output out) {
        long address = in.address(0, row);
        int bytes = in.length(0, row);
        long to = out.buffer(bytes);
        for (int at = 0; at < bytes; ) {
            int width = Utf8.width(Utf8.at(address + at));
            Utf8.copy(address + at, to + bytes - at - width, width);
            at += width;
        }
        return keep(row, out, to, bytes);
    }

    static boolean replace(Arguments in, int row, Output out) {
        long address = in.address(0, row);
        int bytes = in.length(0, row);
        long old = in.address(1, row);
        int oldBytes = in.length(1, row);
        int found = oldBytes == 0 ? -1 : Utf8.indexOf(address, bytes, old, oldBytes);
        if (found < 0) {
            out.putView(row, address, bytes);
            return true;
        }
        long with = in.address(2, row);
        int withBytes = in.length(2, row);
        long most = bytes + (long) (bytes / oldBytes) * Math.max(0, withBytes - oldBytes);
        long to = out.buffer(most);
        long end = to;
        int at = 0;
        while (found >= 0) {
            Utf8.copy(address + at, end, found);
            Utf8.copy(with, end + found, withBytes);
            end += found + withBytes;
            at += found + oldBytes;
            found = Utf8.indexOf(address + at, bytes - at, old, oldBytes);
        }
        Utf8.copy(address + at, end, bytes - at);
        return keep(row, out, to, (int) (end - to) + bytes - at);
    }

    static boolean translate(Arguments in, int row, Output out) {
        int[] from = in.string(1, row).codePoints().toArray();
        int[] to = in.string(2, row).codePoints().toArray();
        var text = new StringBuilder();
        for (int c : in.string(0, row).codePoints().toArray()) {
            int at = 0;
            while (at < from.length && from[at] != c) {
                at++;
            }
            if (at == from.length) {
                text.appendCodePoint(c);
            } else if (at < to.length) {
                text.appendCodePoint(to[at]);
            }
        }
        out.putString(row, text.toString());
        return true;
    }

    static boolean overlayAll(Arguments in, int row, Output out) {
        return overlay(in, row, out, Utf8.count(in.address(1, row), in.length(1, row)));
    }

    static boolean overlay(Arguments in, int row, Output out) {
        long length = in.int64(3, row);
        return length < 0 ? overlayAll(in, row, out) : overlay(in, row, out, length);
    }

    /** What stands from {@code start} on is counted from there, even where that is before the text. */
    private static boolean overlay(Arguments in, int row, Output out, long length) {
        String text = in.string(0, row);
        long size = text.codePointCount(0, text.length());
        long from = in.int64(2, row) - 1;
        int start = (int) Math.clamp(from, 0, size);
        int end = from > size - length ? (int) size : (int) Math.max(0, from + length);
        out.putString(
                row,
                text.substring(0, text.offsetByCodePoints(0, start))
                        + in.string(1, row)
                        + text.substring(text.offsetByCodePoints(0, end)));
        return true;
    }

    static boolean splitPart(Arguments in, int row, Output out) {
        String text = in.string(0, row);
        String separator = in.string(1, row);
        long index = in.int64(2, row);
        String[] parts = text.split(separator.isEmpty() ? "" : Pattern.quote(separator), -1);
        int count = separator.isEmpty() && !text.isEmpty() ? parts.length - 1 : parts.length;
        long at = index > 0 ? index - 1 : index < 0 ? count + index : -1;
        out.putString(row, at >= 0 && at < count ? parts[(int) at] : "");
        return true;
    }

    static boolean contains(Arguments in, int row) {
        return Utf8.indexOf(in.address(0, row), in.length(0, row), in.address(1, row), in.length(1, row)) >= 0;
    }

    static boolean startsWith(Arguments in, int row) {
        int length = in.length(1, row);
        return in.length(0, row) >= length && Utf8.equal(in.address(0, row), in.address(1, row), length);
    }

    static boolean endsWith(Arguments in, int row) {
        int length = in.length(1, row);
        int rest = in.length(0, row) - length;
        return rest >= 0 && Utf8.equal(in.address(0, row) + rest, in.address(1, row), length);
    }

    static boolean position(Arguments in, int row, Output out) {
        long address = in.address(0, row);
        int found = Utf8.indexOf(address, in.length(0, row), in.address(1, row), in.length(1, row));
        out.putLong(row, found < 0 ? 0 : Utf8.count(address, found) + 1);
        return true;
    }

    static boolean ascii(Arguments in, int row, Output out) {
        out.putLong(row, in.length(0, row) == 0 ? 0 : Utf8.codePoint(in.address(0, row)));
        return true;
    }

    static boolean unicode(Arguments in, int row, Output out) {
        out.putLong(row, in.length(0, row) == 0 ? -1 : Utf8.codePoint(in.address(0, row)));
        return true;
    }

    static boolean chr(Arguments in, int row, Output out) {
        int code = in.int32(0, row);
        if (!Character.isValidCodePoint(code) || Character.getType(code) == Character.SURROGATE) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "not a code point: " + code);
        }
        out.putString(row, Character.toString(code));
        return true;
    }

    static boolean stripAccents(Arguments in, int row, Output out) {
        String apart = Normalizer.normalize(in.string(0, row), Normalizer.Form.NFD);
        out.putString(row, MARKS.matcher(apart).replaceAll(""));
        return true;
    }

    static boolean normalize(Arguments in, int row, Output out) {
        out.putString(row, Normalizer.normalize(in.string(0, row), Normalizer.Form.NFC));
        return true;
    }

    static boolean concat(Arguments in, int row, Output out) {
        int first = in.length(0, row);
        int second = in.length(1, row);
        long to = out.buffer((long) first + second);
        Utf8.copy(in.address(0, row), to, first);
        Utf8.copy(in.address(1, row), to + first, second);
        return keep(row, out, to, first + second);
    }
}
