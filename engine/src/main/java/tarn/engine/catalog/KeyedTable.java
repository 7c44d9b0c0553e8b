package tarn.engine.catalog;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.pipeline.Source;

/**
 * A version of a stored table whose constraints hold for its rows.
 *
 * @param schema where it lives, as foreign keys of its catalog call it
 * @param name as foreign keys call it
 */
public record KeyedTable(TableSource table, String schema, String name, TableConstraints constraints)
        implements TableSource {

    /** The table with what is known of its keys; the same one if nothing is. */
    public static TableSource of(TableSource table, String schema, String name, TableConstraints constraints) {
        // Foreign keys of temporary tables call their schema as those of other tables do theirs.
        var foreign = schema.equalsIgnoreCase(CatalogSnapshot.TEMPORARY)
                ? List.<TableConstraints.ForeignKey>of()
                : constraints.foreignKeys();
        return constraints.keys().isEmpty() && foreign.isEmpty()
                ? table
                : new KeyedTable(table, schema, name, new TableConstraints(constraints.keys(), List.of(), foreign));
    }

    /** What the rows of a source are read from. */
    public static TableSource rowsOf(TableSource source) {
        return source instanceof KeyedTable keyed ? keyed.table : source;
    }

    /** Whether all columns are given that some key is made of, so that no two rows have the same values in them. */
    public boolean unique(List<Integer> columns, boolean nullsAreEqual) {
        return constraints.keys().stream()
                .map(TableConstraints.Key::columns)
                .anyMatch(key -> columns.containsAll(key)
                        && (!nullsAreEqual
                                || key.stream()
                                        .allMatch(
                                                column -> columns().get(column).notNull())));
    }

    @Override
    public List<ColumnDefinition> columns() {
        return table.columns();
    }

    @Override
    public List<ColumnDefinition> hiddenColumns() {
        return table.hiddenColumns();
    }

    @Override
    public long rows() {
        return table.rows();
    }

    @Override
    public ColumnStatistics statistics(int column) {
        return table.statistics(column);
    }

    @Override
    public long distinct(int column) {
        return unique(List.of(column), false)
                ? rows() - Math.max(0, statistics(column).nulls())
                : table.distinct(column);
    }

    @Override
    public boolean unique(int column) {
        return table.unique(column);
    }

    @Override
    public Source scan(List<Integer> columns, Supplier<List<ColumnRange>> ranges) {
        return table.scan(columns, ranges);
    }

    @Override
    public Source scan(
            List<Integer> columns, Supplier<List<ColumnRange>> ranges, Supplier<@Nullable ColumnRange> narrowing) {
        return table.scan(columns, ranges, narrowing);
    }
}
