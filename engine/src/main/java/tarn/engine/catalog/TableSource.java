package tarn.engine.catalog;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.pipeline.Source;

/**
 * Something that rows can be read from: a stored table at a certain version, a file, a generator. A new file format or
 * data source implements this.
 */
public interface TableSource {

    /** For EXPLAIN and errors, such as {@code orders} or {@code read_csv('x.csv')}. */
    String name();

    List<ColumnDefinition> columns();

    /** Columns that {@code *} leaves out, numbered on from the last of {@link #columns}: such as a stored table's rowid. */
    default List<ColumnDefinition> hiddenColumns() {
        return List.of();
    }

    /** Rows, exactly or estimated; -1 when nothing is known. */
    long rows();

    ColumnStatistics statistics(int column);

    /** Distinct values of a column, without NULL, exactly or estimated; -1 when nothing is known. */
    default long distinct(int column) {
        return -1;
    }

    /** Whether it is certain that no two rows have the same value in a column, and none is NULL. */
    default boolean unique(int column) {
        return statistics(column).increasing();
    }

    /**
     * A source of batches that hold exactly the columns named, in that order.
     *
     * @param ranges what the query asks of columns anyway (what is above makes sure of it): a source may use them to skip. They
     *     may be asked for when the source is opened, not before
     */
    Source scan(List<Integer> columns, Supplier<List<ColumnRange>> ranges);

    /**
     * As above, with a range that becomes narrower while the query runs.
     *
     * @param narrowing may be asked again and again by any thread; gives null while nothing is known
     */
    default Source scan(
            List<Integer> columns, Supplier<List<ColumnRange>> ranges, Supplier<@Nullable ColumnRange> narrowing) {
        return scan(columns, ranges);
    }
}
