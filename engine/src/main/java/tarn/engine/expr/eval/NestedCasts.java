package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.NestedColumns;
import tarn.sql.error.SqlException;

/** Casts from and to lists, structs and maps: the values within are cast as columns. */
final class NestedCasts {
    private NestedCasts() {}

    static Kernel kernel(DataType from, DataType to, boolean attempt, ZoneId zone) {
        if (to == ScalarType.VARCHAR) {
            return (arguments, rows, batch) -> text(arguments, rows, batch, zone);
        }
        if (from == ScalarType.VARCHAR) {
            var parse = parse(to, attempt, zone);
            return constantOnce(parse::evaluate);
        }
        var kernel = constantOnce(between(from, to, attempt, zone));
        // the size of a list is known per row only
        return attempt && to instanceof ArrayType ? new AttemptKernel(kernel, to) : kernel;
    }

    private static Kernel between(DataType from, DataType to, boolean attempt, ZoneId zone) {
        return switch (to) {
            case ListType list
            when from instanceof ArrayType source && source.element().equals(list.element()) ->
                (arguments, rows, batch) -> {
                    var flat = Flatten.flatten(arguments.getFirst(), rows, batch);
                    return new FlatVector(list, flat.values(), flat.validity());
                };
            case ListType list
            when from instanceof ArrayType source -> lists(list, part(source.element(), list.element(), attempt, zone));
            case ArrayType array
            when from instanceof ListType || from instanceof ArrayType ->
                lists(array, part(Nested.element(from), array.element(), attempt, zone));
            case ListType list
            when from instanceof ListType source -> lists(list, part(source.element(), list.element(), attempt, zone));
            case MapType map
            when from instanceof MapType source ->
                lists(
                        map,
                        structs(
                                (StructType) source.entries().element(),
                                (StructType) map.entries().element(),
                                attempt,
                                zone));
            case StructType struct when from instanceof StructType source -> structs(source, struct, attempt, zone);
            default -> throw SqlException.internal("no cast from " + from.sql() + " to " + to.sql(), null);
        };
    }

    /** A cast that leaves equal types alone. */
    private static Kernel part(DataType from, DataType to, boolean attempt, ZoneId zone) {
        return from.equals(to) ? (arguments, _, _) -> arguments.getFirst() : Casts.kernel(from, to, attempt, zone);
    }

    static Kernel constantOnce(Kernel kernel) {
        return (arguments, rows, batch) -> {
            if (!(arguments.getFirst() instanceof ConstantVector constant)) {
                return kernel.evaluate(arguments, rows, batch);
            }
            var flat = Flatten.flatten(kernel.evaluate(List.of(constant), 1, batch), 1, batch);
            return flat.isNull(0)
                    ? Constants.nullOf(flat.type())
                    : new ConstantVector(flat.type(), flat.values(), false);
        };
    }

    private static Kernel lists(DataType to, Kernel element) {
        return (arguments, rows, batch) -> {
            var in = Flatten.flatten(arguments.getFirst(), rows, batch);
            var elements = NestedColumns.elements(in, rows, batch);
            if (to instanceof ArrayType array) {
                checkSize(array, in, elements.ends(), rows);
            }
            var cast = elements.count() == 0
                    ? elements.values()
                    : element.evaluate(List.of(elements.values()), elements.count(), batch);
            return NestedColumns.lists(to, cast, elements.ends(), in.validity(), rows, batch);
        };
    }

    private static void checkSize(ArrayType array, FlatVector in, MemorySegment ends, int rows) {
        int from = 0;
        for (int row = 0; row < rows; row++) {
            int to = Memory.getInt(ends, row);
            if (to - from != array.size() && !in.isNull(row)) {
                throw new ArithmeticException("not a value of the type");
            }
            from = to;
        }
    }

    /** By name; by position where one of them is a tuple. A field that is not there becomes NULL. */
    private static Kernel structs(StructType from, StructType to, boolean attempt, ZoneId zone) {
        var sources = new int[to.fields().size()];
        var kernels = new ArrayList<Kernel>();
        for (int i = 0; i < sources.length; i++) {
            var field = to.fields().get(i);
            sources[i] = from.isTuple() || to.isTuple() ? i : from.find(field.name());
            kernels.add(
                    sources[i] < 0
                            ? (_, _, _) -> Constants.nullOf(field.type())
                            : part(from.fields().get(sources[i]).type(), field.type(), attempt, zone));
        }
        return (arguments, rows, batch) -> {
            var in = Flatten.flatten(arguments.getFirst(), rows, batch);
            var fields = new ArrayList<Vector>();
            for (int i = 0; i < sources.length; i++) {
                var source = NestedColumns.field(in, Math.max(0, sources[i]), rows, batch);
                fields.add(kernels.get(i).evaluate(List.of(source), rows, batch));
            }
            return NestedColumns.structs(to, fields, in.validity(), rows, batch);
        };
    }

    private static Vector text(List<Vector> arguments, int rows, Region batch, ZoneId zone) {
        var in = arguments.getFirst();
        int count = in instanceof ConstantVector ? 1 : rows;
        var out = batch.allocateZeroed(Math.max(16, Lane.BYTES.bytesFor(count)));
        for (int row = 0; row < count; row++) {
            var value = Values.get(in, row);
            if (value != null) {
                Constants.put(TextForm.of(value, in.type(), zone), ScalarType.VARCHAR, out, row, batch);
            }
        }
        if (in instanceof ConstantVector) {
            return in.isNull(0)
                    ? Constants.nullOf(ScalarType.VARCHAR)
                    : new ConstantVector(ScalarType.VARCHAR, out, false);
        }
        return new FlatVector(
                ScalarType.VARCHAR, out, Flatten.flatten(in, rows, batch).validity());
    }

    /** Texts of a nested type, or of any other. */
    private static Kernel parse(DataType to, boolean attempt, ZoneId zone) {
        return switch (to) {
            case ArrayType(var element, var _) ->
                new ParsedLists(to, part(ScalarType.VARCHAR, element, attempt, zone), attempt);
            case ListType(var element) ->
                new ParsedLists(to, part(ScalarType.VARCHAR, element, attempt, zone), attempt);
            case MapType map ->
                new ParsedMaps(
                        map,
                        part(ScalarType.VARCHAR, map.key(), attempt, zone),
                        part(ScalarType.VARCHAR, map.value(), attempt, zone),
                        attempt);
            case StructType struct ->
                new ParsedStructs(
                        struct,
                        struct.fields().stream()
                                .map(f -> part(ScalarType.VARCHAR, f.type(), attempt, zone))
                                .toList(),
                        attempt);
            default -> throw new IllegalArgumentException(to.sql());
        };
    }

    private record ParsedLists(DataType type, Kernel element, boolean attempt) implements Kernel {
        private @Nullable List<@Nullable String> parts(String text) {
            var parts = NestedParser.list(text);
            boolean fits = parts != null && (!(type instanceof ArrayType array) || parts.size() == array.size());
            return fits ? parts : null;
        }

        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            var in = arguments.getFirst();
            var parts = new Texts();
            var ends = batch.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
            var validity = validity(rows, batch);
            for (int row = 0; row < rows; row++) {
                var found = parsed(in, row, attempt, this::parts);
                if (found == null) {
                    Bits.put(validity, row, false);
                } else {
                    parts.addAll(found);
                }
                Memory.setInt(ends, row, parts.size());
            }
            return NestedColumns.lists(type, parts.cast(element, batch), ends, validity, rows, batch);
        }
    }

    private record ParsedMaps(MapType type, Kernel key, Kernel value, boolean attempt) implements Kernel {
        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            var in = arguments.getFirst();
            var keys = new Texts();
            var values = new Texts();
            var ends = batch.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
            var validity = validity(rows, batch);
            for (int row = 0; row < rows; row++) {
                var found = parsed(in, row, attempt, NestedParser::map);
                if (found == null) {
                    Bits.put(validity, row, false);
                } else {
                    found.forEach(entry -> {
                        keys.add(entry.name());
                        values.add(entry.value());
                    });
                }
                Memory.setInt(ends, row, keys.size());
            }
            var entry = (StructType) type.entries().element();
            var entries = NestedColumns.structs(
                    entry, List.of(keys.cast(key, batch), values.cast(value, batch)), null, keys.size(), batch);
            return NestedColumns.lists(type, entries, ends, validity, rows, batch);
        }
    }

    private record ParsedStructs(StructType type, List<Kernel> kernels, boolean attempt) implements Kernel {
        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            var in = arguments.getFirst();
            var columns = new ArrayList<Texts>();
            kernels.forEach(_ -> columns.add(new Texts()));
            var validity = validity(rows, batch);
            for (int row = 0; row < rows; row++) {
                var found = parsed(in, row, attempt, text -> NestedParser.struct(text, type));
                Bits.put(validity, row, found != null);
                for (int i = 0; i < kernels.size(); i++) {
                    columns.get(i).add(found == null ? null : found.get(i));
                }
            }
            var fields = new ArrayList<Vector>();
            for (int i = 0; i < kernels.size(); i++) {
                fields.add(columns.get(i).cast(kernels.get(i), batch));
            }
            return NestedColumns.structs(type, fields, validity, rows, batch);
        }
    }

    private static MemorySegment validity(int rows, Region batch) {
        return batch.allocate(Math.max(16, Bits.bytes(rows))).fill((byte) -1);
    }

    /** Takes a text apart; null if it cannot. */
    @FunctionalInterface
    private interface Parser<T> {
        @Nullable
        T parse(String text);
    }

    private static <T> @Nullable T parsed(Vector in, int row, boolean attempt, Parser<T> parser) {
        if (!(Values.get(in, row) instanceof String text)) {
            return null;
        }
        var found = parser.parse(text);
        if (found == null && !attempt) {
            throw new ArithmeticException("not a value of the type");
        }
        return found;
    }

    /** A column of texts in the making. */
    private static final class Texts {
        private final List<@Nullable String> texts = new ArrayList<>();

        void add(@Nullable String text) {
            texts.add(text);
        }

        void addAll(List<@Nullable String> more) {
            texts.addAll(more);
        }

        int size() {
            return texts.size();
        }

        Vector cast(Kernel kernel, Region batch) {
            var views = batch.allocateZeroed(Math.max(16, (long) Strings.VIEW_BYTES * texts.size()));
            var validity = validity(texts.size(), batch);
            for (int i = 0; i < texts.size(); i++) {
                var text = texts.get(i);
                if (text == null) {
                    Bits.put(validity, i, false);
                } else {
                    Constants.put(text, ScalarType.VARCHAR, views, i, batch);
                }
            }
            var column = new FlatVector(ScalarType.VARCHAR, views, validity);
            return texts.isEmpty() ? column : kernel.evaluate(List.of(column), texts.size(), batch);
        }
    }
}
