package tarn.engine.data.json;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.TextForm;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** A JSON value. */
public sealed interface Json {
    /** Members in the order in which they are written; names may occur twice. */
    record Obj(List<Member> members) implements Json {
        /** The first member of a name; null if there is none. */
        public @Nullable Json get(String name) {
            for (var member : members) {
                if (member.name().equals(name)) {
                    return member.value();
                }
            }
            return null;
        }
    }

    /** A part of an object. */
    record Member(String name, Json value) {}

    record Array(List<Json> elements) implements Json {}

    record Text(String value) implements Json {}

    /** A number as it is written; also NaN, Infinity and -Infinity. */
    record Num(String digits) implements Json {
        /** Whether there is no point and no exponent. */
        boolean isWhole() {
            return isFinite() && digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        }

        private boolean isFinite() {
            return Character.isDigit(digits.charAt(digits.length() - 1));
        }
    }

    record Bool(boolean value) implements Json {}

    /** The null of JSON. */
    record Null() implements Json {}

    /**
     * The value of a text.
     *
     * @throws SqlException without a span, if the text is no JSON
     */
    static Json parse(String text) {
        var parser = new JsonParser(text);
        var value = parser.parse();
        if (value == null) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE, "malformed JSON at character " + (parser.position() + 1) + " of: " + text);
        }
        return value;
    }

    /** The value of a text; null if it is no JSON. */
    static @Nullable Json tryParse(String text) {
        return new JsonParser(text).parse();
    }

    /** What {@code json_type} calls it. */
    default String type() {
        return switch (this) {
            case Obj _ -> "OBJECT";
            case Array _ -> "ARRAY";
            case Text _ -> "VARCHAR";
            case Bool _ -> "BOOLEAN";
            case Null _ -> "NULL";
            case Num number ->
                !number.isWhole()
                        ? "DOUBLE"
                        : number.digits.startsWith("-")
                                ? "BIGINT"
                                : new BigInteger(number.digits).bitLength() > 64 ? "DOUBLE" : "UBIGINT";
        };
    }

    /** The text without blanks. */
    default String text() {
        var out = new StringBuilder();
        append(out);
        return out.toString();
    }

    /** A string without quotes, all else as {@link #text}; null for the null of JSON. */
    default @Nullable String plain() {
        return switch (this) {
            case Text text -> text.value;
            case Null _ -> null;
            case Obj _, Array _, Num _, Bool _ -> text();
        };
    }

    /** Appends the text without blanks. */
    default void append(StringBuilder out) {
        switch (this) {
            case Obj object -> {
                out.append('{');
                for (int i = 0; i < object.members.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    quote(out, object.members.get(i).name());
                    out.append(':');
                    object.members.get(i).value().append(out);
                }
                out.append('}');
            }
            case Array array -> {
                out.append('[');
                for (int i = 0; i < array.elements.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    array.elements.get(i).append(out);
                }
                out.append(']');
            }
            case Text text -> quote(out, text.value);
            case Num number -> {
                if (number.isWhole() || !number.isFinite()) {
                    out.append(number.digits);
                } else {
                    TextForm.number(out, Double.parseDouble(number.digits));
                }
            }
            case Bool bool -> out.append(bool.value);
            case Null _ -> out.append("null");
        }
    }

    /** Appends a string in quotes. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00")
                                .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                                .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
