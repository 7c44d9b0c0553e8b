package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.JSON;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonEdit;
import tarn.engine.data.type.DataType;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Exact;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;

/** Functions that change JSON. */
final class JsonChanges {
    private static final Parameter TEXT = new Exact(VARCHAR);

    static final List<ScalarFunction> ALL = List.of(
            edit(
                    "json_set",
                    "JSON with a value at a path, whether something is there or not.",
                    "json_set('{\"a\": 1}', '$.b', '2') = '{\"a\":1,\"b\":2}'",
                    JsonEdit.SET),
            edit(
                    "json_insert",
                    "JSON with a value at a path where nothing is.",
                    "json_insert('{\"a\": 1}', '$.a', '2') = '{\"a\":1}'",
                    JsonEdit.INSERT),
            edit(
                    "json_replace",
                    "JSON with a value in place of what a path leads to.",
                    "json_replace('{\"a\": 1}', '$.a', '2') = '{\"a\":2}'",
                    JsonEdit.REPLACE),
            JsonFunctions.json(
                            "json_remove",
                            "JSON without what a path leads to.",
                            "json_remove('{\"a\": 1, \"b\": 2}', '$.a') = '{\"b\":2}'")
                    .overload(
                            JSON,
                            NestedKernel.strictWith(JSON, () -> {
                                var paths = new JsonFunctions.Paths();
                                return (in, out) -> put(
                                        JsonEdit.REMOVE.apply(
                                                Json.parse(in.string(0)), paths.any(in.string(1)), new Json.Null()),
                                        out);
                            }),
                            VARCHAR,
                            VARCHAR)
                    .build(),
            merge(
                    "json_merge_patch",
                    "The first object with the members of the others in place of its own, without those that are null"
                            + " there (RFC 7396).",
                    "json_merge_patch('{\"a\": 1}', '{\"b\": 2}') = '{\"a\":1,\"b\":2}'",
                    JsonChanges::patched),
            merge(
                    "json_deep_merge",
                    "The first object with the members of the others, those that are objects in both merged as well; a"
                            + " null leaves what is there.",
                    "json_deep_merge('{\"a\": {\"b\": 1}}', '{\"a\": {\"c\": 2}}') = '{\"a\":{\"b\":1,\"c\":2}}'",
                    JsonChanges::merged),
            JsonFunctions.json(
                            "json_merge_patch_diff",
                            "The patch that makes the second value of the first one by json_merge_patch.",
                            "json_merge_patch_diff('{\"a\": 1}', '{\"a\": 2}') = '{\"a\":2}'")
                    .properties(Properties.NULL_AWARE)
                    .overload(
                            JSON,
                            NestedKernel.nullAware(JSON, (in, out) -> {
                                if (!in.isNull(1)) {
                                    var wanted = Json.parse(in.string(1));
                                    put(in.isNull(0) ? wanted : difference(Json.parse(in.string(0)), wanted), out);
                                }
                            }),
                            VARCHAR,
                            VARCHAR)
                    .build(),
            made(
                    "json_strip_nulls",
                    "JSON without those members of objects that are null.",
                    "json_strip_nulls('{\"a\": null, \"b\": 1}') = '{\"b\":1}'",
                    JSON,
                    JsonChanges::stripped),
            made(
                    "json_normalize",
                    "JSON in one form: without blanks, members in the order of their names.",
                    "json_normalize('{\"b\": 1, \"a\": 2}') = '{\"a\":2,\"b\":1}'",
                    VARCHAR,
                    JsonChanges::sorted));

    private JsonChanges() {}

    private static void put(@Nullable Json value, NestedKernel.Result out) {
        if (value != null) {
            out.text(value.text());
        }
    }

    private static ScalarFunction edit(String name, String doc, String example, JsonEdit edit) {
        return JsonFunctions.json(name, doc, example)
                .overload(
                        JSON,
                        NestedKernel.strictWith(JSON, () -> {
                            var paths = new JsonFunctions.Paths();
                            return (in, out) -> put(
                                    edit.apply(
                                            Json.parse(in.string(0)),
                                            paths.any(in.string(1)),
                                            Json.parse(in.string(2))),
                                    out);
                        }),
                        VARCHAR,
                        VARCHAR,
                        VARCHAR)
                .build();
    }

    private static ScalarFunction made(
            String name, String doc, String example, DataType result, UnaryOperator<Json> make) {
        return JsonFunctions.json(name, doc, example)
                .overload(
                        result,
                        NestedKernel.strict(result, (in, out) -> put(make.apply(Json.parse(in.string(0))), out)),
                        VARCHAR)
                .build();
    }

    /** Of two or more values from the left; NULL and what follows it is what follows it. */
    private static ScalarFunction merge(String name, String doc, String example, BinaryOperator<Json> merge) {
        return JsonFunctions.json(name, doc, example)
                .properties(Properties.NULL_AWARE)
                .resolved(List.of(TEXT, TEXT), TEXT, arguments -> {
                    var types = arguments.stream().<DataType>map(_ -> VARCHAR).toList();
                    return new Resolved(types, JSON, NestedKernel.nullAware(JSON, (in, out) -> {
                        Json all = null;
                        for (int i = 0; i < in.count(); i++) {
                            var next = in.isNull(i) ? null : Json.parse(in.string(i));
                            all = all == null || next == null ? next : merge.apply(all, next);
                        }
                        put(all, out);
                    }));
                })
                .build();
    }

    private static Json patched(Json value, Json patch) {
        if (!(patch instanceof Json.Obj changes)) {
            return patch;
        }
        var members = new ArrayList<Json.Member>();
        if (value instanceof Json.Obj object) {
            for (var member : object.members()) {
                var change = changes.get(member.name());
                if (change == null) {
                    members.add(member);
                } else if (!(change instanceof Json.Null)) {
                    members.add(new Json.Member(member.name(), patched(member.value(), change)));
                }
            }
        }
        for (var change : changes.members()) {
            boolean isNew = !(value instanceof Json.Obj object) || object.get(change.name()) == null;
            if (isNew && !(change.value() instanceof Json.Null)) {
                members.add(new Json.Member(change.name(), patched(new Json.Null(), change.value())));
            }
        }
        return new Json.Obj(members);
    }

    private static Json merged(Json value, Json other) {
        if (other instanceof Json.Null) {
            return value;
        }
        if (!(value instanceof Json.Obj object && other instanceof Json.Obj further)) {
            return other;
        }
        var members = new ArrayList<Json.Member>();
        for (var member : object.members()) {
            var change = further.get(member.name());
            members.add(change == null ? member : new Json.Member(member.name(), merged(member.value(), change)));
        }
        for (var member : further.members()) {
            if (object.get(member.name()) == null && !(member.value() instanceof Json.Null)) {
                members.add(member);
            }
        }
        return new Json.Obj(members);
    }

    /** What is missing in the new object first, then what is other or new there. */
    private static Json difference(Json old, Json wanted) {
        if (!(old instanceof Json.Obj before && wanted instanceof Json.Obj after)) {
            return wanted;
        }
        var members = new ArrayList<Json.Member>();
        for (var member : before.members()) {
            if (after.get(member.name()) == null) {
                members.add(new Json.Member(member.name(), new Json.Null()));
            }
        }
        for (var member : after.members()) {
            var there = before.get(member.name());
            if (there == null || !same(there, member.value())) {
                members.add(new Json.Member(
                        member.name(), there == null ? member.value() : difference(there, member.value())));
            }
        }
        return new Json.Obj(members);
    }

    /** Whether two values are the same, in whatever order members stand. */
    private static boolean same(Json a, Json b) {
        return sorted(a).text().equals(sorted(b).text());
    }

    private static Json stripped(Json value) {
        return switch (value) {
            case Json.Obj object ->
                new Json.Obj(object.members().stream()
                        .filter(member -> !(member.value() instanceof Json.Null))
                        .map(member -> new Json.Member(member.name(), stripped(member.value())))
                        .toList());
            case Json.Array array ->
                new Json.Array(
                        array.elements().stream().map(JsonChanges::stripped).toList());
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }

    private static Json sorted(Json value) {
        return switch (value) {
            case Json.Obj object ->
                new Json.Obj(object.members().stream()
                        .sorted(Comparator.comparing(
                                member -> member.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                        .map(member -> new Json.Member(member.name(), sorted(member.value())))
                        .toList());
            case Json.Array array ->
                new Json.Array(
                        array.elements().stream().map(JsonChanges::sorted).toList());
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }
}
