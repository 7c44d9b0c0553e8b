package tarn.engine.query.bind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;

/**
 * Rows about the database itself, such as those of {@code duckdb_tables()}.
 *
 * @param rows a String, Long, Boolean, list of Strings or null for each column
 */
public record Listing(List<ColumnDefinition> columns, List<List<@Nullable Object>> rows) {}
