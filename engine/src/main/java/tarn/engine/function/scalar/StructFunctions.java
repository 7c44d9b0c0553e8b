package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.Nested;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.function.scalar.NestedKernel.Result;
import tarn.engine.function.scalar.NestedKernel.Row;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions of structs and maps. */
public final class StructFunctions {
    static final List<ScalarFunction> ALL = List.of(
            struct("row", "A tuple: a struct whose fields have no names.", "row(1, 'a') = (1, 'a')")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, StructFunctions::row)
                    .build(),
            struct(
                            "struct_extract",
                            "The field of a struct by its name, of a tuple by its position from 1.",
                            "struct_extract({'a': 1}, 'a') = 1",
                            "get_field")
                    .resolved(List.of(Family.STRUCT, Family.ANY), null, StructFunctions::extract)
                    .build(),
            struct(
                            "struct_extract_at",
                            "The field of a struct by its position from 1.",
                            "struct_extract_at({'a': 1}, 1) = 1")
                    .resolved(List.of(Family.STRUCT, Family.ANY), null, StructFunctions::extractAt)
                    .build(),
            struct(
                            "struct_concat",
                            "The fields of several structs in one.",
                            "struct_concat({'a': 1}, {'b': 2}) = {'a': 1, 'b': 2}")
                    .resolved(List.of(Family.STRUCT), Family.STRUCT, StructFunctions::concat)
                    .build(),
            struct("struct_keys", "The names of a struct's fields.", "struct_keys({'a': 1}) = ['a']")
                    .resolved(List.of(Family.STRUCT), null, StructFunctions::keys)
                    .build(),
            struct(
                            "struct_values",
                            "The values of a struct's fields as a tuple.",
                            "struct_values({'a': 1, 'b': 2}) = (1, 2)")
                    .resolved(List.of(Family.STRUCT), null, StructFunctions::values)
                    .build(),
            map("map", "A map of a list of keys and a list of values.", "map(['a'], [1])['a'] = 1")
                    .resolved(List.of(), null, _ -> emptyMap())
                    .resolved(List.of(Family.LIST, Family.LIST), null, StructFunctions::ofLists)
                    .build(),
            map(
                            "map_extract",
                            "A list with the value of a key, empty if the key is not there.",
                            "map_extract(MAP {'a': 1}, 'a') = [1]",
                            "element_at")
                    .resolved(List.of(Family.MAP, Family.ANY), null, in -> lookUp(in, true))
                    .build(),
            map(
                            "map_extract_value",
                            "The value of a key; NULL if the key is not there.",
                            "map_extract_value(MAP {'a': 1}, 'a') = 1")
                    .resolved(List.of(Family.MAP, Family.ANY), null, in -> lookUp(in, false))
                    .build(),
            map("map_contains", "Whether a map has a key.", "map_contains(MAP {'a': 1}, 'a')")
                    .resolved(List.of(Family.MAP, Family.ANY), null, in -> search(in, 0))
                    .build(),
            map("map_contains_value", "Whether a map has a value.", "map_contains_value(MAP {'a': 1}, 1)")
                    .resolved(List.of(Family.MAP, Family.ANY), null, in -> search(in, 1))
                    .build(),
            map("map_keys", "The keys of a map.", "map_keys(MAP {'a': 1}) = ['a']")
                    .resolved(List.of(Family.MAP), null, in -> column(in, 0))
                    .build(),
            map("map_values", "The values of a map.", "map_values(MAP {'a': 1}) = [1]")
                    .resolved(List.of(Family.MAP), null, in -> column(in, 1))
                    .build(),
            map("map_entries", "The entries of a map as a list of structs.", "map_entries(MAP {'a': 1})[1].value = 1")
                    .resolved(List.of(Family.MAP), null, StructFunctions::entries)
                    .build(),
            map(
                            "map_from_entries",
                            "A map of a list of structs of key and value.",
                            "map_from_entries([('a', 1)])['a'] = 1")
                    .resolved(List.of(Family.LIST), null, StructFunctions::fromEntries)
                    .build(),
            map(
                            "map_concat",
                            "The entries of several maps in one; later ones win.",
                            "map_concat(MAP {'a': 1}, MAP {'a': 2})['a'] = 2")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.MAP), Family.MAP, StructFunctions::mapConcat)
                    .build(),
            map("cardinality", "Number of entries of a map, or of elements of a list.", "cardinality(MAP {'a': 1}) = 1")
                    .resolved(List.of(Family.MAP), null, StructFunctions::cardinality)
                    .resolved(List.of(Family.LIST), null, StructFunctions::cardinality)
                    .build());

    private StructFunctions() {}

    private static Builder struct(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Structs").doc(doc).example(example);
    }

    private static Builder map(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Maps").doc(doc).example(example);
    }

    /** The function that makes a struct of the values of its fields. */
    public static ScalarOverload pack(StructType type) {
        return new ScalarOverload("struct_pack", type.types(), type, Properties.NULL_AWARE, packing(type));
    }

    private static KernelFactory packing(StructType type) {
        return NestedKernel.nullAware(type, (in, out) -> {
            for (int i = 0; i < in.count(); i++) {
                in.copyTo(out.writer(), i);
            }
            out.done();
        });
    }

    private static Resolved row(List<Argument> arguments) {
        var type = new StructType(
                arguments.stream().map(a -> new StructType.Field("", a.type())).toList());
        return new Resolved(type.types(), type, packing(type));
    }

    private static Resolved extract(List<Argument> arguments) {
        if (!(arguments.getFirst().type() instanceof StructType struct)) {
            return nothing(arguments);
        }
        var key = arguments.get(1).constant();
        if (key instanceof Long position && struct.isTuple()) {
            return field(struct, position, arguments);
        }
        if (key instanceof String name) {
            int field = struct.find(name);
            if (field < 0) {
                throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "no such field: " + name)
                        .suggesting(name, struct.names());
            }
            return field(struct, field + 1, arguments);
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS,
                struct.isTuple()
                        ? "a field of a tuple is chosen by a constant position"
                        : "a field of a struct is chosen by a constant name");
    }

    private static Resolved nothing(List<Argument> arguments) {
        return new Resolved(Make.types(arguments), NULL, NestedKernel.strict(NULL, (_, _) -> {}));
    }

    private static Resolved extractAt(List<Argument> arguments) {
        if (!(arguments.getFirst().type() instanceof StructType struct)) {
            return nothing(arguments);
        }
        if (!(arguments.get(1).constant() instanceof Long position)) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a field is chosen by a constant position");
        }
        return field(struct, position, arguments);
    }

    private static Resolved field(StructType struct, long position, List<Argument> arguments) {
        if (position < 1 || position > struct.fields().size()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "no field " + position + ": there are " + struct.fields().size());
        }
        int field = (int) position - 1;
        var type = struct.fields().get(field).type();
        return new Resolved(
                Make.types(arguments),
                type,
                NestedKernel.strict(type, (in, out) -> out.cell(Nested.field(struct, in.at(0), field))));
    }

    private static Resolved concat(List<Argument> arguments) {
        var fields = new ArrayList<StructType.Field>();
        for (var argument : arguments) {
            if (!(argument.type() instanceof StructType struct)) {
                return nothing(arguments);
            }
            for (var field : struct.fields()) {
                if (!field.name().isEmpty()
                        && fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(field.name()))) {
                    throw SqlException.of(ErrorCode.INVALID_VALUE, "two fields of one name: " + field.name());
                }
                fields.add(field);
            }
        }
        if (fields.stream().map(f -> f.name().isEmpty()).distinct().count() > 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "structs and tuples cannot be mixed");
        }
        var type = new StructType(fields);
        return new Resolved(Make.types(arguments), type, NestedKernel.strict(type, (in, out) -> {
            for (int i = 0; i < in.count(); i++) {
                out.writer().copy(in.at(i), in.end(i));
            }
            out.done();
        }));
    }

    private static Resolved keys(List<Argument> arguments) {
        var type = new ListType(VARCHAR);
        if (arguments.getFirst().type() instanceof StructType tuple && tuple.isTuple()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a tuple has no names: " + tuple.sql());
        }
        List<String> names = arguments.getFirst().type() instanceof StructType struct ? struct.names() : List.of();
        return new Resolved(Make.types(arguments), type, scratch -> {
            var constant = tarn.engine.data.vector.Constants.of(names, type, scratch);
            return (_, _, _) -> constant;
        });
    }

    private static Resolved values(List<Argument> arguments) {
        if (!(arguments.getFirst().type() instanceof StructType struct)) {
            return nothing(arguments);
        }
        var type = new StructType(struct.types().stream()
                .map(field -> new StructType.Field("", field))
                .toList());
        return new Resolved(Make.types(arguments), type, NestedKernel.strict(type, (in, out) -> out.same(in, 0)));
    }

    private static MapType mapOf(Argument map) {
        return map.type() instanceof MapType type ? type : new MapType(NULL, NULL);
    }

    private static Resolved emptyMap() {
        var type = new MapType(NULL, NULL);
        return new Resolved(List.of(), type, NestedKernel.strict(type, (_, out) -> out.end()));
    }

    private static Resolved ofLists(List<Argument> arguments) {
        var keys = ListFunctions.element(arguments.get(0));
        var values = ListFunctions.element(arguments.get(1));
        var type = new MapType(keys, values);
        return new Resolved(
                List.of(new ListType(keys), new ListType(values)), type, NestedKernel.strict(type, (in, out) -> {
                    var seen = new HashSet<Cell>();
                    long value = in.at(1);
                    for (long key = in.at(0); !Nested.isEnd(key); ) {
                        if (Nested.isEnd(value)) {
                            throw unequal();
                        }
                        long nextKey = Nested.next(keys, key);
                        long nextValue = Nested.next(values, value);
                        entry(new Cell(key, nextKey), new Cell(value, nextValue), seen, out);
                        key = nextKey;
                        value = nextValue;
                    }
                    if (!Nested.isEnd(value)) {
                        throw unequal();
                    }
                    out.end();
                }));
    }

    private static SqlException unequal() {
        return SqlException.of(ErrorCode.INVALID_VALUE, "a map needs as many values as keys");
    }

    private static void entry(Cell key, Cell value, HashSet<Cell> seen, Result out) {
        if (key.isNull()) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a key of a map must not be NULL");
        }
        if (!seen.add(key)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the keys of a map must be distinct");
        }
        out.writer().begin();
        out.writer().copy(key.from(), key.to());
        out.writer().copy(value.from(), value.to());
    }

    private static MapType mapWithKey(Argument map, Argument key) {
        var type = mapOf(map);
        var common = Coercion.commonType(Argument.of(type.key()), key);
        if (common == null) {
            throw ListFunctions.mixed(type.key(), key.type());
        }
        return new MapType(common, type.value());
    }

    private static Resolved lookUp(List<Argument> arguments, boolean asList) {
        var map = mapWithKey(arguments.get(0), arguments.get(1));
        DataType result = asList ? new ListType(map.value()) : map.value();
        return new Resolved(List.of(map, map.key()), result, NestedKernel.strict(result, (in, out) -> {
            long value = find(in, map);
            if (asList) {
                if (value >= 0) {
                    out.writer().copy(value, Nested.next(map.value(), value));
                }
                out.end();
            } else if (value >= 0) {
                out.cell(value);
            }
        }));
    }

    /** Where the cell of the value begins that belongs to the second argument; -1 if there is none. */
    private static long find(Row in, MapType map) {
        var wanted = in.cell(1);
        for (long cell = in.at(0); !Nested.isEnd(cell); ) {
            long value = Nested.next(map.key(), cell + 1);
            if (new Cell(cell + 1, value).same(wanted)) {
                return value;
            }
            cell = Nested.next(map.value(), value);
        }
        return -1;
    }

    /** @param part 0 to look among the keys, 1 among the values */
    private static Resolved search(List<Argument> arguments, int part) {
        var map = mapOf(arguments.get(0));
        var searched = part == 0 ? map.key() : map.value();
        var common = Coercion.commonType(Argument.of(searched), arguments.get(1));
        if (common == null) {
            throw ListFunctions.mixed(searched, arguments.get(1).type());
        }
        var type = part == 0 ? new MapType(common, map.value()) : new MapType(map.key(), common);
        return new Resolved(List.of(type, common), BOOLEAN, NestedKernel.strict(BOOLEAN, (in, out) -> {
            var wanted = in.cell(1);
            boolean found = false;
            for (long cell = in.at(0); !Nested.isEnd(cell) && !found; ) {
                long value = Nested.next(type.key(), cell + 1);
                long end = Nested.next(type.value(), value);
                found = (part == 0 ? new Cell(cell + 1, value) : new Cell(value, end)).same(wanted);
                cell = end;
            }
            out.bool(found);
        }));
    }

    private static Resolved column(List<Argument> arguments, int part) {
        var map = mapOf(arguments.getFirst());
        var type = new ListType(part == 0 ? map.key() : map.value());
        return new Resolved(List.of(map), type, NestedKernel.strict(type, (in, out) -> {
            for (long cell = in.at(0); !Nested.isEnd(cell); ) {
                long value = Nested.next(map.key(), cell + 1);
                long end = Nested.next(map.value(), value);
                out.writer().copy(part == 0 ? cell + 1 : value, part == 0 ? value : end);
                cell = end;
            }
            out.end();
        }));
    }

    private static Resolved entries(List<Argument> arguments) {
        var map = mapOf(arguments.getFirst());
        return new Resolved(
                List.of(map), map.entries(), NestedKernel.strict(map.entries(), (in, out) -> out.same(in, 0)));
    }

    private static Resolved fromEntries(List<Argument> arguments) {
        var element = ListFunctions.element(arguments.getFirst());
        if (!(element instanceof StructType struct) || struct.fields().size() != 2) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "map_from_entries needs a list of structs of two fields, not "
                            + arguments.getFirst().type().sql());
        }
        var map = new MapType(struct.types().get(0), struct.types().get(1));
        return new Resolved(List.of(new ListType(struct)), map, NestedKernel.strict(map, (in, out) -> {
            var seen = new HashSet<Cell>();
            for (long cell = in.at(0); !Nested.isEnd(cell); ) {
                if (Nested.isNull(cell)) {
                    throw SqlException.of(ErrorCode.INVALID_VALUE, "an entry of a map must not be NULL");
                }
                long value = Nested.next(map.key(), cell + 1);
                long end = Nested.next(map.value(), value);
                entry(new Cell(cell + 1, value), new Cell(value, end), seen, out);
                cell = end;
            }
            out.end();
        }));
    }

    private static Resolved mapConcat(List<Argument> arguments) {
        DataType common = mapOf(arguments.getFirst());
        for (var argument : arguments) {
            var next = Coercion.commonType(common, argument.type());
            if (next == null) {
                throw ListFunctions.mixed(common, argument.type());
            }
            common = next;
        }
        var type = (MapType) common;
        return new Resolved(
                java.util.Collections.nCopies(arguments.size(), type), type, NestedKernel.nullAware(type, (in, out) -> {
                    var entries = new java.util.LinkedHashMap<Cell, Cell>();
                    boolean any = false;
                    for (int i = 0; i < in.count(); i++) {
                        any |= !in.isNull(i);
                        for (long cell = in.isNull(i) ? in.end(i) : in.at(i); !in.isNull(i) && !Nested.isEnd(cell); ) {
                            long value = Nested.next(type.key(), cell + 1);
                            long end = Nested.next(type.value(), value);
                            entries.put(new Cell(cell + 1, value), new Cell(value, end));
                            cell = end;
                        }
                    }
                    if (any) {
                        var seen = new HashSet<Cell>();
                        entries.forEach((key, value) -> entry(key, value, seen, out));
                        out.end();
                    }
                }));
    }

    private static Resolved cardinality(List<Argument> arguments) {
        var type = size(arguments).parameters().getFirst();
        return new Resolved(
                List.of(type),
                UBIGINT,
                NestedKernel.strict(UBIGINT, (in, out) -> out.wide(Nested.count(type, in.at(0)))));
    }

    static Resolved size(List<Argument> arguments) {
        var type = arguments.getFirst().type() == NULL
                ? new ListType(NULL)
                : arguments.getFirst().type();
        return new Resolved(
                List.of(type),
                BIGINT,
                NestedKernel.strict(BIGINT, (in, out) -> out.int64(Nested.count(type, in.at(0)))));
    }
}
