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
    private Expression.@Nullable Columns selector;

    ColumnsCursor(int index) {
        this.index = index;
    }

    /** The column that {@code selector} stands for this time. */
    Expr current(Expression.Columns selector, ExprBinder binder) {
        if (selector.unpacked()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "*COLUMNS stands for arguments of a function or elements of a list",
                    selector.span());
        }
        var matching = BindStar.select(selector, binder);
        if (size > 0 && size != matching.size()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "all COLUMNS of an expression must stand for equally many columns",
                    selector.span());
        }
        size = matching.size();
        var column = matching.get(index);
        name = column.name();
        this.selector = selector;
        return column.value();
    }

    /** An alias with the groups of the pattern put in place of {@code \\1}; as it is where no COLUMNS turned up. */
    String alias(String alias) {
        return selector == null || name == null ? alias : BindStar.alias(alias, selector, name);
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
