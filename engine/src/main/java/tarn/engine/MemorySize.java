package tarn.engine;

import java.util.Locale;
import java.util.regex.Pattern;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Sizes as people write them: {@code 2GB}, {@code 512MiB}, {@code 80%} of the machine's memory. */
final class MemorySize {
    private static final Pattern FORM =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%|[kmgt]?i?b?)", Pattern.CASE_INSENSITIVE);

    private MemorySize() {}

    static long parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw SqlException.of(
                    ErrorCode.INVALID_SETTING, "a memory size is a number with a unit, such as '2GB', not: " + text);
        }
        double amount = Double.parseDouble(matcher.group(1));
        var unit = matcher.group(2).toLowerCase(Locale.ROOT);
        double factor = switch (unit) {
            case "%" -> Tarn.machineMemory() / 100.0;
            case "k", "kb" -> 1e3;
            case "m", "mb" -> 1e6;
            case "g", "gb" -> 1e9;
            case "t", "tb" -> 1e12;
            case "ki", "kib" -> 1L << 10;
            case "mi", "mib" -> 1L << 20;
            case "gi", "gib" -> 1L << 30;
            case "ti", "tib" -> 1L << 40;
            default -> 1;
        };
        return (long) Math.min(Long.MAX_VALUE, amount * factor);
    }

    static String format(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
        }
        return bytes >= 1L << 20
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20))
                : String.format(Locale.ROOT, "%.1f KiB", bytes / (double) (1L << 10));
    }
}
