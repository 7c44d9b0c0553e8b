package tarn.engine.query.bind;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.catalog.TableSource;
import tarn.sql.ast.Query;
import tarn.sql.error.Span;

/** What a statement being bound may ask of the catalog: one consistent snapshot of it. Names are looked up without regard to case. */
public interface CatalogView {

    /**
     * A table or view, or null where there is none.
     *
     * @param schema null where not written: the search path decides
     */
    @Nullable
    Entry table(@Nullable String schema, String name);

    /**
     * A macro, or null where there is none.
     *
     * @param schema null where not written
     * @param table whether one is wanted that is used as a table
     */
    default CatalogEntry.@Nullable Macro macro(@Nullable String schema, String name, boolean table) {
        return null;
    }

    /** A sequence, or null where there is none. */
    default CatalogEntry.@Nullable Numbers sequence(@Nullable String schema, String name) {
        return null;
    }

    default List<String> sequenceNames() {
        return List.of();
    }

    /** Another name of a type, or null where there is none. */
    default CatalogEntry.@Nullable TypeAlias type(@Nullable String schema, String name) {
        return null;
    }

    /** Names of the macros that may be written without a schema. */
    default List<String> macroNames(boolean table) {
        return List.of();
    }

    /** Names of all tables and views that may be written without a schema: for "did you mean" and SHOW TABLES, in order of name. */
    List<String> tableNames();

    /** {@code FROM 'orders.csv'}: opens a file by its name; an error with {@code span} if that cannot be. */
    TableSource file(String path, Span span);

    /**
     * A table function such as {@code read_csv} or {@code range}, or null where there is none of that name. Wrong arguments are an error.
     *
     * @param name in lower case
     * @param named by name in lower case
     */
    @Nullable
    TableSource tableFunction(String name, List<TableArgument> arguments, Map<String, TableArgument> named, Span span);

    List<String> tableFunctionNames();

    /** The rows of a table function about the database itself, or null where there is none of that name. */
    default @Nullable Listing listing(String name) {
        return null;
    }

    /**
     * The rows of {@code COPY table FROM}: a source with exactly {@code columns}, read as their types.
     *
     * @param options by name in lower case; an option written without a value is TRUE
     */
    TableSource copySource(
            List<String> paths, List<ColumnDefinition> columns, Map<String, TableArgument> options, Span span);

    /** What a name stands for. */
    sealed interface Entry {
        /** @param schema where it lives, as kept in the catalog; so is the name */
        record Table(String schema, String name, TableSource source, TableConstraints constraints) implements Entry {}

        /** @param columns new names for the query's first columns, perhaps none */
        record View(String schema, String name, List<String> columns, Query query) implements Entry {}
    }
}
