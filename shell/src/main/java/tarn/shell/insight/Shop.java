package tarn.shell.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import tarn.datasets.Column;
import tarn.datasets.Dataset;
import tarn.datasets.ProgressListener;
import tarn.datasets.Table;
import tarn.datasets.ecommerce.Ecommerce;
import tarn.engine.Session;
import tarn.shell.EnvironmentException;
import tarn.shell.Shell;
import tarn.sql.text.Quoting;

/** The four tables of a shop: those that come with Tarn, or the CSV files of a folder. */
public final class Shop {
    private static final Dataset DATASET = new Ecommerce();

    private Shop() {}

    /** Whether a session has the four tables. */
    static boolean isIn(Session session) {
        var names = session.catalog().relations().stream()
                .map(relation -> relation.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return DATASET.tables().stream().allMatch(table -> names.contains(table.name()));
    }

    /** Makes the tables of the shop that comes with Tarn. */
    public static void loadBundled(Shell shell) {
        try {
            var folder = Files.createTempDirectory("tarn-shop");
            try {
                var files = DATASET.generate(1, folder, ProgressListener.NONE);
                load(shell, folder);
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new EnvironmentException("cannot use the folder for temporary files: " + e.getMessage());
        }
    }

    /**
     * Makes the tables from the CSV files of a folder; their types are found out.
     *
     * @throws EnvironmentException if a file or a column is missing
     */
    public static void load(Shell shell, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new EnvironmentException(
                    (Files.exists(folder) ? "not a folder: " : "no such folder: ") + folder + "; " + wanted());
        }
        for (var table : DATASET.tables()) {
            if (!Files.isRegularFile(folder.resolve(table.fileName()))) {
                throw new EnvironmentException("no " + table.fileName() + " in " + folder + "; " + wanted());
            }
        }
        for (var table : DATASET.tables()) {
            var file = folder.resolve(table.fileName());
            var sql = "CREATE TABLE " + table.name() + " AS FROM " + Quoting.quote(file.toString());
            shell.watched(() -> shell.session().execute(sql)).close();
            check(shell.session(), table, file);
        }
    }

    private static void check(Session session, Table table, Path file) {
        var relation = session.catalog().relations().stream()
                .filter(one -> one.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
        var there = relation.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        var missing = table.columns().stream()
                .map(Column::name)
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new EnvironmentException(file + " has no column " + String.join(", ", missing) + "; its columns are "
                    + String.join(", ", there));
        }
    }

    private static String wanted() {
        return "a folder with " + DATASET.tables().stream().map(Table::fileName).collect(Collectors.joining(", "))
                + " is wanted";
    }
}
