package tarn.engine.format.csv;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Date patterns in strftime's notation. */
final class DatePattern {
    private DatePattern() {}

    static DateTimeFormatter formatter(String pattern) {
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                builder.appendLiteral(c);
                continue;
            }
            i++;
            if (pattern.charAt(i) == '-' && i + 1 < pattern.length()) {
                i++;
            }
            append(builder, pattern.charAt(i), pattern);
        }
        return builder.parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static void append(DateTimeFormatterBuilder builder, char specifier, String pattern) {
        switch (specifier) {
            case 'Y' -> builder.appendValue(ChronoField.YEAR_OF_ERA, 4);
            case 'y' -> builder.appendValueReduced(ChronoField.YEAR_OF_ERA, 2, 2, 1969);
            case 'm' -> builder.appendValue(ChronoField.MONTH_OF_YEAR, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'd' -> builder.appendValue(ChronoField.DAY_OF_MONTH, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'B' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'A' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'H' -> builder.appendValue(ChronoField.HOUR_OF_DAY, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'I' ->
                builder.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
            case 'M' -> builder.appendValue(ChronoField.MINUTE_OF_HOUR, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'S' ->
                builder.appendValue(ChronoField.SECOND_OF_MINUTE, 1, 2, java.time.format.SignStyle.NOT_NEGATIVE);
            case 'f' -> builder.appendFraction(ChronoField.MICRO_OF_SECOND, 1, 6, false);
            case '%' -> builder.appendLiteral('%');
            default ->
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE, "unknown part %" + specifier + " in the date format: " + pattern);
        }
    }
}
