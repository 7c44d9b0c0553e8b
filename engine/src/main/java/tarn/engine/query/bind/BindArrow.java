package tarn.engine.query.bind;

import java.util.List;
import java.util.regex.Pattern;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code arrow_cast(x, 'Int64')} and {@code arrow_typeof(x)} of DataFusion: types by their names in Arrow. */
final class BindArrow {
    private static final Pattern DECIMAL = Pattern.compile("Decimal(?:32|64|128|256)\\((\\d+), *(\\d+)\\)");
    private static final Pattern TIME = Pattern.compile("Timestamp\\((\\w+), *(\\w+)(?:\\(.*\\))?\\)");
    private static final Pattern LIST = Pattern.compile("(?:Large)?List\\((?:nullable )?(.+)\\)");
    private static final Pattern DICTIONARY = Pattern.compile("Dictionary\\(\\w+, *(.+)\\)");

    private BindArrow() {}

    static Expr cast(String name, List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() != 2) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes a value and the name of a type", span);
        }
        var written = arguments.get(1);
        var text = BindTableFunction.evaluate(binder.bind(written), binder.binding())
                .value();
        if (!(text instanceof String arrow)) {
            throw SqlException.typeMismatch("a type is named by a text such as 'Int64'", written.span());
        }
        return binder.cast(arguments.getFirst(), type(arrow.strip(), written.span()), name.contains("try"), span);
    }

    static Expr nameOf(List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() != 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "arrow_typeof takes one argument", span);
        }
        return BindLiteral.string(name(binder.bind(arguments.getFirst()).type()), span);
    }

    private static DataType type(String arrow, Span span) {
        var decimal = DECIMAL.matcher(arrow);
        if (decimal.matches()) {
            return new DecimalType(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        var list = LIST.matcher(arrow);
        if (list.matches()) {
            return new ListType(type(list.group(1), span));
        }
        var dictionary = DICTIONARY.matcher(arrow);
        if (dictionary.matches()) {
            return type(dictionary.group(1), span);
        }
        var time = TIME.matcher(arrow);
        if (time.matches()) {
            return timestamp(time.group(1), !time.group(2).equals("None"), span);
        }
        return switch (arrow) {
            case "Boolean" -> ScalarType.BOOLEAN;
            case "Int8" -> ScalarType.TINYINT;
            case "Int16" -> ScalarType.SMALLINT;
            case "Int32" -> ScalarType.INTEGER;
            case "Int64" -> ScalarType.BIGINT;
            case "UInt8" -> ScalarType.UTINYINT;
            case "UInt16" -> ScalarType.USMALLINT;
            case "UInt32" -> ScalarType.UINTEGER;
            case "UInt64" -> ScalarType.UBIGINT;
            case "Float16", "Float32" -> ScalarType.REAL;
            case "Float64" -> ScalarType.DOUBLE;
            case "Utf8", "LargeUtf8", "Utf8View" -> ScalarType.VARCHAR;
            case "Binary", "LargeBinary", "BinaryView" -> ScalarType.BLOB;
            case "Date32" -> ScalarType.DATE;
            case "Date64" -> ScalarType.TIMESTAMP_MS;
            case "Time32(Second)", "Time32(Millisecond)", "Time64(Microsecond)" -> ScalarType.TIME;
            case "Interval(MonthDayNano)", "Interval(DayTime)", "Interval(YearMonth)" -> ScalarType.INTERVAL;
            default ->
                throw SqlException.of(ErrorCode.UNKNOWN_TYPE, "unknown type of Arrow: " + arrow, span)
                        .suggesting(arrow, List.of("Int32", "Int64", "UInt64", "Float64", "Utf8", "Date32", "Boolean"));
        };
    }

    private static DataType timestamp(String unit, boolean zoned, Span span) {
        return switch (unit) {
            case "Second" -> zoned ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP_S;
            case "Millisecond" -> zoned ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP_MS;
            case "Microsecond" -> zoned ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP;
            case "Nanosecond" -> zoned ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP_NS;
            default -> throw SqlException.of(ErrorCode.UNKNOWN_TYPE, "unknown unit of Arrow: " + unit, span);
        };
    }

    private static String name(DataType type) {
        return switch (type) {
            case DecimalType(int precision, int scale) -> "Decimal128(" + precision + ", " + scale + ")";
            case ListType(var element) -> "List(" + name(element) + ")";
            case ArrayType(var element, int size) -> "FixedSizeList(" + size + " x " + name(element) + ")";
            case EnumType _ -> "Dictionary(UInt32, Utf8)";
            case StructType _, MapType _ -> type.sql();
            case ScalarType scalar -> name(scalar);
        };
    }

    private static String name(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> "Boolean";
            case TINYINT -> "Int8";
            case SMALLINT -> "Int16";
            case INTEGER -> "Int32";
            case BIGINT -> "Int64";
            case UTINYINT -> "UInt8";
            case USMALLINT -> "UInt16";
            case UINTEGER -> "UInt32";
            case UBIGINT -> "UInt64";
            case REAL -> "Float32";
            case DOUBLE -> "Float64";
            case VARCHAR -> "Utf8";
            case BLOB -> "Binary";
            case DATE -> "Date32";
            case TIME -> "Time64(Microsecond)";
            case TIMESTAMP_S -> "Timestamp(Second, None)";
            case TIMESTAMP_MS -> "Timestamp(Millisecond, None)";
            case TIMESTAMP -> "Timestamp(Microsecond, None)";
            case TIMESTAMP_NS -> "Timestamp(Nanosecond, None)";
            case TIMESTAMPTZ -> "Timestamp(Microsecond, Some(\"UTC\"))";
            case INTERVAL -> "Interval(MonthDayNano)";
            default -> type.sql();
        };
    }
}
