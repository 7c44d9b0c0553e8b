package tarn.shell.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.ResultColumn;

/** A few rows at hand, such as those of {@code .tables}. */
public final class ListedRows implements Rows {
    private final List<ResultColumn> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    public ListedRows(ResultColumn... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row of values in physical form. */
    public ListedRows add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        rows.add(Arrays.copyOf(values, values.length));
        return this;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public long count() {
        return rows.size();
    }

    @Override
    public Cursor cursor() {
        return new Cursor() {
            private int row = -1;

            @Override
            public boolean next() {
                return ++row < rows.size();
            }

            @Override
            public void skip(long count) {
                row += (int) count;
            }

            @Override
            public @Nullable Object value(int column) {
                return rows.get(row)[column];
            }
        };
    }
}
