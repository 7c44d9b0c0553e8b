package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tarn.engine.data.json.Json;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** {@code json_transform(value, structure)}, which is a cast from JSON to the type that the structure describes. */
final class BindJson {
    private static final Set<String> NAMES =
            Set.of("json_transform", "from_json", "json_transform_strict", "from_json_strict");

    private BindJson() {}

    static boolean isName(String name) {
        return NAMES.contains(name);
    }

    /** A part that does not convert is NULL, and an error if the name says so. */
    static Expr transform(String name, List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() != 2) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes JSON and its structure", span)
                    .hint("write " + name + "(x, '{\"name\": \"INTEGER\"}')");
        }
        var structure = BindTableFunction.evaluate(binder.bind(arguments.get(1)), binder.binding());
        if (!(structure.value() instanceof String text)) {
            throw SqlException.typeMismatch(
                    "the structure is a text such as '[\"INTEGER\"]'",
                    arguments.get(1).span());
        }
        DataType type;
        try {
            type = type(Json.parse(text), structure.span(), binder.binding());
        } catch (SqlException e) {
            throw e.at(arguments.get(1).span());
        }
        var value = binder.bind(arguments.get(0));
        if (value.type() != ScalarType.VARCHAR && value.type() != ScalarType.JSON && value.type() != ScalarType.NULL) {
            throw SqlException.typeMismatch(
                    name + " takes JSON, not a " + value.type().sql(), value.span());
        }
        var json = value.type() == ScalarType.JSON ? value : new Expr.Cast(value, ScalarType.JSON, false, span);
        return type.equals(ScalarType.JSON) ? json : new Expr.Cast(json, type, !name.endsWith("_strict"), span);
    }

    private static DataType type(Json structure, Span span, Binding binding) {
        return switch (structure) {
            case Json.Obj object
            when !object.members().isEmpty() -> {
                var fields = new ArrayList<StructType.Field>();
                object.members()
                        .forEach(m -> fields.add(new StructType.Field(m.name(), type(m.value(), span, binding))));
                yield new StructType(fields);
            }
            case Json.Array array
            when array.elements().size() == 1 ->
                new ListType(type(array.elements().getFirst(), span, binding));
            case Json.Text(var name) -> name.equals("NULL") ? ScalarType.JSON : BindType.parse(name, span, binding);
            case Json.Obj _, Json.Array _, Json.Num _, Json.Bool _, Json.Null _ ->
                throw SqlException.of(ErrorCode.INVALID_VALUE, "no structure: " + structure.text())
                        .hint("write types as in {\"name\": \"INTEGER\", \"list\": [\"VARCHAR\"]}");
        };
    }
}
