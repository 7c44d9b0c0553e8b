package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.function.Coercion;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.SelectItem;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Binds the expressions of one clause. Each topic has a class; here is the one switch over the syntax.
 *
 * @param aliases names of the SELECT list that may be used, or null
 * @param lambda parameters of the lambda around, or null
 * @param columns the column that COLUMNS(...) stands for at the moment, or null where it is not allowed
 */
record ExprBinder(
        Surroundings around,
        Scope scope,
        Place place,
        @Nullable Aliases aliases,
        @Nullable ColumnsCursor columns,
        BindLambda.@Nullable Parameters lambda) {

    static ExprBinder of(Surroundings around, Scope scope, Place place) {
        return new ExprBinder(around, scope, place, null, null, null);
    }

    ExprBinder at(Place newPlace) {
        return new ExprBinder(around, scope, newPlace, aliases, columns, lambda);
    }

    ExprBinder with(Surroundings others) {
        return new ExprBinder(others, scope, place, aliases, columns, lambda);
    }

    ExprBinder with(@Nullable Aliases newAliases) {
        return new ExprBinder(around, scope, place, newAliases, columns, lambda);
    }

    ExprBinder with(@Nullable ColumnsCursor cursor) {
        return new ExprBinder(around, scope, place, aliases, cursor, lambda);
    }

    /** Within a lambda. */
    ExprBinder within(BindLambda.Parameters inner) {
        return new ExprBinder(around, scope, place, aliases, columns, inner);
    }

    Binding binding() {
        return around.binding();
    }

    Expr bind(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> BindLiteral.bind(literal, binding());
            case Expression.Interval interval -> BindInterval.bind(interval, this);
            case Expression.ColumnName column -> column(column.name(), column.span());
            case Expression.Parameter parameter -> binding().parameter(parameter);
            case Expression.ColumnNumber number ->
                scope.numbered(number.number(), number.span()).value();
            case Expression.Unary unary -> BindOperator.unary(unary, this);
            case Expression.Binary binary -> BindOperator.binary(binary, this);
            case Expression.Logical logical -> BindOperator.logical(logical, this);
            case Expression.Between between -> BindOperator.between(between, this);
            case Expression.Like like -> BindOperator.like(like, this);
            case Expression.IsNull isNull -> new Expr.IsNull(bind(isNull.operand()), isNull.negated(), isNull.span());
            case Expression.IsDistinctFrom distinct -> BindOperator.distinct(distinct, this);
            case Expression.IsTruth truth -> BindConditional.truth(truth, this);
            case Expression.Case choice -> BindConditional.choice(choice, this);
            case Expression.Cast cast -> cast(cast);
            case Expression.InList in -> BindIn.list(in, this);
            case Expression.InSubquery in -> BindIn.subquery(in, this);
            case Expression.Exists exists -> BindSubquery.exists(exists, this);
            case Expression.ScalarSubquery scalar -> BindSubquery.scalar(scalar, this);
            case Expression.QuantifiedSubquery quantified -> BindSubquery.quantified(quantified, this);
            case Expression.FunctionCall call -> BindCall.bind(call, this);
            case Expression.Grouping grouping -> grouping(grouping);
            case Expression.Columns selector -> columns(selector);
            case Expression.Star star ->
                throw SqlException.of(ErrorCode.SYNTAX, "* stands for no single value here", star.span());
            case Expression.Row row -> BindNested.row(row, this);
            case Expression.Default value ->
                throw SqlException.of(ErrorCode.SYNTAX, "DEFAULT is allowed only as a value of INSERT", value.span());
            case Expression.AtTimeZone zone -> BindOperator.atTimeZone(zone, this);
            case Expression.Collate collate -> BindCollation.bind(collate, this);
            case Expression.InCollection in -> BindNested.in(in, this);
            case Expression.QuantifiedList list -> BindNested.quantified(list, this);
            case Expression.ArraySubquery array -> BindSubquery.array(array, this);
            case Expression.Index index -> BindNested.index(index, this);
            case Expression.Slice slice -> BindNested.slice(slice, this);
            case Expression.FieldAccess access -> BindNested.field(access, this);
            case Expression.ListLiteral list -> BindNested.list(list, this);
            case Expression.StructLiteral struct -> BindNested.struct(struct, this);
            case Expression.MapLiteral map -> BindNested.map(map, this);
            case Expression.Lambda lambda -> BindLambda.alone(lambda, this);
            case Expression.ListComprehension list -> BindLambda.comprehension(list, this);
        };
    }

    /** The expression as a BOOLEAN. */
    Expr condition(Expression expression, String where) {
        return Casting.condition(bind(expression), where, binding());
    }

    /** A column of this query; else a name of the SELECT list; else a column of an outer query. */
    Expr column(QualifiedName name, Span span) {
        var found = scopedColumn(name, span);
        if (found != null) {
            return found;
        }
        var field = BindNested.fieldOfColumn(name, span, this);
        if (field != null) {
            return field;
        }
        var row = BindNested.wholeRow(name, span, this);
        if (row != null) {
            return row;
        }
        if (name.parts().size() == 1
                && name.last().matches("user")
                && !name.last().quoted()) {
            return BindOperator.call("user", List.of(), span, binding());
        }
        var ofValues = Scope.ofValues(name);
        var numbered = ofValues == null ? null : scopedColumn(ofValues, span);
        if (numbered != null) {
            return numbered;
        }
        var error = scope.unknown(name, span, aliases == null ? List.of() : aliases.names());
        var holder = name.parts().size() > 1 ? null : holder(name.last());
        throw holder == null ? error : error.hint(holder + " has such a column, but is not in FROM");
    }

    /** A table of the catalog with a column of that name. */
    private @Nullable String holder(Identifier column) {
        var catalog = binding().catalog();
        if (scope.tables().isEmpty()) {
            return null;
        }
        for (var table : catalog.tableNames()) {
            if (catalog.table(null, table) instanceof CatalogView.Entry.Table stored
                    && stored.source().columns().stream().anyMatch(one -> column.matches(one.name()))) {
                return table;
            }
        }
        return null;
    }

    /** As {@link #column}, null where there is none. */
    @Nullable
    Expr scopedColumn(QualifiedName name, Span span) {
        if (lambda != null && name.parts().size() == 1) {
            var parameter = lambda.find(name.last());
            if (parameter != null) {
                return new Expr.Ref(parameter, span);
            }
        }
        var parameters = around.parameters();
        if (parameters != null && name.parts().size() == 1) {
            var argument = parameters.find(name.last());
            if (argument != null) {
                return argument.bind(this);
            }
        }
        var local = scope.local(name, span);
        if (local != null && !isItemOfGroups(name, local)) {
            return local;
        }
        var item = itemCalled(name);
        if (item != null && aliases != null) {
            return once(aliases.expand(item, this::bind), name, span);
        }
        for (var outer = scope.outer(); outer != null; outer = outer.outer()) {
            var found = outer.fromInside(name, span);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A value that changes from call to call would be another one here than in the SELECT list. */
    private Expr once(Expr value, QualifiedName name, Span span) {
        boolean[] changes = {false};
        ExprTree.forEach(
                value,
                part -> changes[0] |= part instanceof Expr.Call call
                        && !call.function().properties().deterministic());
        if (changes[0] && !place.clause().equals("ORDER BY")) {
            throw SqlException.notSupported(
                            "a second use of a value that changes from call to call: " + name.text(), span)
                    .hint("name the value in a sub-query: SELECT ... FROM (SELECT ... AS "
                            + name.last().text() + ")");
        }
        return value;
    }

    /** In HAVING a name of the SELECT list goes before a column that is not grouped by; not so in aggregates, which take rows. */
    private boolean isItemOfGroups(QualifiedName name, Expr local) {
        return aliases != null
                && name.parts().size() == 1
                && place.inside() != Place.Inside.AGGREGATE
                && place.clause().equals("HAVING")
                && aliases.find(name.last()) != null
                && !aliases.groupedBy(local);
    }

    /** Whether the name is that of a column in sight, or of a parameter of a macro. */
    boolean isColumn(QualifiedName name) {
        var parameters = around.parameters();
        return parameters != null && name.parts().size() == 1 && parameters.find(name.last()) != null
                || scope.local(name, name.span()) != null;
    }

    /** Whether the name, or what it begins with, stands for a value here: that which {@code name.f()} is a call of f for. */
    boolean isValue(QualifiedName name) {
        for (var prefix = name; prefix != null; prefix = prefix.qualifier()) {
            if (isColumn(prefix) || isNamed(prefix)) {
                return true;
            }
            for (var outer = scope.outer(); outer != null; outer = outer.outer()) {
                if (outer.local(prefix, prefix.span()) != null
                        || outer.asking() != null && outer.asking().isNamed(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it is the name of a parameter of a lambda, or of an item of the SELECT list. */
    private boolean isNamed(QualifiedName name) {
        boolean one = name.parts().size() == 1;
        return one && lambda != null && lambda.find(name.last()) != null || itemCalled(name) != null;
    }

    /** The item of the SELECT list that {@code name} or {@code alias.name} means, or null. */
    private @Nullable SelectItem itemCalled(QualifiedName name) {
        int parts = name.parts().size();
        boolean asked = parts == 1 || parts == 2 && name.parts().getFirst().matches("alias");
        return aliases != null && asked ? aliases.find(name.last()) : null;
    }

    private Expr cast(Expression.Cast cast) {
        return cast(cast.operand(), BindType.type(cast.type(), binding()), cast.isTry(), cast.span());
    }

    /** What CAST gives, or TRY_CAST. */
    Expr cast(Expression value, DataType type, boolean isTry, Span span) {
        var operand = bind(value);
        if (operand instanceof Expr.Parameter parameter && parameter.type() == tarn.engine.data.type.ScalarType.NULL) {
            return binding().typed(parameter, type);
        }
        if (operand.type().equals(type) && !Casting.isUntyped(operand)) {
            return operand;
        }
        checkCastable(operand.type(), type, span);
        return new Expr.Cast(operand, type, isTry, binding().settings().zone(), span);
    }

    private static void checkCastable(DataType from, DataType to, Span span) {
        if (!Coercion.castable(from, to)) {
            throw SqlException.typeMismatch("cannot cast " + from.sql() + " to " + to.sql(), span);
        }
    }

    private Expr grouping(Expression.Grouping grouping) {
        if (grouping.keys().size() >= Long.SIZE) {
            throw SqlException.of(ErrorCode.GROUPING, "GROUPING takes fewer than 64 keys", grouping.span());
        }
        var inner = at(place.in(Place.Inside.AGGREGATE));
        var keys = grouping.keys().stream().map(inner::bind).toList();
        return BindCall.owner(keys, this)
                .forAggregate("GROUPING", grouping.span())
                .grouping(keys, grouping.span());
    }

    private Expr columns(Expression.Columns selector) {
        if (columns == null) {
            throw SqlException.notSupported("COLUMNS in " + place.clause(), selector.span());
        }
        return columns.current(selector, this);
    }

    /** The same expression once more, for a second use: sub-queries need columns of their own in each place. */
    Expr again(Expression expression, Expr bound) {
        boolean[] unique = {false};
        ExprTree.forEach(bound, part -> unique[0] |= part instanceof Expr.Subquery);
        return unique[0] ? bind(expression) : bound;
    }
}
