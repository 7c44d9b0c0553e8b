package tarn.engine.format.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableArgument;
import tarn.engine.data.type.DataType;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * What the user says of a CSV file, under DuckDB's option names; null where nothing is said, to be found out.
 *
 * @param columns names and types of all columns in order, or empty
 * @param types types of some columns by name; positions are given as {@code "0"}, {@code "1"}...
 * @param names names of the first columns
 * @param sampleRows rows to look at for types; -1 for all
 */
record CsvOptions(
        @Nullable Byte delimiter,
        @Nullable Byte quote,
        @Nullable Byte escape,
        @Nullable Boolean header,
        @Nullable Integer skip,
        byte[] nullText,
        Map<String, DataType> columns,
        Map<String, DataType> types,
        List<String> names,
        boolean allText,
        long sampleRows,
        @Nullable String dateFormat,
        @Nullable String timestampFormat,
        boolean ignoreErrors,
        boolean padded,
        boolean unionByName) {

    private static final String TYPES = "types by column name, such as {'a': 'INTEGER'}";

    /** Options of DuckDB that do not change a result here. */
    private static final List<String> WITHOUT_EFFECT = List.of(
            "auto_detect",
            "parallel",
            "buffer_size",
            "max_line_size",
            "maximum_line_size",
            "strict_mode",
            "new_line",
            "format",
            "compression",
            "files_to_sniff",
            "auto_type_candidates",
            "rejects_limit");

    private static final List<String> KNOWN = List.of(
            "delim",
            "delimiter",
            "sep",
            "quote",
            "escape",
            "header",
            "skip",
            "nullstr",
            "null",
            "columns",
            "types",
            "dtypes",
            "column_types",
            "names",
            "column_names",
            "all_varchar",
            "sample_size",
            "dateformat",
            "date_format",
            "timestampformat",
            "timestamp_format",
            "ignore_errors",
            "null_padding",
            "union_by_name");

    static CsvOptions of(Map<String, TableArgument> arguments) {
        var reader = new Reader();
        arguments.forEach(reader::take);
        return reader.options();
    }

    private static final class Reader {
        private @Nullable Byte delimiter;
        private @Nullable Byte quote;
        private @Nullable Byte escape;
        private @Nullable Boolean header;
        private @Nullable Integer skip;
        private byte[] nullText = {};
        private final Map<String, DataType> columns = new LinkedHashMap<>();
        private final Map<String, DataType> types = new LinkedHashMap<>();
        private final List<String> names = new ArrayList<>();
        private boolean allText;
        private long sampleRows = 20_480;
        private @Nullable String dateFormat;
        private @Nullable String timestampFormat;
        private boolean ignoreErrors;
        private boolean padded;
        private boolean unionByName;

        void take(String name, TableArgument value) {
            switch (name) {
                case "delim", "delimiter", "sep" -> delimiter = character(name, value);
                case "quote" -> quote = character(name, value);
                case "escape" -> escape = character(name, value);
                case "header" -> header = bool(name, value);
                case "skip" -> skip = (int) number(name, value);
                case "nullstr", "null" -> nullText = string(name, value).getBytes(StandardCharsets.UTF_8);
                case "columns" -> columns.putAll(types(name, value));
                case "types", "dtypes", "column_types" -> types.putAll(types(name, value));
                case "names", "column_names" -> names.addAll(strings(name, value));
                case "all_varchar" -> allText = bool(name, value);
                case "sample_size" -> sampleRows = number(name, value);
                case "dateformat", "date_format" -> dateFormat = string(name, value);
                case "timestampformat", "timestamp_format" -> timestampFormat = string(name, value);
                case "ignore_errors" -> ignoreErrors = bool(name, value);
                case "null_padding" -> padded = bool(name, value);
                case "union_by_name" -> unionByName = bool(name, value);
                default -> {
                    if (!WITHOUT_EFFECT.contains(name)) {
                        throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "unknown CSV option: " + name, value.span())
                                .suggesting(name, KNOWN);
                    }
                }
            }
        }

        CsvOptions options() {
            return new CsvOptions(
                    delimiter,
                    quote,
                    escape,
                    header,
                    skip,
                    nullText,
                    columns,
                    types,
                    names,
                    allText,
                    sampleRows,
                    dateFormat,
                    timestampFormat,
                    ignoreErrors,
                    padded,
                    unionByName);
        }
    }

    private static SqlException wrong(String name, String wanted, TableArgument value) {
        return SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the option " + name + " takes " + wanted, value.span());
    }

    private static String string(String name, TableArgument value) {
        if (value instanceof TableArgument.Value one && one.literal().value() instanceof String text) {
            return text;
        }
        throw wrong(name, "a string", value);
    }

    private static byte character(String name, TableArgument value) {
        var text = string(name, value);
        var expanded = text.equals("\\t") ? "\t" : text;
        if (expanded.isEmpty()) {
            return 0;
        }
        if (expanded.length() != 1 || expanded.charAt(0) > 127) {
            throw wrong(name, "one ASCII character", value);
        }
        return (byte) expanded.charAt(0);
    }

    private static boolean bool(String name, TableArgument value) {
        if (value instanceof TableArgument.Value one) {
            return switch (one.literal().value()) {
                case Boolean b -> b;
                case Long number when number == 0 || number == 1 -> number == 1;
                case String text when text.equalsIgnoreCase("true") || text.equalsIgnoreCase("on") -> true;
                case String text when text.equalsIgnoreCase("false") || text.equalsIgnoreCase("off") -> false;
                case null, default -> throw wrong(name, "true or false", value);
            };
        }
        throw wrong(name, "true or false", value);
    }

    private static long number(String name, TableArgument value) {
        if (value instanceof TableArgument.Value one && one.literal().value() instanceof Long number) {
            return number;
        }
        throw wrong(name, "a whole number", value);
    }

    private static List<String> strings(String name, TableArgument value) {
        return switch (value) {
            case TableArgument.Values values ->
                values.elements().stream().map(one -> string(name, one)).toList();
            case TableArgument.Value _, TableArgument.Type _, TableArgument.Fields _ ->
                throw wrong(name, "a list of strings", value);
        };
    }

    private static Map<String, DataType> types(String name, TableArgument value) {
        var types = new LinkedHashMap<String, DataType>();
        switch (value) {
            case TableArgument.Fields fields ->
                fields.fields().forEach((column, type) -> types.put(column, type(name, type)));
            case TableArgument.Values values -> {
                for (int i = 0; i < values.elements().size(); i++) {
                    types.put(Integer.toString(i), type(name, values.elements().get(i)));
                }
            }
            case TableArgument.Value _, TableArgument.Type _ -> throw wrong(name, TYPES, value);
        }
        return types;
    }

    private static DataType type(String name, TableArgument value) {
        if (value instanceof TableArgument.Type(var type, var _)) {
            return type;
        }
        throw wrong(name, TYPES, value);
    }
}
