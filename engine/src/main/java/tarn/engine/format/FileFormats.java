package tarn.engine.format;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableSource;
import tarn.engine.format.csv.CsvReader;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Finds the format of a file by its name. */
public final class FileFormats {
    private static final List<String> CSV_ENDINGS = List.of(".csv", ".tsv", ".txt", ".tbl", ".psv");

    private FileFormats() {}

    /**
     * The table in a file or in all files that match a pattern with {@code *}, {@code ?} or {@code **}.
     *
     * @throws SqlException FILE when there is no such file, NOT_SUPPORTED when its name has no known ending
     */
    public static TableSource open(String path, Span span) {
        var paths = expand(path, span);
        var name = paths.getFirst().getFileName().toString().toLowerCase(Locale.ROOT);
        var ending = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (CSV_ENDINGS.stream().anyMatch(ending::endsWith) || path.startsWith("/dev/")) {
            return CsvReader.open(path, paths, Map.of(), span);
        }
        throw SqlException.of(ErrorCode.NOT_SUPPORTED, "not supported: files of this kind: " + path, span)
                .hint("files are read that end in " + String.join(", ", CSV_ENDINGS) + "; read_csv('" + path
                        + "') reads any file as CSV");
    }

    /** CSV files, whatever their names end in. */
    public static TableSource csv(List<String> paths, Map<String, TableArgument> options, Span span) {
        var files = paths.stream().flatMap(path -> expand(path, span).stream()).toList();
        return CsvReader.open("read_csv('" + String.join("', '", paths) + "')", files, options, span);
    }

    /** Files whose columns are to be read as exactly these. */
    public static TableSource openAs(
            List<String> paths, List<ColumnDefinition> columns, Map<String, TableArgument> options, Span span) {
        if (options.get("format") instanceof TableArgument.Value format
                && format.literal().value() instanceof String name
                && !name.equalsIgnoreCase("csv")) {
            throw SqlException.notSupported("the format " + name, format.span());
        }
        var files = paths.stream().flatMap(path -> expand(path, span).stream()).toList();
        return CsvReader.openAs(String.join(", ", paths), files, columns, options, span);
    }

    private static List<Path> expand(String path, Span span) {
        if (!path.contains("*") && !path.contains("?")) {
            return List.of(Path.of(path));
        }
        int wild = Math.min(
                path.indexOf('*') < 0 ? path.length() : path.indexOf('*'),
                path.indexOf('?') < 0 ? path.length() : path.indexOf('?'));
        int folderEnd = path.lastIndexOf('/', wild);
        var folder = Path.of(folderEnd < 0 ? "." : folderEnd == 0 ? "/" : path.substring(0, folderEnd));
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.substring(folderEnd + 1));
        try (var files = Files.walk(folder)) {
            var matches = files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted()
                    .toList();
            if (matches.isEmpty()) {
                throw SqlException.of(ErrorCode.FILE, "no file matches: " + path, span);
            }
            return matches;
        } catch (IOException error) {
            throw SqlException.of(ErrorCode.FILE, "cannot look through " + folder + ": " + error.getMessage(), span)
                    .causedBy(error);
        }
    }
}
