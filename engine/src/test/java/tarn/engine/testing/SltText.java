package tarn.engine.testing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of a value in slt files: NULL, (empty) for an empty string, doubles to 12 digits, the rest as SQL shows it. */
final class SltText {
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private SltText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case Double d -> number(d);
            case Float f -> number(Double.parseDouble(Float.toString(f)));
            case BigDecimal decimal -> decimal.toPlainString();
            case LocalDateTime at -> at.format(TIMESTAMP);
            case String s when s.isEmpty() -> "(empty)";
            case List<?> list -> list.stream().map(SltText::of).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    private static String number(double d) {
        if (Double.isNaN(d)) {
            return "nan";
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "inf" : "-inf";
        }
        if (d == Math.rint(d) && Math.abs(d) < 1e15) {
            return String.format(Locale.ROOT, "%.1f", d);
        }
        var digits = new BigDecimal(d).round(new MathContext(12)).stripTrailingZeros();
        if (digits.abs().compareTo(new BigDecimal("1e15")) >= 0
                || digits.abs().compareTo(new BigDecimal("1e-5")) <= 0) {
            return digits.toString();
        }
        return digits.toPlainString() + (digits.scale() <= 0 ? ".0" : "");
    }
}
