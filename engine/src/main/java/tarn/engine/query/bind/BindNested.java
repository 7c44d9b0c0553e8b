package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.Functions;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Lists, structs and maps: how they are written down, and how their parts are reached. */
final class BindNested {
    private static final long OPEN_START = Long.MIN_VALUE;
    private static final long OPEN_END = Long.MAX_VALUE;

    private BindNested() {}

    static Expr list(Expression.ListLiteral list, ExprBinder binder) {
        var elements = BindOperator.bindAll(list.elements(), binder);
        var call = call("list_value", elements, list.span(), binder);
        // what is constant is so at once: quantiles and the like ask for it
        return elements.stream().allMatch(Expr.Literal.class::isInstance)
                ? BindTableFunction.evaluate(call, binder.binding())
                : call;
    }

    static Expr struct(Expression.StructLiteral struct, ExprBinder binder) {
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        for (var field : struct.fields()) {
            names.add(field.name());
            values.add(binder.bind(field.value()));
        }
        return struct(names, values, struct.span());
    }

    /** {@code struct_pack(a := 1, b := 2)}. */
    static Expr struct(Expression.FunctionCall call, ExprBinder binder) {
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        for (var argument : call.arguments()) {
            if (argument.value() instanceof Expression.Columns selector && selector.unpacked()) {
                for (var column : BindStar.select(selector, binder)) {
                    names.add(new Identifier(column.name(), true, argument.span()));
                    values.add(column.value());
                }
                continue;
            }
            var name = argument.name();
            if (name == null && argument.value() instanceof Expression.ColumnName column) {
                name = column.name().last();
            }
            if (name == null) {
                throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a field needs a name", argument.span())
                        .hint("write struct_pack(name := value)");
            }
            names.add(name);
            values.add(binder.bind(argument.value()));
        }
        return struct(names, values, call.span());
    }

    /** {@code struct(x, y)}: fields c0, c1 and so on, as DataFusion names them. */
    static Expr numberedStruct(Expression.FunctionCall call, ExprBinder binder) {
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        for (var argument : call.arguments()) {
            names.add(
                    argument.name() != null
                            ? argument.name()
                            : new Identifier("c" + names.size(), true, argument.span()));
            values.add(binder.bind(argument.value()));
        }
        if (values.isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a struct needs a field", call.span());
        }
        return struct(names, values, call.span());
    }

    /** {@code named_struct('a', 1, 'b', 2)}. */
    static Expr namedStruct(Expression.FunctionCall call, ExprBinder binder) {
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        var arguments = call.arguments();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!(arguments.get(i).value() instanceof Expression.StringLiteral name)) {
                throw SqlException.of(
                                ErrorCode.WRONG_ARGUMENTS,
                                "the name of a field is a string",
                                arguments.get(i).span())
                        .hint("write named_struct('name', value, ...)");
            }
            names.add(new Identifier(name.value(), true, name.span()));
            values.add(binder.bind(arguments.get(i + 1).value()));
        }
        if (arguments.size() % 2 != 0) {
            throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS,
                            "a field has a name and a value",
                            arguments.getLast().span())
                    .hint("write named_struct('name', value, ...)");
        }
        return struct(names, values, call.span());
    }

    /** {@code regexp_extract(s, '(..)-(..)', ['a', 'b'])}: a struct of the groups; null for any other third argument. */
    static @Nullable Expr groups(List<Expression> arguments, Span span, ExprBinder binder) {
        if (arguments.size() < 3 || !(arguments.get(2) instanceof Expression.ListLiteral list)) {
            return null;
        }
        var bound = new ArrayList<Expr>();
        for (int i = 0; i < arguments.size(); i++) {
            bound.add(i == 2 ? BindLiteral.bigint(0, list.span()) : binder.bind(arguments.get(i)));
        }
        var names = new ArrayList<Identifier>();
        var values = new ArrayList<Expr>();
        for (var element : list.elements()) {
            if (!(element instanceof Expression.StringLiteral name)
                    || name.value().isEmpty()) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "the names of groups must be constant strings", element.span());
            }
            names.add(new Identifier(name.value(), true, name.span()));
            var one = new ArrayList<>(bound);
            one.set(2, BindLiteral.bigint(names.size(), list.span()));
            values.add(BindOperator.call("regexp_extract", one, span, binder.binding()));
        }
        if (arguments.get(1) instanceof Expression.StringLiteral pattern
                && groupCount(pattern.value()) < names.size()) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "the pattern has " + groupCount(pattern.value()) + " groups, but there are " + names.size()
                            + " names",
                    list.span());
        }
        var struct = struct(names, values, span);
        var present = new Expr.Case.When(new Expr.IsNull(bound.getFirst(), true, span), struct);
        return new Expr.Case(List.of(present), BindLiteral.nothing(struct.type(), span), struct.type(), span);
    }

    private static int groupCount(String pattern) {
        try {
            return Pattern.compile(pattern).matcher("").groupCount();
        } catch (PatternSyntaxException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** A whole row of a table in sight, called by the table's name: a struct of its columns. Null where there is no such table. */
    static @Nullable Expr wholeRow(QualifiedName name, Span span, ExprBinder binder) {
        for (var scope = binder.scope(); scope != null; scope = scope.outer()) {
            var tables = scope.named(name);
            if (!tables.isEmpty()) {
                var names = new ArrayList<Identifier>();
                var values = new ArrayList<Expr>();
                for (var item : Scope.one(tables, span).items()) {
                    names.add(new Identifier(item.name(), true, span));
                    values.add(new Expr.Ref(item.column(), span));
                }
                return struct(names, values, span);
            }
        }
        return null;
    }

    static Expr struct(List<Identifier> names, List<Expr> values, Span span) {
        if (names.isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a struct needs a field at least", span);
        }
        var fields = new ArrayList<StructType.Field>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i).text();
            for (var other : fields) {
                if (other.name().equalsIgnoreCase(name)) {
                    throw SqlException.of(
                            ErrorCode.INVALID_VALUE,
                            "two fields of one name: " + name,
                            names.get(i).span());
                }
            }
            fields.add(new StructType.Field(name, values.get(i).type()));
        }
        return new Expr.Call(Functions.struct(new StructType(fields)), List.copyOf(values), span);
    }

    static Expr row(Expression.Row row, ExprBinder binder) {
        return call("row", BindOperator.bindAll(row.elements(), binder), row.span(), binder);
    }

    static Expr map(Expression.MapLiteral map, ExprBinder binder) {
        var keys = new ArrayList<Expression>();
        var values = new ArrayList<Expression>();
        for (var entry : map.entries()) {
            keys.add(entry.key());
            values.add(entry.value());
        }
        var span = map.span();
        return call(
                "map",
                List.of(
                        call("list_value", BindOperator.bindAll(keys, binder), span, binder),
                        call("list_value", BindOperator.bindAll(values, binder), span, binder)),
                span,
                binder);
    }

    /** {@code list[1]}, {@code struct['field']}, {@code tuple[1]}, {@code map[key]}, {@code text[1]}. */
    static Expr index(Expression.Index index, ExprBinder binder) {
        var operand = binder.bind(index.operand());
        var at = binder.bind(index.index());
        var function = switch (operand.type()) {
            case MapType _ -> "map_extract_value";
            case StructType _ -> "struct_extract";
            case ScalarType.JSON -> "json_extract";
            default -> "array_extract";
        };
        return call(function, List.of(operand, at), index.span(), binder);
    }

    static Expr slice(Expression.Slice slice, ExprBinder binder) {
        var arguments = new ArrayList<Expr>();
        arguments.add(binder.bind(slice.operand()));
        arguments.add(bound(slice.from(), OPEN_START, slice.span(), binder));
        arguments.add(bound(slice.to(), OPEN_END, slice.span(), binder));
        if (slice.step() != null) {
            arguments.add(binder.bind(slice.step()));
        }
        return call("array_slice", arguments, slice.span(), binder);
    }

    private static Expr bound(@Nullable Expression bound, long open, Span span, ExprBinder binder) {
        return bound == null ? BindLiteral.bigint(open, span) : binder.bind(bound);
    }

    /** {@code (value).field}. */
    static Expr field(Expression.FieldAccess access, ExprBinder binder) {
        return field(binder.bind(access.operand()), access.field(), access.span(), binder.binding());
    }

    static Expr field(Expr operand, Identifier field, Span span, Binding binding) {
        var name = BindLiteral.string(field.text(), field.span());
        return switch (operand.type()) {
            case StructType struct -> {
                if (struct.find(field.text()) < 0) {
                    throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no such field: " + field.text(), field.span())
                            .suggesting(field.text(), struct.names());
                }
                yield BindOperator.call("struct_extract", List.of(operand, name), span, binding);
            }
            case MapType _ -> BindOperator.call("map_extract_value", List.of(operand, name), span, binding);
            case ScalarType.JSON -> BindOperator.call("json_extract", List.of(operand, name), span, binding);
            default ->
                throw SqlException.typeMismatch(
                        "only STRUCT, MAP and JSON have fields, not a "
                                + operand.type().sql(),
                        span);
        };
    }

    /** {@code x IN list}: NULL elements count as unknown. */
    static Expr in(Expression.InCollection in, ExprBinder binder) {
        var operand = binder.bind(in.operand());
        var collection = binder.bind(in.collection());
        if (collection.type() instanceof StructType) {
            var result = BindTuple.contains(List.of(in.collection(), in.operand()), in.span(), binder);
            return in.negated() ? BindOperator.not(result, in.span()) : result;
        }
        var function = collection.type() instanceof MapType ? "map_contains" : "contains";
        var result = call(function, List.of(collection, operand), in.span(), binder);
        return in.negated() ? BindOperator.not(result, in.span()) : result;
    }

    /** {@code s.field} or {@code t.s.field}, where the longest beginning that is a column has fields; else null. */
    static @Nullable Expr fieldOfColumn(QualifiedName name, Span span, ExprBinder binder) {
        var parts = name.parts();
        for (int columns = parts.size() - 1; columns > 0; columns--) {
            var column = new QualifiedName(parts.subList(0, columns), span);
            var found = binder.scopedColumn(column, span);
            if (found == null || !hasFields(found.type())) {
                continue;
            }
            for (var field : parts.subList(columns, parts.size())) {
                found = field(found, field, span, binder.binding());
            }
            return found;
        }
        return null;
    }

    private static boolean hasFields(DataType type) {
        return type instanceof StructType || type instanceof MapType || type == ScalarType.JSON;
    }

    /** {@code x = ANY (list)} and its like: NULL where only a NULL element keeps it from being decided. */
    static Expr quantified(Expression.QuantifiedList quantified, ExprBinder binder) {
        var span = quantified.span();
        if (!quantified.operator().isComparison()) {
            throw SqlException.of(ErrorCode.SYNTAX, "ANY and ALL need a comparison before them", span);
        }
        var operand = binder.bind(quantified.operand());
        var list = Casting.list(binder.bind(quantified.list()));
        if (list.type() != ScalarType.NULL && !(list.type() instanceof ListType)) {
            throw SqlException.typeMismatch(
                    "ANY and ALL take a list or a query, not a " + list.type().sql(), list.span());
        }
        var element = list.type() instanceof ListType(var type) ? type : ScalarType.NULL;
        var common = Coercion.comparisonType(Casting.argument(operand), Argument.of(element));
        if (common == null) {
            throw SqlException.typeMismatch("cannot compare " + operand.type().sql() + " with " + element.sql(), span);
        }
        boolean all = quantified.quantifier() == Expression.Quantifier.ALL;
        var function = Functions.quantified(quantified.operator().symbol(), all, common);
        return new Expr.Call(
                function, Casting.all(List.of(operand, list), function.parameters(), binder.binding()), span);
    }

    /** {@code struct_insert(s, b := 2)} adds fields, {@code struct_update} replaces those that are there. */
    static Expr changed(Expression.FunctionCall call, boolean update, ExprBinder binder) {
        var arguments = call.arguments();
        if (arguments.isEmpty() || arguments.getFirst().name() != null) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a struct is wanted first", call.span());
        }
        var span = call.span();
        var struct = binder.bind(arguments.getFirst().value());
        if (!(struct.type() instanceof StructType type) || type.isTuple()) {
            throw SqlException.typeMismatch(
                    "a struct is wanted, not a " + struct.type().sql(), struct.span());
        }
        var fields = new ArrayList<StructType.Field>();
        var values = new ArrayList<Expr>();
        for (var field : type.fields()) {
            fields.add(field);
            values.add(BindOperator.call(
                    "struct_extract", List.of(struct, BindLiteral.string(field.name(), span)), span, binder.binding()));
        }
        for (var argument : arguments.subList(1, arguments.size())) {
            var name = argument.name();
            if (name == null) {
                throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a field needs a name", argument.span())
                        .hint("write name := value");
            }
            var value = binder.bind(argument.value());
            int known = new StructType(fields).find(name.text());
            if (known >= 0 && !update) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "two fields of one name: " + name.text(), name.span());
            }
            if (known >= 0) {
                fields.set(known, new StructType.Field(fields.get(known).name(), value.type()));
                values.set(known, value);
            } else {
                fields.add(new StructType.Field(name.text(), value.type()));
                values.add(value);
            }
        }
        return new Expr.Call(Functions.struct(new StructType(fields)), List.copyOf(values), span);
    }

    /** {@code s.*} of a column that is a struct; null if there is no such column. */
    static @Nullable List<Scope.Named> fields(QualifiedName column, Span span, Scope scope) {
        var struct = scope.local(column, span);
        if (struct == null || !(struct.type() instanceof StructType type)) {
            return null;
        }
        var fields = new ArrayList<Scope.Named>();
        for (int i = 0; i < type.fields().size(); i++) {
            List<Expr> arguments = List.of(struct, BindLiteral.bigint(i + 1L, span));
            var function = Functions.scalar("struct_extract_at", Casting.arguments(arguments), span);
            var name = type.fields().get(i).name();
            fields.add(new Scope.Named(
                    column.last().text(),
                    name.isEmpty() ? "element" + (i + 1) : name,
                    new Expr.Call(function, arguments, span)));
        }
        return fields;
    }

    private static Expr call(String name, List<Expr> arguments, Span span, ExprBinder binder) {
        return BindOperator.call(name, arguments, span, binder.binding());
    }
}
