package tarn.engine.storage;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.pipeline.Source;

/**
 * A table's contents at one moment. Immutable: a query that reads it is not disturbed by writers, which make a new version
 * that shares the row groups.
 */
public final class TableVersion implements TableSource {
    private final String name;
    private final List<ColumnDefinition> columns;
    private final List<RowGroup> groups;
    private final List<@Nullable TextDictionary> dictionaries;
    private final long rows;
    private final AtomicReferenceArray<ColumnStatistics> statistics;

    TableVersion(
            String name,
            List<ColumnDefinition> columns,
            List<RowGroup> groups,
            List<@Nullable TextDictionary> dictionaries) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.groups = List.copyOf(groups);
        this.dictionaries = Collections.unmodifiableList(dictionaries);
        this.rows = groups.stream().mapToLong(RowGroup::rows).sum();
        this.statistics = new AtomicReferenceArray<>(columns.size());
    }

    /** A table without rows. */
    public static TableVersion empty(String name, List<ColumnDefinition> columns) {
        return new TableVersion(name, columns, List.of(), Collections.nCopies(columns.size(), null));
    }

    /** The same rows under another name or with other column definitions (types unchanged). */
    public TableVersion describedAs(String newName, List<ColumnDefinition> newColumns) {
        return new TableVersion(newName, newColumns, groups, dictionaries);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ColumnDefinition> columns() {
        return columns;
    }

    @Override
    public long rows() {
        return rows;
    }

    /** Bytes of all columns, dictionaries included. */
    public long bytes() {
        long bytes = 0;
        for (var group : groups) {
            bytes += group.bytes();
        }
        for (var dictionary : dictionaries) {
            bytes += dictionary == null ? 0 : dictionary.bytes();
        }
        return bytes;
    }

    @Override
    public ColumnStatistics statistics(int column) {
        var known = statistics.get(column);
        if (known == null) {
            known = StatisticsOfTable.compute(this, column);
            statistics.set(column, known);
        }
        return known;
    }

    @Override
    public Source scan(List<Integer> wanted, List<ColumnRange> ranges) {
        return new StoredScan(this, wanted, ranges);
    }

    List<RowGroup> groups() {
        return groups;
    }

    @Nullable
    TextDictionary textDictionary(int column) {
        return dictionaries.get(column);
    }

    @Nullable
    Dictionary dictionary(int column) {
        var text = dictionaries.get(column);
        return text == null ? null : text.snapshot();
    }
}
