package tarn.engine.function.scalar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.function.KernelFactory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** format and printf. Values are BIGINT, DOUBLE, BOOLEAN or VARCHAR. */
final class Formatting {
    private static final Pattern BRACES =
            Pattern.compile("\\{\\{|}}|\\{(?<index>\\d*)(?::(?:(?<fill>.)?(?<align>[<>^]))?(?<sign>[+"
                    + " -])?(?<form>#)?(?<zero>0)?(?<width>\\d+)?"
                    + "(?<group>[,_']|t.)?(?:\\.(?<precision>\\d+))?(?<type>[a-zA-Z])?)?}|[{}]");
    private static final Pattern PERCENT = Pattern.compile(
            "%%|%(?<flags>[-+ 0,_']*)(?<width>\\d+|\\*)?(?:\\.(?<precision>\\d+|\\*))?(?:ll?|h)?(?<type>[a-zA-Z])|%");

    private static final Pattern GROUPS = Pattern.compile("[,_']");

    private Formatting() {}

    static KernelFactory kernel(boolean percent) {
        return _ -> (arguments, rows, batch) -> {
            var out = batch.allocateZeroed(rows * 16L);
            var validity = batch.allocate(Bits.bytes(rows));
            validity.fill((byte) -1);
            for (int row = 0; row < rows; row++) {
                int at = row;
                if (arguments.stream().anyMatch(a -> a.isNull(at))) {
                    Bits.clear(validity, row);
                    continue;
                }
                var values =
                        arguments.stream().map(a -> (Object) Values.get(a, at)).toList();
                String format = (String) values.getFirst();
                var rest = values.subList(1, values.size());
                String text = percent ? percent(format, rest) : braces(format, rest);
                Constants.put(text, ScalarType.VARCHAR, out, row, batch);
            }
            return new FlatVector(ScalarType.VARCHAR, out, validity);
        };
    }

    private static String braces(String format, List<Object> values) {
        var text = new StringBuilder();
        var matcher = BRACES.matcher(format);
        int next = 0;
        int at = 0;
        while (matcher.find()) {
            text.append(format, at, matcher.start());
            at = matcher.end();
            switch (matcher.group()) {
                case "{{" -> text.append('{');
                case "}}" -> text.append('}');
                case "{", "}" -> throw wrong("a brace without its partner in format", format);
                default -> {
                    String index = matcher.group("index");
                    int position = index.isEmpty() ? next++ : Integer.parseInt(index);
                    text.append(brace(matcher, value(values, position, format)));
                }
            }
        }
        return text.append(format, at, format.length()).toString();
    }

    private static Object value(List<Object> values, int position, String format) {
        if (position >= values.size()) {
            throw wrong("more places than values in format", format);
        }
        return values.get(position);
    }

    /** A width or precision that stands among the values. */
    private static int given(List<Object> values, int position, String format) {
        if (value(values, position, format) instanceof Long number && number >= 0 && number <= 10_000) {
            return number.intValue();
        }
        throw wrong("a width is a whole number", format);
    }

    private static SqlException wrong(String what, String format) {
        return SqlException.of(ErrorCode.INVALID_VALUE, what + ": " + format);
    }

    private static String brace(Matcher spec, Object value) {
        String group = spec.group("group");
        String body = number(value, spec.group("type"), spec.group("precision"), group != null);
        if (group != null) {
            body = body.replace(",", group.substring(group.length() - 1));
        }
        if (spec.group("form") != null && value instanceof Long) {
            body = switch (spec.group("type")) {
                case "x", "X", "b" -> "0" + spec.group("type") + body;
                case "o" -> "0" + body;
                case null, default -> body;
            };
        }
        if (value instanceof Number && "s".equals(spec.group("type"))) {
            throw wrong("a number cannot be shown with type", "s");
        }
        if ("+".equals(spec.group("sign")) && value instanceof Number && !body.startsWith("-")) {
            body = "+" + body;
        }
        int width = spec.group("width") == null ? 0 : Integer.parseInt(spec.group("width"));
        String align = spec.group("align");
        if (align == null && spec.group("zero") != null && value instanceof Number) {
            return zeros(body, width);
        }
        String fill = spec.group("fill") == null ? " " : spec.group("fill");
        int missing = Math.max(0, width - body.codePointCount(0, body.length()));
        if (align == null) {
            align = value instanceof Number ? ">" : "<";
        }
        int left = align.equals(">") ? missing : align.equals("^") ? missing / 2 : 0;
        return fill.repeat(left) + body + fill.repeat(missing - left);
    }

    private static String zeros(String body, int width) {
        boolean signed = body.startsWith("-") || body.startsWith("+");
        String sign = signed ? body.substring(0, 1) : "";
        String digits = signed ? body.substring(1) : body;
        return sign + "0".repeat(Math.max(0, width - body.length())) + digits;
    }

    private static String percent(String format, List<Object> values) {
        var text = new StringBuilder();
        var matcher = PERCENT.matcher(format);
        int next = 0;
        int at = 0;
        while (matcher.find()) {
            text.append(format, at, matcher.start());
            at = matcher.end();
            if (matcher.group().equals("%%")) {
                text.append('%');
                continue;
            }
            if (matcher.group().equals("%")) {
                throw wrong("a percent sign without a type in format", format);
            }
            String room = matcher.group("width");
            int width = room == null ? 0 : room.equals("*") ? given(values, next++, format) : Integer.parseInt(room);
            String precision = matcher.group("precision");
            if ("*".equals(precision)) {
                precision = Integer.toString(given(values, next++, format));
            }
            var value = value(values, next++, format);
            String flags = matcher.group("flags");
            var group = GROUPS.matcher(flags);
            boolean grouped = group.find();
            String body = number(value, matcher.group("type"), precision, grouped);
            if (grouped) {
                body = body.replace(",", group.group());
            }
            if (flags.contains("+") && value instanceof Number && !body.startsWith("-")) {
                body = "+" + body;
            }
            int missing = Math.max(0, width - body.codePointCount(0, body.length()));
            if (flags.contains("-")) {
                text.append(body).append(" ".repeat(missing));
            } else if (flags.contains("0") && value instanceof Number) {
                text.append(zeros(body, width));
            } else {
                text.append(" ".repeat(missing)).append(body);
            }
        }
        return text.append(format, at, format.length()).toString();
    }

    /** A value by its type letter, null for the natural form. */
    private static String number(Object value, @Nullable String type, @Nullable String precision, boolean grouped) {
        int digits = precision == null ? 6 : Integer.parseInt(precision);
        return switch (value) {
            case Long whole ->
                switch (type == null ? "d" : type) {
                    case "d", "i", "u", "s" -> grouped ? String.format(Locale.ROOT, "%,d", whole) : whole.toString();
                    case "x" -> Long.toHexString(whole);
                    case "X" -> Long.toHexString(whole).toUpperCase(Locale.ROOT);
                    case "o" -> Long.toOctalString(whole);
                    case "b" -> Long.toBinaryString(whole);
                    case "c" -> Character.toString(Math.toIntExact(whole));
                    case "f", "F", "e", "E", "g", "G" -> number((double) whole, type, precision, grouped);
                    default -> throw wrong("a number cannot be shown with type", type == null ? "" : type);
                };
            case Double real ->
                switch (type == null ? "" : type) {
                    case "f", "F" -> fixed(real, digits, grouped);
                    case "e" -> String.format(Locale.ROOT, "%." + digits + "e", real);
                    case "E" -> String.format(Locale.ROOT, "%." + digits + "E", real);
                    case "", "s", "g", "G" ->
                        precision == null
                                ? natural(real, grouped)
                                : String.format(Locale.ROOT, "%." + digits + "g", real);
                    default -> throw wrong("a number with a point cannot be shown with type", type == null ? "" : type);
                };
            case Boolean truth -> truth ? "true" : "false";
            default -> {
                if (type != null && !type.equals("s")) {
                    throw wrong("text cannot be shown with type", type);
                }
                String text = value.toString();
                yield precision == null
                        ? text
                        : text.substring(
                                0, text.offsetByCodePoints(0, Math.min(digits, text.codePointCount(0, text.length()))));
            }
        };
    }

    /** Rounds the exact value of the double, as C does. */
    private static String fixed(double value, int digits, boolean grouped) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        var rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
        String text = grouped ? String.format(Locale.ROOT, "%,." + digits + "f", rounded) : rounded.toPlainString();
        return value < 0 && !text.startsWith("-") ? "-" + text : text;
    }

    private static String natural(double value, boolean grouped) {
        if (Double.isFinite(value) && Math.abs(value) >= 1e-5 && Math.abs(value) < 1e16 || value == 0) {
            String text = new BigDecimal(Double.toString(value)).toPlainString();
            return grouped ? fixed(value, Math.max(0, text.length() - text.indexOf('.') - 1), true) : text;
        }
        return Double.isFinite(value) ? Double.toString(value).toLowerCase(Locale.ROOT) : fixed(value, 0, false);
    }
}
