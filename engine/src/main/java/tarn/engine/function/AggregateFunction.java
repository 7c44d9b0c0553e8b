package tarn.engine.function;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tarn.engine.data.type.DataType;

/** An aggregate function as the registry holds it: names, documentation, signatures. Immutable. */
public final class AggregateFunction {
    private final FunctionEntry entry;
    private final List<Signature<AggregateOverload>> signatures;

    private AggregateFunction(FunctionEntry entry, List<Signature<AggregateOverload>> signatures) {
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

    List<Signature<AggregateOverload>> signatures() {
        return signatures;
    }

    /** Fixes types and code for given arguments. */
    @FunctionalInterface
    public interface Resolver {
        Resolved resolve(List<Argument> arguments);
    }

    /** What a resolver decides. */
    public record Resolved(List<DataType> parameters, DataType result, Supplier<Aggregate> aggregate) {}

    /** Collects an entry. */
    public static final class Builder {
        private final String name;
        private final List<String> aliases;
        private final List<Signature<AggregateOverload>> signatures = new ArrayList<>();
        private boolean orderSensitive;
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

        /** An expression that is true over {@code range(1, 5) t(x)}. */
        public Builder example(String sql) {
            example = sql;
            return this;
        }

        public Builder topic(String heading) {
            topic = heading;
            return this;
        }

        /** Says that the order of rows changes the result; holds for signatures added after it. */
        public Builder orderSensitive() {
            orderSensitive = true;
            return this;
        }

        /** Adds an overload of fixed types. */
        public Builder overload(DataType result, Supplier<Aggregate> aggregate, DataType... parameters) {
            var types = List.of(parameters);
            var resolved = new Resolved(types, result, aggregate);
            return resolved(types.stream().<Parameter>map(Parameter.Exact::new).toList(), _ -> resolved);
        }

        /** Adds a signature whose types depend on the arguments. */
        public Builder resolved(List<Parameter> parameters, Resolver resolver) {
            boolean sensitive = orderSensitive;
            signatures.add(new Signature<>(parameters, null, (called, arguments) -> {
                var resolved = resolver.resolve(arguments);
                return new AggregateOverload(
                        called, resolved.parameters(), resolved.result(), sensitive, resolved.aggregate());
            }));
            return this;
        }

        public AggregateFunction build() {
            var shown = signatures.stream().map(s -> s.sql(name)).toList();
            var entry = new FunctionEntry(name, aliases, FunctionEntry.Kind.AGGREGATE, topic, doc, example, shown);
            return new AggregateFunction(entry, List.copyOf(signatures));
        }
    }
}
