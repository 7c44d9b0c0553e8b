package tarn.engine.function.scalar;

import java.util.List;
import java.util.stream.Stream;
import tarn.engine.function.ScalarFunction;

/** All built-in scalar functions: the one list to extend with a new topic. */
public final class ScalarBuiltins {
    private ScalarBuiltins() {}

    public static List<ScalarFunction> all() {
        return Stream.of(
                        Arithmetic.ALL,
                        NumberFunctions.ALL,
                        TextFunctions.ALL,
                        PatternFunctions.ALL,
                        EncodingFunctions.ALL,
                        DateFunctions.ALL,
                        OtherFunctions.ALL).flatMap(List::stream).toList();
    }
}
