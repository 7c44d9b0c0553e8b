package tarn.engine.data.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;

/** SQL values as JSON: numbers and booleans as they are, DECIMAL as DOUBLE, lists and tuples as arrays, structs and maps as objects, else text. */
public final class JsonWriter {
    private JsonWriter() {}

    /** @param value in physical form */
    public static void append(StringBuilder out, @Nullable Object value, DataType type) {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (type) {
            case ListType(var element) -> array(out, (List<?>) value, element);
            case ArrayType(var element, var _) -> array(out, (List<?>) value, element);
            case StructType struct -> struct(out, (List<?>) value, struct);
            case MapType map -> map(out, (List<?>) value, map);
            case DecimalType _ -> TextForm.number(out, Double.parseDouble(TextForm.of(value, type)));
            case EnumType _ -> Json.quote(out, TextForm.of(value, type));
            case ScalarType scalar -> {
                if (scalar == ScalarType.JSON) {
                    Json.parse((String) value).append(out);
                } else if (scalar == ScalarType.BOOLEAN || scalar.isNumeric()) {
                    number(out, TextForm.of(value, type));
                } else {
                    Json.quote(out, TextForm.of(value, type));
                }
            }
        }
    }

    private static void number(StringBuilder out, String text) {
        out.append(
                switch (text) {
                    case "nan" -> "NaN";
                    case "inf" -> "Infinity";
                    case "-inf" -> "-Infinity";
                    default -> text;
                });
    }

    private static void array(StringBuilder out, List<?> values, DataType element) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",");
            append(out, values.get(i), element);
        }
        out.append(']');
    }

    private static void struct(StringBuilder out, List<?> values, StructType type) {
        out.append(type.isTuple() ? '[' : '{');
        for (int i = 0; i < values.size(); i++) {
            var field = type.fields().get(i);
            out.append(i == 0 ? "" : ",");
            if (!type.isTuple()) {
                Json.quote(out, field.name());
                out.append(':');
            }
            append(out, values.get(i), field.type());
        }
        out.append(type.isTuple() ? ']' : '}');
    }

    private static void map(StringBuilder out, List<?> entries, MapType type) {
        out.append('{');
        for (int i = 0; i < entries.size(); i++) {
            var entry = (List<?>) entries.get(i);
            out.append(i == 0 ? "" : ",");
            Json.quote(out, TextForm.of(entry.get(0), type.key()));
            out.append(':');
            append(out, entry.get(1), type.value());
        }
        out.append('}');
    }
}
