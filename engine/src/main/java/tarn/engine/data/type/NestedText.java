package tarn.engine.data.type;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists, structs and maps as text: {@code [1, 2]}, <code>{'a': 1}</code>, <code>{k=v}</code>; a tuple is {@code (1, x)}. */
public final class NestedText {
    private static final String SPECIAL = "\"'(),:=[\\]{}";

    private NestedText() {}

    static void append(StringBuilder out, List<?> value, DataType type, ZoneId zone) {
        switch (type) {
            case ListType(var element) -> list(out, value, element, zone);
            case ArrayType(var element, var _) -> list(out, value, element, zone);
            case StructType struct -> {
                boolean tuple = struct.isTuple();
                out.append(tuple ? '(' : '{');
                for (int i = 0; i < value.size(); i++) {
                    var field = struct.fields().get(i);
                    out.append(i == 0 ? "" : ", ");
                    if (!tuple) {
                        quote(out, field.name());
                        out.append(": ");
                    }
                    part(out, value.get(i), field.type(), zone);
                }
                out.append(tuple ? ')' : '}');
            }
            case MapType map -> {
                out.append('{');
                for (int i = 0; i < value.size(); i++) {
                    var entry = (List<?>) value.get(i);
                    out.append(i == 0 ? "" : ", ");
                    part(out, entry.get(0), map.key(), zone);
                    out.append('=');
                    part(out, entry.get(1), map.value(), zone);
                }
                out.append('}');
            }
            case ScalarType _, DecimalType _, EnumType _ -> throw new IllegalArgumentException(type.sql());
        }
    }

    private static void list(StringBuilder out, List<?> value, DataType element, ZoneId zone) {
        out.append('[');
        for (int i = 0; i < value.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            part(out, value.get(i), element, zone);
        }
        out.append(']');
    }

    private static void part(StringBuilder out, @Nullable Object value, DataType type, ZoneId zone) {
        if (value == null) {
            out.append("NULL");
        } else if (type.isNested()) {
            append(out, (List<?>) value, type, zone);
        } else {
            element(out, TextForm.of(value, type, zone));
        }
    }

    /** A text as part of a nested value: in quotes where it would be read otherwise as something else. */
    public static void element(StringBuilder out, String text) {
        if (needsQuotes(text)) {
            quote(out, text);
        } else {
            out.append(text);
        }
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty()
                || isBlank(text.charAt(0))
                || isBlank(text.charAt(text.length() - 1))
                || text.toLowerCase(Locale.ROOT).equals("null")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static void quote(StringBuilder out, String text) {
        out.append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('\'');
    }
}
