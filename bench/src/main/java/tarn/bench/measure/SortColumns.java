package tarn.bench.measure;

import java.util.ArrayList;
import java.util.List;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.Statement;
import tarn.sql.error.SqlException;
import tarn.sql.text.SqlPrinter;

/**
 * Which columns of a result its query's ORDER BY sorts by: position for position, their values are the same in every correct
 * result, though rows that tie may come in any order.
 */
final class SortColumns {
    private SortColumns() {}

    /** Positions from zero; it ends before the first expression that is no column of the result. */
    static List<Integer> of(String sql, List<String> columns) {
        var found = new ArrayList<Integer>();
        try {
            if (SqlParser.parseOne(sql) instanceof Statement.QueryStatement statement) {
                for (var item : statement.query().orderBy()) {
                    int position = position(item.expression(), statement.query(), columns);
                    if (position < 0 || position >= columns.size()) {
                        break;
                    }
                    found.add(position);
                }
            }
        } catch (SqlException _) {
            return List.of(); // a statement that only the other engine knows
        }
        return found;
    }

    private static int position(Expression expression, Query query, List<String> columns) {
        return switch (expression) {
            case Expression.IntegerLiteral literal -> Integer.parseInt(literal.digits()) - 1;
            case Expression.ColumnName column
            when column.name().qualifier() == null -> {
                var name = column.name().last().text();
                int position = indexOf(name, columns);
                yield position >= 0 ? position : selected(expression, query);
            }
            default -> selected(expression, query);
        };
    }

    /** Names of columns go before those of tables in ORDER BY; a name that two columns have says nothing. */
    private static int indexOf(String name, List<String> columns) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase(name)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    /** The same expression among those selected; after a star, positions are not known. */
    private static int selected(Expression expression, Query query) {
        if (query.body() instanceof Select select) {
            for (int i = 0; i < select.items().size(); i++) {
                var item = select.items().get(i).expression();
                if (item instanceof Expression.Star || item instanceof Expression.Columns) {
                    return -1;
                }
                if (SqlPrinter.print(item).equalsIgnoreCase(SqlPrinter.print(expression))) {
                    return i;
                }
            }
        }
        return -1;
    }
}
