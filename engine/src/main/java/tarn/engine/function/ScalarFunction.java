package tarn.engine.function;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.function.ScalarOverload.Properties;

/** A scalar function as the registry holds it: names, documentation, signatures. Immutable. */
public final class ScalarFunction {
    private final FunctionEntry entry;
    private final List<Signature<ScalarOverload>> signatures;

    private ScalarFunction(FunctionEntry entry, List<Signature<ScalarOverload>> signatures) {
        this.entry = entry;
        this.signatures = signatures;
    }

    /** Begins an entry: the canonical name first, then aliases. */
    public static Builder named(String name, String... aliases) {
        return new Builder(name, List.of(aliases));
    }

    public FunctionEntry entry() {
        return entry;
    }

    List<Signature<ScalarOverload>> signatures() {
        return signatures;
    }

    /** Fixes types and code for given arguments. */
    @FunctionalInterface
    public interface Resolver {
        Resolved resolve(List<Argument> arguments);
    }

    /** What a resolver decides. */
    public record Resolved(List<DataType> parameters, DataType result, KernelFactory kernel) {}

    /** Collects an entry. Properties given by {@link #properties} hold for signatures added after it. */
    public static final class Builder {
        private final String name;
        private final List<String> aliases;
        private final List<Signature<ScalarOverload>> signatures = new ArrayList<>();
        private Properties properties = Properties.STRICT;
        private String topic = "";
        private String doc = "";
        private String example = "";

        private Builder(String name, List<String> aliases) {
            this.name = name;
            this.aliases = aliases;
        }

        public Builder doc(String sentence) {
            doc = sentence;
            return this;
        }

        /** An expression that is true. */
        public Builder example(String sql) {
            example = sql;
            return this;
        }

        public Builder topic(String heading) {
            topic = heading;
            return this;
        }

        public Builder properties(Properties of) {
            properties = of;
            return this;
        }

        /** Adds an overload of fixed types. */
        public Builder overload(DataType result, KernelFactory kernel, DataType... parameters) {
            var types = List.of(parameters);
            var resolved = new Resolved(types, result, kernel);
            return resolved(types.stream().<Parameter>map(Parameter.Exact::new).toList(), null, _ -> resolved);
        }

        /** Adds an overload whose last type may be repeated, but must be there once. */
        public Builder repeated(DataType result, KernelFactory kernel, DataType... parameters) {
            var types = List.of(parameters);
            var patterns = types.stream().<Parameter>map(Parameter.Exact::new).toList();
            return resolved(patterns, patterns.getLast(), arguments -> {
                var all = new ArrayList<>(types);
                while (all.size() < arguments.size()) {
                    all.add(types.getLast());
                }
                return new Resolved(List.copyOf(all), result, kernel);
            });
        }

        /** Adds a signature whose types depend on the arguments. */
        public Builder resolved(List<Parameter> parameters, @Nullable Parameter rest, Resolver resolver) {
            var how = properties;
            signatures.add(new Signature<>(parameters, rest, (called, arguments) -> {
                var resolved = resolver.resolve(arguments);
                return new ScalarOverload(called, resolved.parameters(), resolved.result(), how, resolved.kernel());
            }));
            return this;
        }

        public ScalarFunction build() {
            var shown = signatures.stream().map(s -> s.sql(name)).toList();
            var entry = new FunctionEntry(name, aliases, FunctionEntry.Kind.SCALAR, topic, doc, example, shown);
            return new ScalarFunction(entry, List.copyOf(signatures));
        }
    }
}
