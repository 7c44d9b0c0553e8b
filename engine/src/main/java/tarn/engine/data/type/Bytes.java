package tarn.engine.data.type;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The value of a BLOB as an object: equal to others of the same bytes. The array is not to be changed. */
public record Bytes(byte[] value) implements Comparable<Bytes> {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /**
     * The bytes of a text as a cast to BLOB reads it: ASCII, and {@code \xAA} for any byte; null if the text is not such.
     */
    public static @Nullable Bytes parse(String text) {
        var bytes = new byte[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127) {
                return null;
            }
            if (c == '\\') {
                if (i + 3 >= text.length()
                        || text.charAt(i + 1) != 'x'
                        || !HexFormat.isHexDigit(text.charAt(i + 2))
                        || !HexFormat.isHexDigit(text.charAt(i + 3))) {
                    return null;
                }
                c = (char) HexFormat.fromHexDigits(text, i + 2, i + 4);
                i += 3;
            }
            bytes[count++] = (byte) c;
        }
        return new Bytes(Arrays.copyOf(bytes, count));
    }

    /** The form that {@link #parse} reads. */
    public static void append(StringBuilder out, byte b) {
        if (b >= ' ' && b <= '~' && b != '\\' && b != '\'' && b != '"') {
            out.append((char) b);
        } else {
            out.append("\\x").append(HEX.toHexDigits(b));
        }
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        for (byte b : value) {
            append(out, b);
        }
        return out.toString();
    }
}
