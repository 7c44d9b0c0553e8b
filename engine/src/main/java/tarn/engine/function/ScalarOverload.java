package tarn.engine.function;

import java.util.List;
import tarn.engine.data.type.DataType;

/**
 * A scalar function chosen for certain argument types: the binder casts the arguments to {@code parameters}.
 *
 * @param properties what the optimizer may assume
 * @param kernel makes the code; called once per thread that evaluates the call
 */
public record ScalarOverload(
        String name, List<DataType> parameters, DataType result, Properties properties, KernelFactory kernel) {

    /**
     * @param strict NULL when an argument is NULL; the kernel never sees NULL rows' values matter
     * @param deterministic same arguments, same result (random() is not): may be folded and shared
     * @param constantInQuery same within one statement, such as current_date
     */
    public record Properties(boolean strict, boolean deterministic, boolean constantInQuery) {
        public static final Properties STRICT = new Properties(true, true, true);
        public static final Properties NULL_AWARE = new Properties(false, true, true);
        public static final Properties VOLATILE = new Properties(true, false, false);
    }

    /** Identity is name and types: kernels are not compared. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScalarOverload that
                && that.name.equals(name)
                && that.parameters.equals(parameters)
                && that.result.equals(result);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + parameters.hashCode();
    }
}
