package tarn.engine.function.scalar;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarKernel;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.kernel.Flatten;

/**
 * Functions of a value and of further arguments that say what to do with it, such as a pattern: these are nearly always
 * constant and compiled once; else they are compiled anew where a row differs from the one before.
 *
 * @param <P> what is compiled
 */
final class PatternKernel<P> implements ScalarKernel {

    /** Makes the pattern from the physical values of the further arguments. */
    @FunctionalInterface
    interface Compiler<P> {
        P compile(@Nullable Object[] arguments);
    }

    /** Applies a pattern to one row of the first argument, whose values these are. */
    interface Body<P> {
        void apply(P pattern, MemorySegment values, int row, Writer out);

        /** Applies it to all rows. */
        default void applyAll(P pattern, MemorySegment values, int rows, Writer out) {
            for (int row = 0; row < rows; row++) {
                apply(pattern, values, row, out);
            }
        }
    }

    private final DataType result;
    private final Compiler<P> compiler;
    private final Body<P> body;
    private @Nullable Object @Nullable [] known;
    private @Nullable P pattern;

    private PatternKernel(DataType result, Compiler<P> compiler, Body<P> body) {
        this.result = result;
        this.compiler = compiler;
        this.body = body;
    }

    static <P> KernelFactory of(DataType result, Compiler<P> compiler, Body<P> body) {
        return _ -> new PatternKernel<>(result, compiler, body);
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        boolean constantPattern = true;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof ConstantVector constant) {
                if (constant.isNull()) {
                    return Constants.nullOf(result);
                }
            } else if (i > 0) {
                constantPattern = false;
            }
        }
        MemorySegment validity = null;
        for (var argument : arguments) {
            if (!(argument instanceof ConstantVector)) {
                validity = Bitmaps.and(
                        validity, Flatten.flatten(argument, rows, batch).validity(), rows, batch);
            }
        }
        boolean allConstant = constantPattern && arguments.getFirst() instanceof ConstantVector;
        int count = allConstant ? 1 : rows;
        var values = allConstant && arguments.getFirst() instanceof ConstantVector constant
                ? constant.value()
                : Flatten.flatten(arguments.getFirst(), rows, batch).values();
        var bits = batch.allocate(Bits.bytes(count));
        bits.fill((byte) -1);
        var out = new Writer(batch.allocateZeroed(Math.max(16, result.lane().bytesFor(count))), bits, batch);
        if (constantPattern && validity == null) {
            body.applyAll(pattern(arguments, 0), values, count, out);
        } else {
            for (int row = 0; row < count; row++) {
                if (validity == null || Bits.get(validity, row)) {
                    body.apply(pattern(arguments, row), values, row, out);
                }
            }
        }
        if (out.hasNulls()) {
            if (allConstant) {
                return Constants.nullOf(result);
            }
            validity = Bitmaps.and(validity, bits, rows, batch);
        }
        return allConstant
                ? new ConstantVector(result, out.values(), false)
                : new FlatVector(result, out.values(), validity);
    }

    private P pattern(List<Vector> arguments, int row) {
        var now = new @Nullable Object[arguments.size() - 1];
        for (int i = 0; i < now.length; i++) {
            now[i] = Values.get(arguments.get(i + 1), row);
        }
        if (pattern == null || !Arrays.equals(now, known)) {
            pattern = compiler.compile(now);
            known = now;
        }
        return pattern;
    }

    /** A test of each string. */
    @FunctionalInterface
    interface Test<P> {
        boolean test(P pattern, String text);
    }

    static <P> KernelFactory test(Compiler<P> compiler, Test<P> test) {
        return of(
                ScalarType.BOOLEAN,
                compiler,
                (pattern, views, row, out) -> out.putBoolean(row, test.test(pattern, Strings.toString(views, row))));
    }

    /** A string made of each string. */
    @FunctionalInterface
    interface Mapping<P> {
        String map(P pattern, String text);
    }

    static <P> KernelFactory map(Compiler<P> compiler, Mapping<P> mapping) {
        return of(
                ScalarType.VARCHAR,
                compiler,
                (pattern, views, row, out) -> out.putString(row, mapping.map(pattern, Strings.toString(views, row))));
    }
}
