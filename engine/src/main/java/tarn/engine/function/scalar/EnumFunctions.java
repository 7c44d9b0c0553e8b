package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.UINTEGER;
import static tarn.engine.data.type.ScalarType.USMALLINT;
import static tarn.engine.data.type.ScalarType.UTINYINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.kernel.Kernels;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions of ENUM types; most look at the type of their argument only. */
final class EnumFunctions {
    private static final ListType TEXTS = new ListType(VARCHAR);

    static final List<ScalarFunction> ALL = List.of(
            ofEnum("enum_first", "The first value of an enum's type.", "enum_first(NULL::ENUM('a', 'b')) = 'a'")
                    .resolved(List.of(Family.ENUM), null, in -> constant(in, VARCHAR, type -> end(type, true)))
                    .build(),
            ofEnum("enum_last", "The last value of an enum's type.", "enum_last(NULL::ENUM('a', 'b')) = 'b'")
                    .resolved(List.of(Family.ENUM), null, in -> constant(in, VARCHAR, type -> end(type, false)))
                    .build(),
            ofEnum("enum_range", "All values of an enum's type.", "enum_range(NULL::ENUM('a', 'b')) = ['a', 'b']")
                    .resolved(List.of(Family.ENUM), null, in -> constant(in, TEXTS, EnumType::values))
                    .build(),
            ofEnum(
                            "enum_range_boundary",
                            "The values of an enum's type from one to another one; NULL is the first or the last.",
                            "enum_range_boundary(NULL, 'b'::ENUM('a', 'b', 'c')) = ['a', 'b']")
                    .resolved(List.of(Family.ENUM, Family.ENUM), null, EnumFunctions::range)
                    .build(),
            ScalarFunction.named("enum_code")
                    .topic("Enums")
                    .doc("The position of a value within an enum's type, from 0.")
                    .example("enum_code('b'::ENUM('a', 'b')) = 1")
                    .resolved(List.of(Family.ENUM), null, EnumFunctions::code)
                    .build());

    private EnumFunctions() {}

    private static Builder ofEnum(String name, String doc, String example) {
        return ScalarFunction.named(name)
                .topic("Enums")
                .doc(doc)
                .example(example)
                .properties(Properties.NULL_AWARE);
    }

    private static EnumType type(List<Argument> arguments) {
        EnumType found = null;
        for (var argument : arguments) {
            if (argument.type() instanceof EnumType type) {
                if (found != null && !found.equals(type)) {
                    throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the arguments are of different ENUM types");
                }
                found = type;
            }
        }
        if (found == null) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the argument is of no ENUM type")
                    .hint("write NULL::my_enum");
        }
        return found;
    }

    private static @Nullable Object end(EnumType type, boolean first) {
        return type.values().isEmpty()
                ? null
                : first ? type.values().getFirst() : type.values().getLast();
    }

    private static Resolved constant(
            List<Argument> arguments, DataType result, Function<EnumType, @Nullable Object> of) {
        var type = type(arguments);
        var value = of.apply(type);
        return new Resolved(List.of(type), result, scratch -> {
            Vector constant = Constants.of(value, result, scratch);
            return (_, _, _) -> constant;
        });
    }

    private static Resolved range(List<Argument> arguments) {
        var type = type(arguments);
        return new Resolved(List.of(type, type), TEXTS, _ -> (in, rows, batch) -> {
            var out = batch.allocateZeroed(Math.max(16, TEXTS.lane().bytesFor(rows)));
            for (int row = 0; row < rows; row++) {
                int from = Values.get(in.get(0), row) instanceof Long code ? code.intValue() : 0;
                int to = Values.get(in.get(1), row) instanceof Long code
                        ? code.intValue() + 1
                        : type.values().size();
                Constants.put(type.values().subList(from, Math.max(from, to)), TEXTS, out, row, batch);
            }
            return new FlatVector(TEXTS, out, null);
        });
    }

    private static Resolved code(List<Argument> arguments) {
        var type = type(arguments);
        int size = type.values().size();
        ScalarType result = size <= 1 << 8 ? UTINYINT : size <= 1 << 16 ? USMALLINT : UINTEGER;
        return new Resolved(List.of(type), result, Make.kernel(() -> Kernels.longs(result, x -> x)));
    }
}
