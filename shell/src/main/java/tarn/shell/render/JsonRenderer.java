package tarn.shell.render;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.ResultColumn;
import tarn.engine.data.json.Json;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;

/**
 * JSON: an array of objects, or an object on each line. Numbers and booleans are themselves, all else is text; NaN and the
 * infinities, which JSON does not know, are text too. Lists and tuples are arrays, structs and maps objects. Where columns have the same name, the later ones get a number.
 */
record JsonRenderer(boolean lines) implements Renderer {
    @Override
    public void render(Rows rows, PrintStream out, Layout layout) {
        var columns = rows.columns();
        var keys = keys(columns);
        var line = new StringBuilder();
        boolean first = true;
        var cursor = rows.cursor();
        if (!lines) {
            line.append('[');
        }
        while (!layout.stopped().getAsBoolean() && cursor.next()) {
            if (!lines && !first) {
                line.append(",\n");
            }
            first = false;
            line.append('{');
            for (int i = 0; i < columns.size(); i++) {
                line.append(i == 0 ? "" : ",").append(keys.get(i)).append(':');
                value(
                        line,
                        cursor.value(i),
                        columns.get(i).type(),
                        columns.get(i).zone());
            }
            line.append(lines ? "}\n" : "}");
            out.append(line);
            line.setLength(0);
        }
        out.append(lines ? line : line.append("]\n"));
    }

    private static List<String> keys(List<ResultColumn> columns) {
        var names = new HashSet<String>();
        columns.forEach(column -> names.add(column.name()));
        var taken = new HashSet<String>();
        var keys = new ArrayList<String>();
        for (var column : columns) {
            var name = column.name();
            for (int i = 1; !taken.add(name); i++) {
                var next = column.name() + "_" + i;
                name = names.contains(next) ? name : next;
            }
            var key = new StringBuilder();
            Json.quote(key, name);
            keys.add(key.toString());
        }
        return keys;
    }

    private static void value(StringBuilder out, @Nullable Object value, DataType type, ZoneId zone) {
        if (value == null) {
            out.append("null");
            return;
        }
        if (value instanceof List<?> parts) {
            nested(out, parts, type, zone);
            return;
        }
        var text = TextForm.of(value, type, zone);
        boolean finite = !(value instanceof Double d && !Double.isFinite(d))
                && !(value instanceof Float f && !Float.isFinite(f));
        if (type == ScalarType.BOOLEAN || type.isNumeric() && finite) {
            out.append(text);
        } else {
            Json.quote(out, text);
        }
    }

    private static void nested(StringBuilder out, List<?> parts, DataType type, ZoneId zone) {
        boolean array = type instanceof ListType
                || type instanceof ArrayType
                || type instanceof StructType struct && struct.isTuple();
        out.append(array ? '[' : '{');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : ",");
            switch (type) {
                case ListType(var element) -> value(out, parts.get(i), element, zone);
                case ArrayType(var element, var _) -> value(out, parts.get(i), element, zone);
                case StructType struct -> {
                    var field = struct.fields().get(i);
                    if (!array) {
                        Json.quote(out, field.name());
                        out.append(':');
                    }
                    value(out, parts.get(i), field.type(), zone);
                }
                case MapType map -> {
                    var entry = (List<?>) parts.get(i);
                    Json.quote(out, TextForm.of(entry.get(0), map.key(), zone));
                    out.append(':');
                    value(out, entry.get(1), map.value(), zone);
                }
                case ScalarType _, DecimalType _, EnumType _ -> throw new IllegalArgumentException(type.sql());
            }
        }
        out.append(array ? ']' : '}');
    }
}
