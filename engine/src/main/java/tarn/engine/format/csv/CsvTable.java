package tarn.engine.format.csv;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableSource;
import tarn.engine.pipeline.Source;

/** One or more CSV files as a table. */
public final class CsvTable implements TableSource {

    /**
     * One file.
     *
     * @param firstRecord where the first row begins, behind skipped lines and header
     * @param fields of every record
     * @param fieldOfColumn for each column of the table, the number of its field, or -1
     */
    record File(CsvText text, CsvDialect dialect, long firstRecord, int fields, List<Integer> fieldOfColumn) {
        int fieldOf(int column) {
            return fieldOfColumn.get(column);
        }
    }

    private final String name;
    private final List<File> files;
    private final List<ColumnDefinition> columns;
    private final List<@Nullable FieldReader> readers;
    private final boolean skipsErrors;
    private final double bytesPerRow;

    CsvTable(
            String name,
            List<File> files,
            List<ColumnDefinition> columns,
            List<@Nullable FieldReader> readers,
            boolean skipsErrors,
            double bytesPerRow) {
        this.name = name;
        this.files = List.copyOf(files);
        this.columns = List.copyOf(columns);
        this.readers = readers;
        this.skipsErrors = skipsErrors;
        this.bytesPerRow = bytesPerRow;
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
        long bytes = files.stream()
                .mapToLong(file -> file.text().size() - file.firstRecord())
                .sum();
        return Math.round(bytes / bytesPerRow);
    }

    @Override
    public ColumnStatistics statistics(int column) {
        return ColumnStatistics.UNKNOWN;
    }

    @Override
    public Source scan(List<Integer> wanted, Supplier<List<ColumnRange>> ranges) {
        return new CsvScan(this, wanted);
    }

    List<File> files() {
        return files;
    }

    boolean skipsErrors() {
        return skipsErrors;
    }

    @Nullable
    FieldReader reader(int column) {
        return readers.get(column);
    }
}
