package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.JSON;
import static tarn.engine.data.type.ScalarType.VARCHAR;
import static tarn.engine.function.scalar.JsonFunctions.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonWriter;
import tarn.engine.data.type.DataType;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that make JSON, of SQL values and of other JSON. */
final class JsonMaking {
    static final List<ScalarFunction> ALL = List.of(
            json(
                            "to_json",
                            "A value as JSON: lists as arrays, structs and maps as objects.",
                            "to_json({'a': [1, NULL]}) = '{\"a\":[1,null]}'",
                            "json_quote",
                            "array_to_json",
                            "row_to_json")
                    .resolved(List.of(Family.ANY), null, JsonMaking::converted)
                    .build(),
            json("json_array", "An array of the arguments.", "json_array(1, 'a') = '[1,\"a\"]'")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(), Family.ANY, JsonMaking::array)
                    .build(),
            json(
                            "json_object",
                            "An object of names and values that take turns.",
                            "json_object('a', 1, 'b', NULL) = '{\"a\":1,\"b\":null}'")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(), Family.ANY, JsonMaking::object)
                    .build(),
            json("json", "JSON without blanks.", "json('{ \"a\" : 1 }') = '{\"a\":1}'")
                    .overload(
                            JSON,
                            NestedKernel.strict(
                                    JSON,
                                    (in, out) ->
                                            out.text(Json.parse(in.string(0)).text())),
                            VARCHAR)
                    .build(),
            json("json_pretty", "JSON with a line for each part.", "json_pretty('[]') = '[]'")
                    .overload(
                            VARCHAR,
                            NestedKernel.strict(VARCHAR, (in, out) -> {
                                var text = new StringBuilder();
                                pretty(text, Json.parse(in.string(0)), 0);
                                out.text(text.toString());
                            }),
                            VARCHAR)
                    .build(),
            json(
                            "json_structure",
                            "The structure of a JSON value, as json_transform wants it.",
                            "json_structure('{\"a\": [1]}') = '{\"a\":[\"UBIGINT\"]}'")
                    .overload(
                            JSON,
                            NestedKernel.strict(
                                    JSON,
                                    (in, out) -> out.text(
                                            structure(Json.parse(in.string(0))).text())),
                            VARCHAR)
                    .build());

    private JsonMaking() {}

    private static Resolved converted(List<Argument> arguments) {
        var type = arguments.getFirst().type();
        return new Resolved(List.of(type), JSON, NestedKernel.strict(JSON, (in, out) -> {
            var text = new StringBuilder();
            JsonWriter.append(text, in.value(0), type);
            out.text(text.toString());
        }));
    }

    private static Resolved array(List<Argument> arguments) {
        var types = Make.types(arguments);
        return new Resolved(types, JSON, NestedKernel.nullAware(JSON, (in, out) -> {
            var text = new StringBuilder("[");
            for (int i = 0; i < types.size(); i++) {
                text.append(i == 0 ? "" : ",");
                JsonWriter.append(text, in.value(i), types.get(i));
            }
            out.text(text.append(']').toString());
        }));
    }

    private static Resolved object(List<Argument> arguments) {
        if (arguments.size() % 2 != 0) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "json_object takes a value for each name");
        }
        var types = new ArrayList<DataType>();
        for (int i = 0; i < arguments.size(); i++) {
            types.add(i % 2 == 0 ? VARCHAR : arguments.get(i).type());
        }
        return new Resolved(List.copyOf(types), JSON, NestedKernel.nullAware(JSON, (in, out) -> {
            var text = new StringBuilder("{");
            for (int i = 0; i < types.size(); i += 2) {
                text.append(i == 0 ? "" : ",");
                Json.quote(text, String.valueOf(in.value(i)));
                text.append(':');
                JsonWriter.append(text, in.value(i + 1), types.get(i + 1));
            }
            out.text(text.append('}').toString());
        }));
    }

    private static void pretty(StringBuilder out, Json value, int level) {
        switch (value) {
            case Json.Obj object
            when !object.members().isEmpty() -> {
                out.append('{');
                for (int i = 0; i < object.members().size(); i++) {
                    var member = object.members().get(i);
                    line(out, i, level + 1);
                    Json.quote(out, member.name());
                    out.append(": ");
                    pretty(out, member.value(), level + 1);
                }
                out.append('\n').repeat("    ", level).append('}');
            }
            case Json.Array array
            when !array.elements().isEmpty() -> {
                out.append('[');
                for (int i = 0; i < array.elements().size(); i++) {
                    line(out, i, level + 1);
                    pretty(out, array.elements().get(i), level + 1);
                }
                out.append('\n').repeat("    ", level).append(']');
            }
            case Json.Obj _, Json.Array _, Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value.append(out);
        }
    }

    private static void line(StringBuilder out, int index, int level) {
        out.append(index == 0 ? "\n" : ",\n").repeat("    ", level);
    }

    private static Json structure(Json value) {
        return switch (value) {
            case Json.Obj object ->
                new Json.Obj(object.members().stream()
                        .map(member -> new Json.Member(member.name(), structure(member.value())))
                        .toList());
            case Json.Array array -> {
                @Nullable Json common = null;
                for (var element : array.elements()) {
                    common = common(common, structure(element));
                }
                yield new Json.Array(List.of(common == null ? new Json.Text("NULL") : common));
            }
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> new Json.Text(value.type());
        };
    }

    /** The structure of values of both structures. */
    private static Json common(@Nullable Json a, Json b) {
        if (a == null || a.equals(b) || a.equals(new Json.Text("NULL"))) {
            return b;
        }
        if (b.equals(new Json.Text("NULL"))) {
            return a;
        }
        if (a instanceof Json.Obj left && b instanceof Json.Obj right) {
            var members = new ArrayList<Json.Member>();
            for (var member : left.members()) {
                var other = right.get(member.name());
                members.add(other == null ? member : new Json.Member(member.name(), common(member.value(), other)));
            }
            right.members().stream()
                    .filter(member -> left.get(member.name()) == null)
                    .forEach(members::add);
            return new Json.Obj(members);
        }
        if (a instanceof Json.Array left && b instanceof Json.Array right) {
            return new Json.Array(
                    List.of(common(left.elements().getFirst(), right.elements().getFirst())));
        }
        if (a instanceof Json.Text(var left) && b instanceof Json.Text(var right)) {
            var numbers = List.of("UBIGINT", "BIGINT", "HUGEINT", "DOUBLE");
            int wider = Math.max(numbers.indexOf(left), numbers.indexOf(right));
            if (numbers.contains(left) && numbers.contains(right)) {
                // both kinds of whole numbers: a type that holds either
                return new Json.Text(wider == 1 ? "HUGEINT" : numbers.get(wider));
            }
        }
        return new Json.Text("JSON");
    }
}
