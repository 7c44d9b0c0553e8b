package tarn.engine.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.pipeline.Source;

/**
 * A table's contents at one moment. Immutable: a query that reads it is not disturbed by writers, which make a new version
 * that shares the row groups.
 */
public final class TableVersion implements TableSource {
    /** The number of a row in this version, from 0; another version may number the same row otherwise. */
    public static final ColumnDefinition ROW_NUMBER = new ColumnDefinition("rowid", ScalarType.BIGINT);

    /** Rows of a batch where all are looked at, and where some are. */
    private static final int SAMPLE_WHOLE = 2048;

    private static final int SAMPLE_PART = 128;

    private final String name;
    private final List<ColumnDefinition> columns;
    private final List<RowGroup> groups;
    private final List<@Nullable TextDictionary> dictionaries;
    private final long rows;
    private final long firstRow;
    private final AtomicReferenceArray<ColumnStatistics> statistics;
    private final AtomicLongArray distinct;
    private final AtomicReferenceArray<Boolean> unique;

    TableVersion(
            String name,
            List<ColumnDefinition> columns,
            List<RowGroup> groups,
            List<@Nullable TextDictionary> dictionaries) {
        this(name, columns, groups, dictionaries, 0);
    }

    private TableVersion(
            String name,
            List<ColumnDefinition> columns,
            List<RowGroup> groups,
            List<@Nullable TextDictionary> dictionaries,
            long firstRow) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.groups = List.copyOf(groups);
        this.dictionaries = Collections.unmodifiableList(dictionaries);
        this.firstRow = firstRow;
        this.rows = groups.stream().mapToLong(RowGroup::rows).sum();
        this.statistics = new AtomicReferenceArray<>(columns.size());
        this.distinct = new AtomicLongArray(columns.size());
        this.unique = new AtomicReferenceArray<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            distinct.set(i, -1);
        }
    }

    /** A table without rows. */
    public static TableVersion empty(String name, List<ColumnDefinition> columns) {
        return new TableVersion(name, columns, List.of(), Collections.nCopies(columns.size(), null));
    }

    /**
     * The same rows under another name with some of the columns, described anew (types unchanged). All is shared; what is
     * left out keeps its memory as long as its row groups live.
     *
     * @param sources for each new column, which one it is here
     */
    public TableVersion picking(String newName, List<ColumnDefinition> newColumns, List<Integer> sources) {
        var picked = groups.stream()
                .map(group -> new RowGroup(
                        group.rows(), sources.stream().map(group.columns()::get).toList(), group.memory()))
                .toList();
        var pickedDictionaries = new ArrayList<@Nullable TextDictionary>();
        sources.forEach(source -> pickedDictionaries.add(dictionaries.get(source)));
        return new TableVersion(newName, newColumns, picked, pickedDictionaries);
    }

    /** The same rows with the columns of another version, which has as many rows, behind these. */
    public TableVersion beside(TableVersion other, MemoryPool pool) {
        var allColumns = new ArrayList<>(columns);
        allColumns.addAll(other.columns);
        List<@Nullable TextDictionary> allDictionaries = new ArrayList<>();
        allDictionaries.addAll(dictionaries);
        allDictionaries.addAll(other.dictionaries);
        return new TableVersion(name, allColumns, new ColumnsBeside(other, pool).beside(groups), allDictionaries);
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
    public List<ColumnDefinition> hiddenColumns() {
        return List.of(ROW_NUMBER);
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
        if (column == columns.size()) {
            return new ColumnStatistics(firstRow, firstRow + Math.max(0, rows - 1), 0, true);
        }
        var known = statistics.get(column);
        if (known == null) {
            known = StatisticsOfTable.compute(this, column);
            statistics.set(column, known);
        }
        return known;
    }

    @Override
    public long distinct(int column) {
        if (column == columns.size()) {
            return rows;
        }
        long known = distinct.get(column);
        if (known < 0) {
            known = StatisticsOfTable.distinct(this, column);
            distinct.set(column, known);
        }
        return known;
    }

    @Override
    public boolean unique(int column) {
        if (column == columns.size()) {
            return true;
        }
        Boolean known = unique.get(column);
        if (known == null) {
            known = UniqueValues.in(this, column);
            unique.set(column, known);
        }
        return known;
    }

    @Override
    public Source scan(List<Integer> wanted, Supplier<List<ColumnRange>> ranges) {
        return scan(wanted, ranges, () -> null);
    }

    @Override
    public Source scan(
            List<Integer> wanted, Supplier<List<ColumnRange>> ranges, Supplier<@Nullable ColumnRange> narrowing) {
        return new StoredScan(this, wanted, ranges, narrowing);
    }

    /**
     * Hands out rows from all over the table, in order, as many as asked for or all of them.
     *
     * @param scratch used again for each batch
     * @return how many rows
     */
    public long sample(List<Integer> wanted, long most, Region scratch, Consumer<Batch> batches) {
        var scan = new StoredScan(this, wanted, List::of, () -> null);
        int batch = rows <= most ? SAMPLE_WHOLE : SAMPLE_PART;
        double step = rows <= most ? batch : (double) rows * batch / most;
        long first = 0;
        long seen = 0;
        double next = 0;
        for (var group : groups) {
            for (; next < first + group.rows(); next += step) {
                // on a word of the bitmaps, so that none has to be moved
                int from = (int) ((long) next - first) & -64;
                int count = Math.min(batch, group.rows() - from);
                batches.accept(scan.read(group, from, count, scratch));
                scratch.reset();
                seen += count;
            }
            first += group.rows();
            next = rows <= most ? first : next;
        }
        return seen;
    }

    /** Some of this version's row groups. */
    public record Part(int fromGroup, int toGroup, long fromRow) {}

    /** The smallest part with all rows from {@code first} to {@code last}. */
    public Part partWith(long first, long last) {
        int from = 0;
        long fromRow = 0;
        while (fromRow + groups.get(from).rows() <= first) {
            fromRow += groups.get(from++).rows();
        }
        int to = from;
        for (long row = fromRow; row <= last; row += groups.get(to++).rows()) {}
        return new Part(from, to, fromRow);
    }

    /** Only the rows of a part, numbered as they are here. */
    public TableVersion only(Part part) {
        return new TableVersion(
                name, columns, groups.subList(part.fromGroup, part.toGroup), dictionaries, firstRow + part.fromRow);
    }

    /** The number of the first row. */
    long firstRow() {
        return firstRow;
    }

    /** The part behind the last row. */
    public Part end() {
        return new Part(groups.size(), groups.size(), rows);
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
