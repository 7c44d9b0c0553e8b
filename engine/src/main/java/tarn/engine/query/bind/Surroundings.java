package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;

/**
 * What a query sees of its surroundings.
 *
 * @param outer names of the query around it (for correlated sub-queries and LATERAL), or null
 * @param tables the named queries of WITH clauses, innermost first, or null
 */
record Surroundings(
        Binding binding, @Nullable Scope outer, @Nullable CommonTables tables) {

    Surroundings within(@Nullable Scope scope) {
        return new Surroundings(binding, scope, tables);
    }

    Surroundings with(CommonTables inner) {
        return new Surroundings(binding, outer, inner);
    }
}
