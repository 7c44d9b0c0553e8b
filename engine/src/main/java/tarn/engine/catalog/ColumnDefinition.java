package tarn.engine.catalog;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;

/**
 * A column of a table.
 *
 * @param defaultSql the DEFAULT expression as SQL text, or null
 */
public record ColumnDefinition(
        String name,
        DataType type,
        boolean notNull,
        @Nullable String defaultSql) {
    public ColumnDefinition(String name, DataType type) {
        this(name, type, false, null);
    }
}
