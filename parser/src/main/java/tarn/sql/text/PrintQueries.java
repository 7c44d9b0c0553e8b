package tarn.sql.text;

import java.util.List;
import tarn.sql.ast.Expression;
import tarn.sql.ast.GroupBy;
import tarn.sql.ast.Query;
import tarn.sql.ast.Select;
import tarn.sql.ast.SelectItem;

/** Queries and their clauses. */
final class PrintQueries {
    private final SqlPrinter printer;

    PrintQueries(SqlPrinter printer) {
        this.printer = printer;
    }

    void parenthesized(Query query) {
        printer.add("(");
        query(query);
        printer.add(")");
    }

    void query(Query query) {
        if (query.with() != null) {
            with(query.with());
        }
        body(query.body());
        printer.expressions.orderBy(" ORDER BY ", query.orderBy());
        if (query.limit() != null) {
            limit(query.limit());
        }
    }

    void with(Query.With with) {
        printer.add("WITH ").add(with.recursive(), "RECURSIVE ");
        printer.list(with.tables(), table -> {
            printer.name(table.name()).columns(table.columns());
            if (!table.usingKey().isEmpty()) {
                printer.add(" USING KEY (");
                items(table.usingKey());
                printer.add(")");
            }
            printer.add(" AS ");
            if (table.materialized() != null) {
                printer.add(table.materialized() ? "MATERIALIZED " : "NOT MATERIALIZED ");
            }
            parenthesized(table.query());
        });
        printer.add(" ");
    }

    private void limit(Query.Limit limit) {
        if (limit.count() != null) {
            printer.expressions.clause(" LIMIT ", limit.count());
            printer.add(limit.percent(), " PERCENT");
        } else if (limit.offset() == null) {
            printer.add(" LIMIT ALL");
        }
        printer.expressions.clause(" OFFSET ", limit.offset());
    }

    private void body(Query.Body body) {
        switch (body) {
            case Select select -> select(select);
            case Query.SetOperation operation -> {
                body(operation.left());
                printer.add(" " + operation.kind().name());
                printer.add(operation.all(), " ALL")
                        .add(operation.byName(), " BY NAME")
                        .add(" ");
                body(operation.right());
            }
            case Query.Values values -> values(values.rows());
            case Query.Table table -> printer.add("TABLE ").name(table.name());
            case Query.Nested nested -> parenthesized(nested.query());
            case Query.Described described -> printer.statements.statement(described.statement());
            case Query.Changed changed -> printer.statements.statement(changed.statement());
        }
    }

    void values(List<List<Expression>> rows) {
        printer.add("VALUES ").list(rows, row -> {
            printer.add("(");
            printer.expressions.list(row);
            printer.add(")");
        });
    }

    void items(List<SelectItem> items) {
        printer.list(items, item -> {
            printer.expressions.expression(item.expression());
            if (item.alias() != null) {
                printer.add(" AS ").name(item.alias());
            }
        });
    }

    private void select(Select select) {
        printer.add("SELECT ").add(select.distinct(), "DISTINCT ");
        if (!select.distinctOn().isEmpty()) {
            printer.add("ON (");
            printer.expressions.list(select.distinctOn());
            printer.add(") ");
        }
        items(select.items());
        if (!select.from().isEmpty()) {
            printer.add(" FROM ").list(select.from(), printer.tables::table);
        }
        printer.expressions.clause(" WHERE ", select.where());
        if (select.groupBy() != null) {
            printer.add(" GROUP BY ").add(select.groupBy().all(), "ALL");
            printer.list(select.groupBy().items(), this::groupItem);
        }
        printer.expressions.clause(" HAVING ", select.having());
        if (!select.windows().isEmpty()) {
            printer.add(" WINDOW ").list(select.windows(), window -> {
                printer.name(window.name()).add(" AS (");
                printer.expressions.window(window.window());
                printer.add(")");
            });
        }
        printer.expressions.clause(" QUALIFY ", select.qualify());
        if (select.sample() != null) {
            printer.add(" USING SAMPLE ");
            printer.tables.sample(select.sample());
        }
    }

    private void groupItem(GroupBy.Item item) {
        switch (item) {
            case GroupBy.Key key -> printer.expressions.expression(key.expression());
            case GroupBy.Empty _ -> printer.add("()");
            case GroupBy.Rollup rollup -> keys("ROLLUP (", rollup.keys());
            case GroupBy.Cube cube -> keys("CUBE (", cube.keys());
            case GroupBy.GroupingSets sets ->
                printer.add("GROUPING SETS (")
                        .list(sets.sets(), this::groupItem)
                        .add(")");
        }
    }

    private void keys(String open, List<Expression> keys) {
        printer.add(open);
        printer.expressions.list(keys);
        printer.add(")");
    }
}
