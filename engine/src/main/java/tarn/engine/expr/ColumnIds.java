package tarn.engine.expr;

import java.util.HashMap;
import java.util.Map;
import tarn.engine.data.type.DataType;
import tarn.sql.error.Span;

/** Gives out the column ids of one query; shared by binder and optimizer. Knows which columns are those of scalar sub-queries. */
public final class ColumnIds {
    private final Map<Column, Span> subqueries = new HashMap<>();
    private int next;

    public Column column(String name, DataType type) {
        return new Column(next++, name, type);
    }

    /** The column is the value of the sub-query that stands there. */
    public void subquery(Column column, Span span) {
        subqueries.put(column, span);
    }

    /** Where the sub-query stands whose value the column is; {@link Span#NONE} if it is not one. */
    public Span subquery(Column column) {
        return subqueries.getOrDefault(column, Span.NONE);
    }
}
