package tarn.engine.function.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Argument;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarFunction;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.RowOperator;

/** Short forms for the entries of this package. */
final class Make {
    private Make() {}

    /** A factory that makes a kernel of its own for each thread, as kernels keep state. */
    static KernelFactory kernel(Supplier<Kernel> kernel) {
        return _ -> kernel.get()::evaluate;
    }

    static KernelFactory rows(DataType result, int arguments, RowOperator operator) {
        return kernel(() -> Kernels.rows(result, arguments, operator));
    }

    static KernelFactory test(int arguments, RowOperator.Test test) {
        return kernel(() -> Kernels.test(arguments, test));
    }

    /**
     * A kernel that sees the first {@code kept} arguments and behind them constants: how operators, which must not capture
     * anything, get at what the resolver has found.
     */
    static KernelFactory withConstants(int kept, Supplier<Kernel> kernel, DataType type, Object... values) {
        return scratch -> {
            var constants = new ArrayList<Vector>();
            for (var value : values) {
                constants.add(Constants.of(value, type, scratch));
            }
            var inner = kernel.get();
            return (arguments, rows, batch) -> {
                var all = new ArrayList<>(arguments.subList(0, kept));
                all.addAll(constants);
                return inner.evaluate(all, rows, batch);
            };
        };
    }

    static List<DataType> types(List<Argument> arguments) {
        return arguments.stream().map(Argument::type).toList();
    }

    static ScalarFunction.Builder operator(String symbol, String... aliases) {
        return ScalarFunction.named(symbol, aliases).topic("Operators");
    }
}
