package tarn.engine.format.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableArgument;
import tarn.engine.data.type.ScalarType;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Opens CSV files as tables: dialect, header, names and types are found out where the options do not say them. */
public final class CsvReader {
    private final CsvOptions options;
    private final Span span;

    private CsvReader(CsvOptions options, Span span) {
        this.options = options;
        this.span = span;
    }

    /**
     * A table of one or more files.
     *
     * @param options by DuckDB's option names, in lower case
     * @throws SqlException FILE or CSV when a file cannot be read, WRONG_ARGUMENTS for a bad option
     */
    public static CsvTable open(String name, List<Path> paths, Map<String, TableArgument> options, Span span) {
        return new CsvReader(CsvOptions.of(options), span).open(name, paths, List.of());
    }

    /** A table of files that is to have exactly these columns. */
    public static CsvTable openAs(
            String name,
            List<Path> paths,
            List<ColumnDefinition> columns,
            Map<String, TableArgument> options,
            Span span) {
        return new CsvReader(CsvOptions.of(options), span).open(name, paths, columns);
    }

    /** What was found out about one file. */
    private record Inspected(
            CsvText text,
            CsvDialect dialect,
            long firstRecord,
            int fields,
            List<String> names,
            List<@Nullable FieldReader> readers,
            double bytesPerRow) {}

    private CsvTable open(String name, List<Path> paths, List<ColumnDefinition> wanted) {
        var inspected = new ArrayList<Inspected>();
        for (var path : paths) {
            inspected.add(inspect(CsvText.open(path, span), wanted));
        }
        var first = inspected.getFirst();
        var columns = new LinkedHashMap<String, @Nullable FieldReader>();
        for (var file : options.unionByName() ? inspected : List.of(first)) {
            for (int i = 0; i < file.names.size(); i++) {
                var known = columns.keySet().stream()
                        .filter(file.names.get(i)::equalsIgnoreCase)
                        .findFirst();
                if (known.isEmpty()) {
                    columns.put(file.names.get(i), file.readers.get(i));
                } else if (!java.util.Objects.equals(columns.get(known.get()), file.readers.get(i))) {
                    columns.put(known.get(), null);
                }
            }
        }
        var definitions = new ArrayList<ColumnDefinition>();
        columns.forEach((column, reader) ->
                definitions.add(new ColumnDefinition(column, reader == null ? ScalarType.VARCHAR : reader.type())));
        var files =
                inspected.stream().map(file -> file(file, first, definitions)).toList();
        return new CsvTable(
                name, files, definitions, new ArrayList<>(columns.values()), options.ignoreErrors(), first.bytesPerRow);
    }

    private CsvTable.File file(Inspected file, Inspected first, List<ColumnDefinition> columns) {
        var fields = new ArrayList<Integer>();
        if (options.unionByName()) {
            for (var column : columns) {
                fields.add(indexOf(file.names, column.name()));
            }
        } else {
            if (file.fields != first.fields) {
                throw SqlException.of(
                                ErrorCode.CSV,
                                file.text.path() + " has " + file.fields + " columns where " + first.text.path()
                                        + " has " + first.fields,
                                span)
                        .hint("union_by_name = true matches columns by name");
            }
            for (int i = 0; i < columns.size(); i++) {
                fields.add(i);
            }
        }
        return new CsvTable.File(file.text, file.dialect, file.firstRecord, file.fields, fields);
    }

    private static int indexOf(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private Inspected inspect(CsvText text, List<ColumnDefinition> wanted) {
        var found = new CsvSniffer(text, options).sniff();
        int given = !wanted.isEmpty() ? wanted.size() : options.columns().size();
        int fields = given > 0 ? given : found.fields();
        var types = new CsvTypes(fields, options);
        var sample = new CsvSniffer.SampleReader(text, found.dialect());
        sample.skipLines(found.dialect().skip());
        long start = sample.position();
        @Nullable List<String> first = null;
        long rows = 0;
        while (sample.position() < text.size()
                && (options.sampleRows() < 0 || rows < options.sampleRows())
                && (given == 0 || rows < 100)) {
            var record = sample.record();
            if (record.size() == 1 && record.getFirst().isEmpty()) {
                continue;
            }
            if (first == null) {
                first = record;
                // With the header unknown, the first record may not decide on types.
                if (options.header() == null || options.header()) {
                    continue;
                }
            }
            types.look(record);
            rows++;
        }
        if (first == null) {
            first = List.of();
        }
        double bytesPerRow = (double) Math.max(1, sample.position() - start) / Math.max(1, rows);
        boolean header = options.header() != null ? options.header() : header(first, types, wanted, rows);
        if (!header) {
            types.look(first);
        }
        var names =
                given > 0 && wanted.isEmpty() ? List.copyOf(options.columns().keySet()) : names(first, header, fields);
        names = wanted.isEmpty()
                ? names
                : wanted.stream().map(ColumnDefinition::name).toList();
        var reader = new CsvSniffer.SampleReader(text, found.dialect());
        reader.skipLines(found.dialect().skip());
        if (header && reader.position() < text.size()) {
            reader.record();
        }
        return new Inspected(
                text,
                found.dialect().withHeader(header),
                reader.position(),
                fields,
                names,
                readers(names, types, wanted),
                bytesPerRow);
    }

    private boolean header(List<String> first, CsvTypes types, List<ColumnDefinition> wanted, long rows) {
        if (!wanted.isEmpty() || !options.columns().isEmpty()) {
            var expected = wanted.isEmpty()
                    ? List.copyOf(options.columns().keySet())
                    : wanted.stream().map(ColumnDefinition::name).toList();
            if (first.size() == expected.size()) {
                boolean same = true;
                for (int i = 0; i < expected.size(); i++) {
                    same &= first.get(i).strip().equalsIgnoreCase(expected.get(i));
                }
                if (same) {
                    return true;
                }
            }
            return rows > 0 && !types.allText() && !types.fits(first);
        }
        if (first.isEmpty()) {
            return false;
        }
        return rows == 0 ? first.stream().noneMatch(CsvReader::looksNumeric) : types.allText() || !types.fits(first);
    }

    private static boolean looksNumeric(String text) {
        return text.isEmpty() || text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.' || c == '-');
    }

    private List<String> names(List<String> first, boolean header, int fields) {
        var names = new ArrayList<String>();
        var used = new HashSet<String>();
        for (int i = 0; i < fields; i++) {
            var name = i < options.names().size()
                    ? options.names().get(i)
                    : header && i < first.size() && !first.get(i).isBlank()
                            ? first.get(i).strip()
                            : "column" + i;
            var unique = name;
            for (int n = 1; !used.add(unique.toLowerCase(Locale.ROOT)); n++) {
                unique = name + "_" + n;
            }
            names.add(unique);
        }
        return names;
    }

    private List<@Nullable FieldReader> readers(List<String> names, CsvTypes types, List<ColumnDefinition> wanted) {
        var readers = new ArrayList<@Nullable FieldReader>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var type = !wanted.isEmpty()
                    ? wanted.get(i).type()
                    : options.columns().containsKey(name) ? options.columns().get(name) : named(name, i);
            readers.add(type == null ? types.parser(i) : CsvTypes.readerFor(type, options));
        }
        for (var name : options.types().keySet()) {
            if (wanted.isEmpty() && indexOf(names, name) < 0 && !name.matches("\\d+")) {
                throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no column of this name in the file: " + name, span)
                        .suggesting(name, names);
            }
        }
        return readers;
    }

    private tarn.engine.data.type.@Nullable DataType named(String name, int position) {
        for (var entry : options.types().entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return entry.getValue();
            }
        }
        return options.types().get(Integer.toString(position));
    }
}
