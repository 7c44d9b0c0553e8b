package tarn.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set that is made on demand: the same name and scale give the same rows on every machine and every run.
 *
 * <p>A table is made in <em>parts</em>, numbered from zero; one part after the other is the whole table in its order.
 * Parts are independent of each other, so that different threads may make different parts at the same time.
 */
public interface Dataset {

    /** The name by which the command line knows it, in lower case. */
    String name();

    /** One sentence: what it is, and what scale 1 means. */
    String description();

    List<Table> tables();

    /** Into how many parts a table is divided at a scale; at least one. */
    int parts(Table table, double scale);

    /** Sends the rows of one part to the sink. */
    void forEachRow(Table table, double scale, int part, RowSink sink);

    /** Sends all rows of a table to the sink. */
    default void forEachRow(Table table, double scale, RowSink sink) {
        int parts = parts(table, scale);
        for (int part = 0; part < parts; part++) {
            forEachRow(table, scale, part, sink);
        }
    }

    /** The table of that name; an error if there is none. */
    default Table table(String name) {
        return tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name() + " has no table " + name));
    }

    /**
     * Writes every table as a CSV file with a header row into the folder, and beside them {@code schema.sql}, which
     * creates and loads the tables. The folder is made if it is not there; files of the same names are replaced, all at
     * the end, so that an interrupted run leaves none of its own behind.
     *
     * @return the files, in the order of the tables, the schema last
     */
    default List<Path> generate(double scale, Path folder, ProgressListener listener) throws IOException {
        requireScale(scale);
        return new CsvFolder(this, scale, folder, listener).write();
    }

    /** A script that creates the tables and loads them from the CSV files of a folder, which may be relative. */
    default String schemaSql(Path folder) {
        StringBuilder sql = new StringBuilder("-- The tables of " + name() + ", created and loaded from CSV files.\n");
        for (Table table : tables()) {
            sql.append('\n').append(table.createStatement()).append(";\n");
        }
        sql.append('\n');
        for (Table table : tables()) {
            sql.append(table.loadStatement(folder)).append(";\n");
        }
        return sql.toString();
    }

    /** Refuses a scale that is not a positive number. */
    static void requireScale(double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("the scale must be a positive number, not " + scale);
        }
    }
}
