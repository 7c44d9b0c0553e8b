package tarn.engine.catalog;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;

/**
 * A column of a table.
 *
 * @param defaultSql the DEFAULT expression as SQL text, or null
 * @param generatedSql the expression over the other columns that gives a generated column, as SQL text; else null
 * @param collation by which the column's texts are compared, in lower case; or null
 */
public record ColumnDefinition(
        String name,
        DataType type,
        boolean notNull,
        @Nullable String defaultSql,
        @Nullable String generatedSql,
        @Nullable String collation) {
    public ColumnDefinition(String name, DataType type) {
        this(name, type, false, null, null, null);
    }

    public ColumnDefinition(
            String name, DataType type, boolean notNull, @Nullable String defaultSql, @Nullable String generatedSql) {
        this(name, type, notNull, defaultSql, generatedSql, null);
    }

    public boolean generated() {
        return generatedSql != null;
    }

    public ColumnDefinition named(String newName) {
        return new ColumnDefinition(newName, type, notNull, defaultSql, generatedSql, collation);
    }

    public ColumnDefinition ofType(DataType newType) {
        return new ColumnDefinition(name, newType, notNull, defaultSql, generatedSql, collation);
    }

    public ColumnDefinition withNotNull(boolean newNotNull) {
        return new ColumnDefinition(name, type, newNotNull, defaultSql, generatedSql, collation);
    }

    public ColumnDefinition withDefault(@Nullable String newDefault) {
        return new ColumnDefinition(name, type, notNull, newDefault, generatedSql, collation);
    }

    public ColumnDefinition collated(@Nullable String newCollation) {
        return new ColumnDefinition(name, type, notNull, defaultSql, generatedSql, newCollation);
    }
}
