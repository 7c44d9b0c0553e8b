package tarn.engine.expr.eval;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.LaneAccess;

/** Casts from and to ENUM. */
final class EnumCasts {
    private EnumCasts() {}

    /** Either type is an ENUM; the other types than VARCHAR are reached by way of the text. */
    static Kernel kernel(DataType from, DataType to, boolean attempt, ZoneId zone) {
        if (to instanceof EnumType target) {
            return from instanceof EnumType source
                    ? new Mapped(source, target, attempt)
                    : new Parsed(target, codes(target), attempt);
        }
        var texts = new Written((EnumType) from);
        if (to == ScalarType.VARCHAR) {
            return texts;
        }
        var rest = Casts.kernel(ScalarType.VARCHAR, to, attempt, zone);
        return (arguments, rows, batch) -> rest.evaluate(List.of(texts.evaluate(arguments, rows, batch)), rows, batch);
    }

    private static Map<String, Integer> codes(EnumType type) {
        var codes = new HashMap<String, Integer>();
        type.values().forEach(value -> codes.put(value, codes.size()));
        return codes;
    }

    private static ArithmeticException missing() {
        return new ArithmeticException("not a value of the type");
    }

    /** The texts of a type are a dictionary whose codes the values are. */
    private static final class Written implements Kernel {
        private final Dictionary dictionary;

        /** Keeps the dictionary's memory; loops read the plain segment. */
        private final Arena arena = Arena.ofAuto();

        Written(EnumType type) {
            int size = type.values().size();
            var views = plain(arena.allocate(Math.max(16, Lane.BYTES.bytesFor(size)), 16));
            for (int i = 0; i < size; i++) {
                byte[] utf8 = type.values().get(i).getBytes(StandardCharsets.UTF_8);
                var text = plain(arena.allocate(Math.max(1, utf8.length)));
                MemorySegment.copy(utf8, 0, text, ValueLayout.JAVA_BYTE, 0, utf8.length);
                Strings.put(views, i, text.address(), utf8.length);
            }
            dictionary = new Dictionary(new FlatVector(ScalarType.VARCHAR, views, null), size, false);
        }

        private static MemorySegment plain(MemorySegment segment) {
            return MemorySegment.ofAddress(segment.address()).reinterpret(segment.byteSize());
        }

        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            if (arguments.getFirst() instanceof ConstantVector constant) {
                if (constant.isNull()) {
                    return Constants.nullOf(ScalarType.VARCHAR);
                }
                int code = (int) LaneAccess.readLong(constant.type().lane(), constant.value(), 0);
                var value = batch.allocate(16);
                Strings.copy(dictionary.entries().values(), code, value, 0);
                return new ConstantVector(ScalarType.VARCHAR, value, false);
            }
            var in = Flatten.flatten(arguments.getFirst(), rows, batch);
            var codes = batch.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
            var lane = in.type().lane();
            for (int row = 0; row < rows; row++) {
                Memory.setInt(codes, row, in.isNull(row) ? 0 : (int) LaneAccess.readLong(lane, in.values(), row));
            }
            return new DictionaryVector(dictionary, codes, in.validity());
        }
    }

    private record Parsed(EnumType type, Map<String, Integer> codes, boolean attempt) implements Kernel {
        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            var in = arguments.getFirst();
            int count = in instanceof ConstantVector ? 1 : rows;
            var out = batch.allocateZeroed(Math.max(16, type.lane().bytesFor(count)));
            var validity = batch.allocate(Math.max(16, Bits.bytes(count))).fill((byte) -1);
            for (int row = 0; row < count; row++) {
                Integer code = Values.get(in, row) instanceof String text ? codes.get(text) : null;
                if (code != null) {
                    LaneAccess.writeLong(type.lane(), out, row, code);
                } else if (in.isNull(row) || attempt) {
                    Bits.put(validity, row, false);
                } else {
                    throw missing();
                }
            }
            if (in instanceof ConstantVector) {
                return Bits.get(validity, 0) ? new ConstantVector(type, out, false) : Constants.nullOf(type);
            }
            return new FlatVector(type, out, validity);
        }
    }

    private record Mapped(EnumType from, EnumType to, boolean attempt) implements Kernel {
        @Override
        public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
            var texts = new Written(from).evaluate(arguments, rows, batch);
            return new Parsed(to, codes(to), attempt).evaluate(List.of(texts), rows, batch);
        }
    }
}
