package tarn.engine.expr.eval;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.ScalarOverload;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The error for a call that overflowed: shows the call with its values. */
final class FailedCall {
    private FailedCall() {}

    static SqlException of(ScalarOverload function, ArithmeticException error, List<Vector> arguments, int row) {
        var values = IntStream.range(0, arguments.size())
                .mapToObj(i -> shown(arguments.get(i), row))
                .toList();
        boolean infix = !Character.isLetter(function.name().charAt(0)) && values.size() == 2;
        String call = infix
                ? values.get(0) + " " + function.name() + " " + values.get(1)
                : function.name() + values.stream().collect(Collectors.joining(", ", "(", ")"));
        String kind = function.result().isInteger()
                ? "integer overflow"
                : "overflow of " + function.result().sql();
        return isDivision(error)
                ? SqlException.of(ErrorCode.DIVISION, "division by zero in " + call)
                : SqlException.of(ErrorCode.OVERFLOW, kind + " in " + call);
    }

    /** For kernels that take every value. */
    static SqlException impossible(ArithmeticException error, List<Vector> arguments, int row) {
        return SqlException.internal("a comparison failed", error);
    }

    private static boolean isDivision(ArithmeticException error) {
        return String.valueOf(error.getMessage()).contains("by zero");
    }

    private static String shown(Vector argument, int row) {
        return TextForm.of(Values.get(argument, row), argument.type());
    }
}
