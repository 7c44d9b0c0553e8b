package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** While a SELECT item with COLUMNS(...) is bound once per column: which column it is the turn of. */
final class ColumnsCursor {
    private final int index;
    private int size;
    private @Nullable String name;

    ColumnsCursor(int index) {
        this.index = index;
    }

    /** The column that {@code selector} stands for this time. */
    Expr current(Expression.Columns selector, Scope scope) {
        var matching = BindStar.select(selector, scope);
        if (matching.isEmpty()) {
            throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "no column matches", selector.span());
        }
        if (size > 0 && size != matching.size()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "all COLUMNS of an expression must stand for equally many columns",
                    selector.span());
        }
        size = matching.size();
        var column = matching.get(index);
        name = column.name();
        return column.value();
    }

    /** How many columns there are; 0 if no COLUMNS turned up. */
    int size() {
        return size;
    }

    /** The current column's name, null before one turned up. */
    @Nullable
    String name() {
        return name;
    }
}
