package tarn.engine.testing.random;

import java.util.List;

/**
 * What stands in FROM.
 *
 * @param keys columns that tell any two rows apart; empty where none are known
 */
record Source(String sql, List<Column> columns, List<String> keys) {

    /** A column that may be named. */
    record Column(String sql, Kind kind) {}

    /** A query, what it selects. */
    record Query(String sql, List<Kind> kinds) {}
}
