package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.Placed;
import tarn.sql.SqlParser;
import tarn.sql.ast.Assignment;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Values on their way into columns of a table: cast to the column's type, or its DEFAULT. */
final class ColumnValues {
    private final Surroundings around;

    ColumnValues(Surroundings around) {
        this.around = around;
    }

    Expr to(Expr expr, DataType type, String column) {
        if (!Coercion.castable(expr.type(), type)) {
            throw SqlException.typeMismatch(
                    "cannot put a " + expr.type().sql() + " into " + column + ", which is a " + type.sql(),
                    expr.span());
        }
        return Casting.later(expr, type, around.binding());
    }

    Expr of(Expression value, ColumnDefinition column, ExprBinder binder) {
        if (column.generated() && !(value instanceof Expression.Default)) {
            throw generated(column, value.span());
        }
        return value instanceof Expression.Default written
                ? defaultOf(column, written.span())
                : to(binder.bind(value), column.type(), column.name());
    }

    Expr defaultOf(ColumnDefinition column, Span span) {
        if (column.defaultSql() == null) {
            return BindLiteral.nothing(column.type(), span);
        }
        var binder = ExprBinder.of(around, Scope.EMPTY, Place.plain("DEFAULT"));
        var expression = Unplaced.of(SqlParser.parseExpression(column.defaultSql()));
        return around.binding()
                .inside(
                        "the DEFAULT of " + column.name(),
                        span,
                        () -> Placed.at(span, to(binder.bind(expression), column.type(), column.name())));
    }

    static SqlException generated(ColumnDefinition column, Span span) {
        return SqlException.of(
                        ErrorCode.NOT_ALLOWED, "a generated column cannot be given a value: " + column.name(), span)
                .hint("it is always " + column.generatedSql());
    }

    /** What SET puts into a column, by its index. */
    record Assigned(int column, Expr value) {}

    List<Assigned> assigned(List<Assignment> assignments, CatalogView.Entry.Table table, ExprBinder binder) {
        var columns = table.source().columns();
        var result = new ArrayList<Assigned>();
        for (var assignment : assignments) {
            var name = assignment.column().last();
            int index = BindCreate.index(columns, name, table.name());
            if (result.stream().anyMatch(other -> other.column() == index)) {
                throw SqlException.of(ErrorCode.DUPLICATE_NAME, "column is set twice: " + name.text(), name.span());
            }
            result.add(new Assigned(index, of(assignment.value(), columns.get(index), binder)));
        }
        return List.copyOf(result);
    }
}
