package tarn.engine.expr.eval;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.json.Json;
import tarn.engine.data.json.JsonWriter;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.NestedColumns;

/** Casts from and to JSON: columns of a type are made of the parts of the values at once, by the casts of texts. */
final class JsonCasts {
    private JsonCasts() {}

    /** @param attempt a part that does not convert is NULL */
    static Kernel kernel(DataType from, DataType to, boolean attempt, ZoneId zone) {
        if (from == ScalarType.VARCHAR) {
            return NestedCasts.constantOnce((arguments, rows, batch) -> checked(arguments, rows, batch, attempt));
        }
        if (to == ScalarType.VARCHAR) {
            return NestedCasts.constantOnce((arguments, rows, batch) -> {
                var in = Flatten.flatten(arguments.getFirst(), rows, batch);
                return new FlatVector(to, in.values(), in.validity());
            });
        }
        if (to == ScalarType.JSON) {
            return NestedCasts.constantOnce(JsonCasts::written);
        }
        return NestedCasts.constantOnce((arguments, rows, batch) -> {
            var values = new ArrayList<@Nullable Json>(rows);
            for (int row = 0; row < rows; row++) {
                values.add(Values.get(arguments.getFirst(), row) instanceof String text ? Json.parse(text) : null);
            }
            return new Reading(attempt, zone, batch).column(values, to);
        });
    }

    /** Texts that are JSON, as they are. */
    private static Vector checked(List<Vector> arguments, int rows, Region batch, boolean attempt) {
        var in = Flatten.flatten(arguments.getFirst(), rows, batch);
        var validity = batch.allocate(Math.max(16, Bits.bytes(rows))).fill((byte) -1);
        for (int row = 0; row < rows; row++) {
            boolean valid = Values.get(in, row) instanceof String text && Json.tryParse(text) != null;
            if (!valid && !in.isNull(row) && !attempt) {
                throw new ArithmeticException("not a value of the type");
            }
            Bits.put(validity, row, valid);
        }
        return new FlatVector(ScalarType.JSON, in.values(), validity);
    }

    private static Vector written(List<Vector> arguments, int rows, Region batch) {
        var in = Flatten.flatten(arguments.getFirst(), rows, batch);
        var out = batch.allocateZeroed(Math.max(16, Lane.BYTES.bytesFor(rows)));
        for (int row = 0; row < rows; row++) {
            var value = Values.get(in, row);
            if (value != null) {
                var text = new StringBuilder();
                JsonWriter.append(text, value, in.type());
                Constants.put(text.toString(), ScalarType.JSON, out, row, batch);
            }
        }
        return new FlatVector(ScalarType.JSON, out, in.validity());
    }

    private static final class Reading {
        private final boolean attempt;
        private final ZoneId zone;
        private final Region batch;

        Reading(boolean attempt, ZoneId zone, Region batch) {
            this.attempt = attempt;
            this.zone = zone;
            this.batch = batch;
        }

        FlatVector column(List<@Nullable Json> values, DataType type) {
            return switch (type) {
                case ListType(var element) -> lists(values, type, element, -1);
                case ArrayType(var element, int size) -> lists(values, type, element, size);
                case StructType struct -> structs(values, struct);
                case MapType map -> maps(values, map);
                case ScalarType _, DecimalType _, EnumType _ -> texts(values, type);
            };
        }

        /** Whether a value that does not fit may be NULL; an error if not. */
        private boolean missing(@Nullable Json value) {
            if (value != null && !(value instanceof Json.Null) && !attempt) {
                throw new ArithmeticException("not a value of the type");
            }
            return false;
        }

        private FlatVector lists(List<@Nullable Json> values, DataType type, DataType element, int size) {
            var parts = new ArrayList<@Nullable Json>();
            var ends = batch.allocate(Math.max(16, Lane.I32.bytesFor(values.size())));
            var validity = batch.allocateZeroed(Math.max(16, Bits.bytes(values.size())));
            for (int row = 0; row < values.size(); row++) {
                var value = values.get(row);
                boolean fits = value instanceof Json.Array array
                                && (size < 0 || array.elements().size() == size)
                        || missing(value);
                if (fits && value instanceof Json.Array array) {
                    parts.addAll(array.elements());
                    Bits.set(validity, row);
                }
                Memory.setInt(ends, row, parts.size());
            }
            return NestedColumns.lists(type, column(parts, element), ends, validity, values.size(), batch);
        }

        private FlatVector structs(List<@Nullable Json> values, StructType type) {
            var validity = batch.allocateZeroed(Math.max(16, Bits.bytes(values.size())));
            for (int row = 0; row < values.size(); row++) {
                var value = values.get(row);
                boolean fits =
                        value instanceof Json.Obj || type.isTuple() && value instanceof Json.Array || missing(value);
                Bits.put(validity, row, fits);
            }
            var fields = new ArrayList<Vector>();
            for (int i = 0; i < type.fields().size(); i++) {
                var field = type.fields().get(i);
                int at = i;
                var parts = new ArrayList<@Nullable Json>();
                values.forEach(value -> parts.add(part(value, field.name(), at)));
                fields.add(column(parts, field.type()));
            }
            return NestedColumns.structs(type, fields, validity, values.size(), batch);
        }

        private static @Nullable Json part(@Nullable Json value, String name, int position) {
            if (value instanceof Json.Obj object) {
                for (var member : object.members()) {
                    if (member.name().equalsIgnoreCase(name)) {
                        return member.value();
                    }
                }
            }
            return value instanceof Json.Array(var elements) && position < elements.size()
                    ? elements.get(position)
                    : null;
        }

        private FlatVector maps(List<@Nullable Json> values, MapType type) {
            var keys = new ArrayList<@Nullable Json>();
            var parts = new ArrayList<@Nullable Json>();
            var ends = batch.allocate(Math.max(16, Lane.I32.bytesFor(values.size())));
            var validity = batch.allocateZeroed(Math.max(16, Bits.bytes(values.size())));
            for (int row = 0; row < values.size(); row++) {
                if (values.get(row) instanceof Json.Obj object) {
                    object.members().forEach(member -> {
                        keys.add(new Json.Text(member.name()));
                        parts.add(member.value());
                    });
                    Bits.set(validity, row);
                } else {
                    missing(values.get(row));
                }
                Memory.setInt(ends, row, keys.size());
            }
            var entries = NestedColumns.structs(
                    (StructType) type.entries().element(),
                    List.of(column(keys, type.key()), column(parts, type.value())),
                    null,
                    keys.size(),
                    batch);
            return NestedColumns.lists(type, entries, ends, validity, values.size(), batch);
        }

        /** By the text of a string, a number and so on. */
        private FlatVector texts(List<@Nullable Json> values, DataType type) {
            int rows = values.size();
            var views = batch.allocateZeroed(Math.max(16, Lane.BYTES.bytesFor(rows)));
            var validity = batch.allocateZeroed(Math.max(16, Bits.bytes(rows)));
            for (int row = 0; row < rows; row++) {
                var value = values.get(row);
                var text = value == null ? null : type == ScalarType.JSON ? value.text() : value.plain();
                if (text != null) {
                    Bits.set(validity, row);
                    Constants.put(text, ScalarType.VARCHAR, views, row, batch);
                }
            }
            if (type == ScalarType.JSON || type == ScalarType.VARCHAR || rows == 0) {
                return new FlatVector(type, rows == 0 ? batch.allocateZeroed(16) : views, validity);
            }
            var texts = new FlatVector(ScalarType.VARCHAR, views, validity);
            var cast = Casts.kernel(ScalarType.VARCHAR, type, attempt, zone).evaluate(List.of(texts), rows, batch);
            return Flatten.flatten(cast, rows, batch);
        }
    }
}
