package tarn.shell;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.JavaValues;
import tarn.engine.expr.Expr;

/** Values for {@code $name} as people write them on a command line: the text says the type. */
final class Parameters {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,38}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{0,30}\\.\\d{1,30}");
    private static final Pattern DOUBLE = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)[eE][+-]?\\d+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,6})?)?");

    private Parameters() {}

    /** Whole numbers, decimals, true and false, null, ISO dates and timestamps; all else, and what is in quotes, is text. */
    static Expr.Literal literal(String text) {
        return JavaValues.toLiteral(value(text));
    }

    private static @Nullable Object value(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return text.substring(1, text.length() - 1).replace("''", "'");
        }
        if (text.equalsIgnoreCase("null")) {
            return null;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        if (DOUBLE.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
            if (TIMESTAMP.matcher(text).matches()) {
                return LocalDateTime.parse(text.replace(' ', 'T'));
            }
        } catch (DateTimeParseException _) {
            return text;
        }
        return text;
    }

    private static Object integer(BigInteger number) {
        return number.bitLength() < Integer.SIZE
                ? (Object) number.intValue()
                : number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
}
