package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.JSON;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonPath;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.StructType.Field;
import tarn.engine.function.ScalarFunction;

/** json_each and json_tree as lists of structs, which become rows in FROM. */
final class JsonParts {
    private static final ListType ROWS = new ListType(new StructType(List.of(
            new Field("key", VARCHAR),
            new Field("value", JSON),
            new Field("type", VARCHAR),
            new Field("atom", JSON),
            new Field("id", UBIGINT),
            new Field("parent", UBIGINT),
            new Field("fullkey", VARCHAR),
            new Field("path", VARCHAR))));

    static final List<ScalarFunction> ALL = List.of(
            parts("json_each", "The members or elements of a JSON value; rows of a table in FROM.", false),
            parts("json_tree", "A JSON value and all values within it; rows of a table in FROM.", true));

    private final boolean deep;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private long id;

    private JsonParts(boolean deep) {
        this.deep = deep;
    }

    private static ScalarFunction parts(String name, String doc, boolean deep) {
        return JsonFunctions.json(name, doc, "len(" + name + "('[]')) = " + (deep ? 1 : 0))
                .overload(ROWS, NestedKernel.strict(ROWS, (in, out) -> out.list(of(in.string(0), "$", deep))), VARCHAR)
                .overload(
                        ROWS,
                        NestedKernel.strict(ROWS, (in, out) -> out.list(of(in.string(0), in.string(1), deep))),
                        VARCHAR,
                        VARCHAR)
                .build();
    }

    private static List<List<@Nullable Object>> of(String text, String path, boolean deep) {
        var document = Json.parse(text);
        var root = JsonFunctions.one(JsonPath.of(path), "json_each and json_tree take a path without * and ..")
                .find(document);
        var parts = new JsonParts(deep);
        if (root != null && parts.reach(document, root)) {
            parts.visit(null, root, null, path, path, 0);
        }
        return parts.rows;
    }

    /** Counts what stands before a value; whether that is within another one. */
    private boolean reach(Json value, Json wanted) {
        if (value == wanted) {
            return true;
        }
        id++;
        return switch (value) {
            case Json.Obj object ->
                object.members().stream().anyMatch(member -> {
                    id++;
                    return reach(member.value(), wanted);
                });
            case Json.Array array -> array.elements().stream().anyMatch(element -> reach(element, wanted));
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> false;
        };
    }

    /** Values are numbered as they stand in the text, names of members count too. */
    private void visit(
            @Nullable String key, Json value, @Nullable Long parent, String fullKey, String path, int level) {
        long own = id++;
        boolean whole = value instanceof Json.Obj || value instanceof Json.Array;
        if (deep || level == 1 || !whole && level == 0) {
            var json = value.text();
            rows.add(Arrays.asList(
                    key,
                    json,
                    value.type(),
                    whole || value instanceof Json.Null ? null : json,
                    BigInteger.valueOf(own),
                    parent == null || !deep ? null : BigInteger.valueOf(parent),
                    fullKey,
                    path));
        }
        switch (value) {
            case Json.Obj object ->
                object.members().forEach(member -> {
                    id++;
                    var name = member.name();
                    boolean plain = name.matches("[A-Za-z0-9_]+");
                    visit(
                            name,
                            member.value(),
                            own,
                            fullKey + "." + (plain ? name : "\"" + name + "\""),
                            fullKey,
                            level + 1);
                });
            case Json.Array array -> {
                for (int i = 0; i < array.elements().size(); i++) {
                    var name = String.valueOf(i);
                    visit(name, array.elements().get(i), own, fullKey + "[" + i + "]", fullKey, level + 1);
                }
            }
            case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> {}
        }
    }
}
