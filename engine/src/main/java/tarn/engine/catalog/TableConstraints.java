package tarn.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What rows of a table must fulfil beyond the types of columns and NOT NULL. Columns are given by index. */
public record TableConstraints(List<Key> keys, List<Check> checks, List<ForeignKey> foreignKeys) {
    public static final TableConstraints NONE = new TableConstraints(List.of(), List.of(), List.of());

    public TableConstraints {
        keys = List.copyOf(keys);
        checks = List.copyOf(checks);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** PRIMARY KEY or UNIQUE: no two rows have the same values here; NULLs are never the same. */
    public record Key(String name, boolean primary, List<Integer> columns) {}

    /**
     * CHECK: the condition is not FALSE for any row.
     *
     * @param sql the condition as SQL text
     * @param columns those that it reads
     */
    public record Check(String name, String sql, List<Integer> columns) {}

    /**
     * FOREIGN KEY: unless one of its columns is NULL, a row of the other table has the same values.
     *
     * @param schema of the other table, in the same catalog (that of the database, or the temporary one)
     * @param referenced columns of the other table, which are a key there
     */
    public record ForeignKey(
            String name, List<Integer> columns, String schema, String table, List<Integer> referenced) {
        public boolean refersTo(String otherSchema, String other) {
            return schema.equalsIgnoreCase(otherSchema) && table.equalsIgnoreCase(other);
        }
    }

    /** The columns of each key. */
    public List<List<Integer>> keyColumns() {
        return keys.stream().map(Key::columns).toList();
    }

    /** These and others. */
    public TableConstraints and(TableConstraints others) {
        return new TableConstraints(
                joined(keys, others.keys), joined(checks, others.checks), joined(foreignKeys, others.foreignKeys));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** The same where the table's columns have moved. */
    public TableConstraints moved(IntUnaryOperator to) {
        return new TableConstraints(
                keys.stream()
                        .map(key -> new Key(key.name, key.primary, moved(key.columns, to)))
                        .toList(),
                checks.stream()
                        .map(check -> new Check(check.name, check.sql, moved(check.columns, to)))
                        .toList(),
                foreignKeys.stream()
                        .map(key ->
                                new ForeignKey(key.name, moved(key.columns, to), key.schema, key.table, key.referenced))
                        .toList());
    }

    private static List<Integer> moved(List<Integer> columns, IntUnaryOperator to) {
        return columns.stream().map(to::applyAsInt).toList();
    }
}
