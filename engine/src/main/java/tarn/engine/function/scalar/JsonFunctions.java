package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.JSON;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonPath;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Exact;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.scalar.NestedKernel.Row;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that look into JSON. A path is a constant nearly always, so each thread keeps the last one. */
final class JsonFunctions {
    private static final Parameter TEXT = new Exact(VARCHAR);
    private static final ListType TEXTS = new ListType(VARCHAR);

    static final List<ScalarFunction> ALL = List.of(
            extracting(
                    json(
                            "json_extract",
                            "What a path, a name or a number leads to, as JSON: $.a[0], /a/0, a, 0; a list for several"
                                    + " paths and for paths with *.",
                            "json_extract('{\"a\": [5]}', '$.a[0]') = '5'",
                            "json_extract_path",
                            "->"),
                    JSON,
                    Json::text),
            extracting(
                    json(
                            "json_extract_string",
                            "As json_extract, with strings without quotes.",
                            "json_extract_string('{\"a\": \"x\"}', 'a') = 'x'",
                            "json_extract_path_text",
                            "->>"),
                    VARCHAR,
                    Json::plain),
            extracting(
                    json(
                            "json_value",
                            "As json_extract, for numbers, strings and booleans only.",
                            "json_value('{\"a\": 1}', '$.a') = '1'"),
                    VARCHAR,
                    value -> value instanceof Json.Obj || value instanceof Json.Array ? null : value.text()),
            paths(
                            json(
                                    "json_exists",
                                    "Whether a path leads to something.",
                                    "json_exists('{\"a\": 1}', '$.a')"),
                            BOOLEAN,
                            found -> found != null)
                    .build(),
            json(
                            "json_contains",
                            "Whether the second value is the first or somewhere in it.",
                            "json_contains('{\"a\": [1, 2]}', '2')")
                    .overload(
                            BOOLEAN,
                            NestedKernel.strict(
                                    BOOLEAN, (in, out) -> out.bool(contains(value(in), Json.parse(in.string(1))))),
                            VARCHAR,
                            VARCHAR)
                    .build(),
            looking(
                    "json_type",
                    "The type of a JSON value, or of what a path leads to: OBJECT, ARRAY, VARCHAR, UBIGINT, ...",
                    "json_type('[1]') = 'ARRAY'",
                    VARCHAR,
                    Json::type),
            looking(
                    "json_array_length",
                    "The number of elements of an array, or of the one that a path leads to; 0 for all else.",
                    "json_array_length('[1, 2]') = 2",
                    UBIGINT,
                    value -> value instanceof Json.Array array
                            ? BigInteger.valueOf(array.elements().size())
                            : BigInteger.ZERO),
            looking(
                    "json_keys",
                    "The names of an object's members.",
                    "json_keys('{\"a\": 1, \"b\": 2}') = ['a', 'b']",
                    TEXTS,
                    value -> value instanceof Json.Obj object
                            ? object.members().stream().map(Json.Member::name).toList()
                            : List.of()),
            json("json_valid", "Whether a text is JSON.", "NOT json_valid('{a')")
                    .overload(
                            BOOLEAN,
                            NestedKernel.strict(BOOLEAN, (in, out) -> out.bool(Json.tryParse(in.string(0)) != null)),
                            VARCHAR)
                    .build());

    private JsonFunctions() {}

    static Builder json(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("JSON").doc(doc).example(example);
    }

    /** The path that was read last. */
    static final class Paths {
        private String text = "";
        private JsonPath path = new JsonPath(List.of());

        /** A path to one value. */
        JsonPath of(String wanted) {
            return one(any(wanted), "a path with * or .. is a constant");
        }

        JsonPath any(String wanted) {
            if (!wanted.equals(text)) {
                path = wanted.isEmpty() ? new JsonPath(List.of()) : JsonPath.of(wanted);
                text = wanted;
            }
            return path;
        }
    }

    private static Json value(Row in) {
        return Json.parse(in.string(0));
    }

    static JsonPath one(JsonPath path, String otherwise) {
        if (path.isWild()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, otherwise);
        }
        return path;
    }

    private static ScalarFunction extracting(Builder builder, DataType result, Function<Json, @Nullable Object> value) {
        return paths(builder, result, found -> found == null ? null : value.apply(found))
                .overload(
                        result,
                        NestedKernel.strict(result, (in, out) -> {
                            var found = JsonPath.index(in.int64(1)).find(value(in));
                            out.value(found == null ? null : value.apply(found));
                        }),
                        VARCHAR,
                        BIGINT)
                .build();
    }

    private static ScalarFunction looking(
            String name, String doc, String example, DataType result, Function<Json, @Nullable Object> value) {
        var builder = json(name, doc, example)
                .overload(result, NestedKernel.strict(result, (in, out) -> out.value(value.apply(value(in)))), VARCHAR);
        return paths(builder, result, found -> found == null ? null : value.apply(found))
                .build();
    }

    /** Adds the forms with a path and with a list of paths. */
    private static Builder paths(Builder builder, DataType result, Function<@Nullable Json, @Nullable Object> value) {
        return builder.resolved(List.of(TEXT, TEXT), null, in -> looking(result, in, value))
                .resolved(List.of(TEXT, Family.LIST), null, _ -> severalPaths(result, value));
    }

    /** What the path of the second argument leads to, as a list if it is a constant that may lead to several values. */
    private static Resolved looking(
            DataType result, List<Argument> arguments, Function<@Nullable Json, @Nullable Object> value) {
        var types = List.<DataType>of(VARCHAR, VARCHAR);
        var constant = arguments.get(1).constant() instanceof String text ? JsonPath.of(text) : null;
        if (constant != null && constant.isWild()) {
            var list = new ListType(result);
            return new Resolved(
                    types,
                    list,
                    NestedKernel.strict(
                            list,
                            (in, out) -> out.list(constant.findAll(value(in)).stream()
                                    .map(value)
                                    .toList())));
        }
        return new Resolved(types, result, NestedKernel.strictWith(result, () -> {
            var paths = new Paths();
            return (in, out) -> out.value(value.apply(paths.of(in.string(1)).find(value(in))));
        }));
    }

    private static Resolved severalPaths(DataType result, Function<@Nullable Json, @Nullable Object> value) {
        var list = new ListType(result);
        return new Resolved(List.of(VARCHAR, TEXTS), list, NestedKernel.strict(list, (in, out) -> {
            var json = value(in);
            var values = new ArrayList<@Nullable Object>();
            for (var path : in.objects(1)) {
                values.add(
                        path == null
                                ? null
                                : value.apply(one(JsonPath.of((String) path), "one of several paths has no * or ..")
                                        .find(json)));
            }
            out.list(values);
        }));
    }

    /** Objects are in others that have all of their members. */
    private static boolean contains(Json value, Json part) {
        if (matches(value, part)) {
            return true;
        }
        return switch (value) {
            case Json.Obj object -> object.members().stream().anyMatch(member -> contains(member.value(), part));
            case Json.Array array -> array.elements().stream().anyMatch(element -> contains(element, part));
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> false;
        };
    }

    private static boolean matches(Json value, Json part) {
        if (value instanceof Json.Obj object && part instanceof Json.Obj wanted) {
            return wanted.members().stream().allMatch(member -> {
                var there = object.get(member.name());
                return there != null && matches(there, member.value());
            });
        }
        if (value instanceof Json.Array array && part instanceof Json.Array wanted) {
            return wanted.elements().stream()
                    .allMatch(one -> array.elements().stream().anyMatch(element -> matches(element, one)));
        }
        return value.text().equals(part.text());
    }
}
