package tarn.engine.expr;

import tarn.engine.data.type.DataType;

/** Gives out the column ids of one query; shared by binder and optimizer. */
public final class ColumnIds {
    private int next;

    public Column column(String name, DataType type) {
        return new Column(next++, name, type);
    }
}
