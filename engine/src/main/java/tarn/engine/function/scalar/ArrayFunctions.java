package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.REAL;

import java.util.Collections;
import java.util.List;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Constants;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that make arrays; those that look into them take lists. */
final class ArrayFunctions {
    static final List<ScalarFunction> ALL = List.of(
            ListFunctions.list("array_value", "An array of the arguments.", "array_value(1, 2) = [1, 2]::INTEGER[2]")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, ArrayFunctions::value)
                    .build(),
            ListFunctions.list(
                            "array_cross_product",
                            "The cross product of two vectors in three dimensions.",
                            "array_cross_product([1, 0, 0]::DOUBLE[3], [0, 1, 0]::DOUBLE[3]) = [0, 0, 1]::DOUBLE[3]",
                            "cross_product")
                    .resolved(List.of(Family.LIST, Family.LIST), null, ArrayFunctions::crossProduct)
                    .build());

    private ArrayFunctions() {}

    private static Resolved value(List<Argument> arguments) {
        var element = Coercion.commonType(arguments);
        if (element == null) {
            throw ListFunctions.mixed(
                    arguments.getFirst().type(), arguments.getLast().type());
        }
        var type = new ArrayType(element, arguments.size());
        return new Resolved(
                Collections.nCopies(arguments.size(), element), type, NestedKernel.nullAware(type, (in, out) -> {
                    for (int i = 0; i < in.count(); i++) {
                        in.copyTo(out.writer(), i);
                    }
                    out.end();
                }));
    }

    private static Resolved crossProduct(List<Argument> arguments) {
        boolean single = arguments.stream().allMatch(a -> ListFunctions.element(a) == REAL);
        DataType number = single ? REAL : DOUBLE;
        var vector = new ArrayType(number, 3);
        return new Resolved(List.of(vector, vector), vector, scratch -> {
            var one = scratch.allocateZeroed(16);
            return NestedKernel.strict(vector, (in, out) -> {
                        double[] a = numbers(in.objects(0));
                        double[] b = numbers(in.objects(1));
                        for (int i = 0; i < 3; i++) {
                            int next = (i + 1) % 3;
                            int last = (i + 2) % 3;
                            Constants.put(a[next] * b[last] - a[last] * b[next], number, one, 0, scratch);
                            out.writer().cell(number, one, 0);
                        }
                        out.end();
                    })
                    .create(scratch);
        });
    }

    private static double[] numbers(List<?> elements) {
        double[] numbers = new double[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(elements.get(i) instanceof Number number)) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "NULL in a vector");
            }
            numbers[i] = number.doubleValue();
        }
        return numbers;
    }
}
