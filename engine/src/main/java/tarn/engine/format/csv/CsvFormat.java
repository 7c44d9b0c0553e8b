package tarn.engine.format.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.engine.catalog.TableArgument;
import tarn.engine.data.memory.Memory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * How a CSV file is to be written.
 *
 * @param quoteAll whether every value is quoted
 */
record CsvFormat(byte delimiter, byte quote, byte escape, boolean header, byte[] nullText, boolean quoteAll) {
    private static final List<String> KNOWN = List.of(
            "delimiter", "delim", "sep", "quote", "escape", "header", "null", "nullstr", "force_quote", "format");

    static CsvFormat of(Map<String, TableArgument> options, String path) {
        options.forEach((name, value) -> {
            if (!KNOWN.contains(name) && !name.equals("compression")) {
                throw SqlException.of(
                                ErrorCode.WRONG_ARGUMENTS, "unknown option for writing CSV: " + name, value.span())
                        .suggesting(name, KNOWN);
            }
        });
        var read = CsvOptions.of(withoutWriting(options));
        byte quote = read.quote() == null ? (byte) '"' : read.quote();
        byte tab = path.endsWith(".tsv") ? (byte) '\t' : (byte) ',';
        return new CsvFormat(
                read.delimiter() == null ? tab : read.delimiter(),
                quote,
                read.escape() == null ? quote : read.escape(),
                read.header() == null || read.header(),
                read.nullText(),
                options.containsKey("force_quote"));
    }

    private static Map<String, TableArgument> withoutWriting(Map<String, TableArgument> options) {
        return options.entrySet().stream()
                .filter(option -> !option.getKey().equals("force_quote"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    String headerLine(List<String> names) {
        return names.stream().map(this::quotedIfNeeded).collect(Collectors.joining(Character.toString(delimiter)))
                + "\n";
    }

    private String quotedIfNeeded(String name) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (special(b)) {
                var mark = Character.toString(quote);
                return mark + name.replace(mark, Character.toString(escape) + mark) + mark;
            }
        }
        return name;
    }

    /** Whether the text at an address must be quoted to be read back as it is. */
    boolean needsQuotes(long from, long to) {
        if (quoteAll || to - from == nullText.length && isNullText(from)) {
            return true;
        }
        for (long at = from; at < to; at++) {
            if (special(Memory.getByte(at))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNullText(long from) {
        for (int i = 0; i < nullText.length; i++) {
            if (Memory.getByte(from + i) != nullText[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean special(byte b) {
        return b == delimiter || b == quote || b == '\n' || b == '\r';
    }
}
