package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;

/**
 * What a query sees of its surroundings.
 *
 * @param outer names of the query around it (for correlated sub-queries and LATERAL), or null
 * @param tables the named queries of WITH clauses, innermost first, or null
 * @param parameters those of the macro whose body is being bound, or null
 */
record Surroundings(
        Binding binding,
        @Nullable Scope outer,
        @Nullable CommonTables tables,
        @Nullable MacroArguments parameters) {

    Surroundings(Binding binding) {
        this(binding, null, null, null);
    }

    Surroundings within(@Nullable Scope scope) {
        return new Surroundings(binding, scope, tables, parameters);
    }

    Surroundings with(CommonTables inner) {
        return new Surroundings(binding, outer, inner, parameters);
    }

    Surroundings with(@Nullable MacroArguments arguments) {
        return new Surroundings(binding, outer, tables, arguments);
    }
}
