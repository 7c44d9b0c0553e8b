package tarn.engine.function;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a function.
 *
 * @param rest what further arguments must be, any number of them; null if there are none
 * @param resolver fixes the types and the code once this signature has been chosen
 * @param <T> {@link ScalarOverload} or {@link AggregateOverload}
 */
record Signature<T>(List<Parameter> parameters, @Nullable Parameter rest, Resolver<T> resolver) {

    /** Makes the overload for arguments that fit the signature. */
    @FunctionalInterface
    interface Resolver<T> {
        /**
         * @param name canonical name of the function
         * @throws tarn.sql.error.SqlException without a span, if the arguments do not fit after all
         */
        T resolve(String name, List<Argument> arguments);
    }

    /** Total cost of the arguments here; negative if they do not fit. */
    int cost(List<Argument> arguments) {
        if (arguments.size() < parameters.size() || rest == null && arguments.size() > parameters.size()) {
            return Coercion.IMPOSSIBLE;
        }
        int total = 0;
        for (int i = 0; i < arguments.size(); i++) {
            int cost = parameter(i).cost(arguments.get(i));
            if (cost < 0) {
                return Coercion.IMPOSSIBLE;
            }
            total += cost;
        }
        return total;
    }

    Parameter parameter(int index) {
        if (index < parameters.size()) {
            return parameters.get(index);
        }
        if (rest == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return rest;
    }

    String sql(String name) {
        var shown = parameters.stream().map(Parameter::sql);
        if (rest != null) {
            shown = Stream.concat(shown, Stream.of(rest.sql() + "..."));
        }
        return name + shown.collect(Collectors.joining(", ", "(", ")"));
    }
}
