package tarn.bench.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an engine's process and ours talk: lines of fields with tabs between them. A request is a word and its argument. The
 * answer begins with {@code done} or {@code failed}.
 *
 * <p>A value is a mark and a text: {@code #} an exact number without trailing zeros, {@code ~} a floating-point number,
 * {@code '} anything else; NULL is {@code \N}.
 */
final class Wire {
    static final String RUN = "run";
    static final String TIME = "time";
    static final String ROWS = "rows";
    static final String MEMORY = "memory";
    static final String READY = "ready";
    static final String DONE = "done";
    static final String FAILED = "failed";

    private static final String NULL = "\\N";

    private Wire() {}

    static String line(List<String> fields) {
        return String.join("\t", fields.stream().map(Wire::escape).toList());
    }

    static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        for (var field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    static String row(List<@Nullable String> values) {
        return String.join(
                "\t",
                values.stream()
                        .map(value -> value == null ? NULL : escape(value))
                        .toList());
    }

    static List<@Nullable String> values(String row) {
        var values = new ArrayList<@Nullable String>();
        for (var field : row.split("\t", -1)) {
            values.add(field.equals(NULL) ? null : unescape(field));
        }
        return values;
    }

    /** The mark and text of a value that JDBC gave. */
    static @Nullable String value(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Double number -> "~" + number;
            case Float number -> "~" + number;
            case BigDecimal number -> "#" + plain(number);
            case BigInteger number -> "#" + number;
            case Number number -> "#" + number;
            case java.sql.Array array -> {
                var elements = new ArrayList<@Nullable String>();
                for (var element : (Object[]) array.getArray()) {
                    elements.add(value(element));
                }
                yield "'" + elements;
            }
            default -> "'" + value;
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            out.append(
                    switch (next) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> next;
                    });
        }
        return out.toString();
    }
}
