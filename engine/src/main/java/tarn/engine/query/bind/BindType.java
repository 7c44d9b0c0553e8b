package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TypeNames;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.TypeName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** What a type in a statement means. */
final class BindType {
    private static final int DEFAULT_PRECISION = 18;
    private static final int DEFAULT_SCALE = 3;
    private static final Set<String> DECIMALS = Set.of("decimal", "numeric", "dec");
    private static final Set<String> NOT_YET =
            Set.of("variant", "bignum", "varint", "time_ns", "struct", "list", "map", "union", "geometry", "row");

    private BindType() {}

    static DataType type(TypeName name, Binding binding) {
        return switch (name) {
            case TypeName.Simple simple -> simple(simple, binding);
            case TypeName.Array array -> array(array, binding);
            case TypeName.Struct struct -> struct(struct, binding);
            case TypeName.Union union -> throw SqlException.notSupported("type UNION", union.span());
            case TypeName.Map map -> new MapType(type(map.key(), binding), type(map.value(), binding));
            case TypeName.Enum values -> enumeration(values.values(), values.span());
        };
    }

    /** A type that is written as text. */
    static DataType parse(String text, Span span, Binding binding) {
        try {
            if (SqlParser.parseExpression("NULL::" + text) instanceof Expression.Cast cast) {
                return type(cast.type(), binding);
            }
        } catch (SqlException e) {
            if (e.code() != ErrorCode.SYNTAX) {
                throw new SqlException(e.code(), e.sentence(), span, e.hints());
            }
        }
        throw SqlException.of(ErrorCode.UNKNOWN_TYPE, "not a type: " + text, span);
    }

    private static DataType array(TypeName.Array name, Binding binding) {
        var element = type(name.element(), binding);
        var size = name.size();
        if (size == null) {
            return new ListType(element);
        }
        if (size < 1 || size > ArrayType.MAX_SIZE) {
            throw SqlException.of(
                    ErrorCode.INVALID_VALUE,
                    "the size of an array must be from 1 to " + ArrayType.MAX_SIZE + ", not " + size,
                    name.span());
        }
        return new ArrayType(element, size);
    }

    static EnumType enumeration(List<String> values, Span span) {
        var seen = new HashSet<String>();
        for (var value : values) {
            if (!seen.add(value)) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "an ENUM with a value twice: " + value, span);
            }
        }
        return new EnumType(values);
    }

    private static StructType struct(TypeName.Struct name, Binding binding) {
        var fields = new ArrayList<StructType.Field>();
        for (var field : name.fields()) {
            for (var other : fields) {
                if (other.name().equalsIgnoreCase(field.name().text())) {
                    throw SqlException.of(
                            ErrorCode.INVALID_VALUE, "two fields of one name: " + other.name(), field.span());
                }
            }
            fields.add(new StructType.Field(field.name().text(), type(field.type(), binding)));
        }
        return new StructType(fields);
    }

    /** Its types are read as expressions: names, and calls for those with parameters. */
    private static StructType tuple(TypeName.Simple name, Binding binding) {
        var fields = new ArrayList<StructType.Field>();
        for (var part : name.parameters()) {
            var type = switch (part) {
                case Expression.ColumnName(var plain, var span) -> new TypeName.Simple(plain, List.of(), span);
                case Expression.FunctionCall call ->
                    new TypeName.Simple(
                            call.name(),
                            call.arguments().stream()
                                    .map(Expression.Argument::value)
                                    .toList(),
                            call.span());
                default -> throw SqlException.notSupported("this type within TUPLE", part.span());
            };
            fields.add(new StructType.Field("", simple(type, binding)));
        }
        return new StructType(fields);
    }

    private static DataType simple(TypeName.Simple name, Binding binding) {
        String folded = name.name().last().folded();
        if (DECIMALS.contains(folded)) {
            return decimal(name.parameters(), name.span());
        }
        if (folded.equals("tuple") && !name.parameters().isEmpty()) {
            return tuple(name, binding);
        }
        var type = TypeNames.find(folded);
        if (type == null) {
            var qualifier = name.name().qualifier();
            var alias = binding.catalog()
                    .type(
                            qualifier == null ? null : qualifier.last().text(),
                            name.name().last().text());
            if (alias != null) {
                return alias.type();
            }
            if (NOT_YET.contains(folded)) {
                throw SqlException.notSupported("type " + folded.toUpperCase(Locale.ROOT), name.span());
            }
            throw SqlException.of(
                            ErrorCode.UNKNOWN_TYPE,
                            "unknown type: " + name.name().text(),
                            name.span())
                    .suggesting(
                            folded,
                            TypeNames.all().stream()
                                    .map(known -> known.toUpperCase(Locale.ROOT))
                                    .toList());
        }
        boolean takesLength = type == ScalarType.VARCHAR || type == ScalarType.TIMESTAMP || type == ScalarType.REAL;
        if (!name.parameters().isEmpty() && !takesLength) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "type takes no parameters: " + type.sql(), name.span());
        }
        if (name.parameters().size() > 1) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "type takes one parameter: " + type.sql(), name.span());
        }
        return type == ScalarType.TIMESTAMP && !name.parameters().isEmpty()
                ? timestamp(number(name.parameters().getFirst()), name.span())
                : type;
    }

    private static DataType timestamp(int digits, Span span) {
        if (digits > 9) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "TIMESTAMP takes a precision from 0 to 9", span);
        }
        return digits == 0
                ? ScalarType.TIMESTAMP_S
                : digits <= 3 ? ScalarType.TIMESTAMP_MS : digits <= 6 ? ScalarType.TIMESTAMP : ScalarType.TIMESTAMP_NS;
    }

    private static DataType decimal(List<Expression> parameters, Span span) {
        if (parameters.size() > 2) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "DECIMAL takes a precision and a scale", span);
        }
        int precision = parameters.isEmpty() ? DEFAULT_PRECISION : number(parameters.getFirst());
        int scale = parameters.isEmpty() ? DEFAULT_SCALE : parameters.size() == 1 ? 0 : number(parameters.get(1));
        if (precision < 1 || precision > DecimalType.MAX_PRECISION) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "precision of DECIMAL must be from 1 to 38", span);
        }
        if (scale > precision) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "scale of DECIMAL must not exceed its precision", span);
        }
        return new DecimalType(precision, scale);
    }

    private static int number(Expression parameter) {
        if (parameter instanceof Expression.IntegerLiteral literal
                && literal.digits().length() <= 9) {
            return Integer.parseInt(literal.digits());
        }
        throw SqlException.of(ErrorCode.INVALID_VALUE, "a type's parameters are small whole numbers", parameter.span());
    }
}
