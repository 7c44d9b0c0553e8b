package tarn.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;

/** What a name in a schema stands for. */
public sealed interface CatalogEntry {

    String name();

    /** Entries of different spaces may have the same name. */
    default Space space() {
        return switch (this) {
            case Table _, View _ -> Space.RELATIONS;
            case Macro macro -> macro.table() ? Space.TABLE_MACROS : Space.MACROS;
            case Numbers _ -> Space.SEQUENCES;
            case TypeAlias _ -> Space.TYPES;
            case Index _ -> Space.INDEXES;
            case Comment _ -> Space.COMMENTS;
        };
    }

    /** What a name is looked up among. */
    enum Space {
        RELATIONS,
        MACROS,
        TABLE_MACROS,
        SEQUENCES,
        TYPES,
        INDEXES,
        COMMENTS
    }

    /**
     * A table at one version.
     *
     * @param temporary lives in the session's own catalog
     */
    record Table(String name, TableSource source, boolean temporary, TableConstraints constraints)
            implements CatalogEntry {
        /** The same table at another version. */
        public Table at(TableSource version) {
            return new Table(name, version, temporary, constraints);
        }
    }

    /**
     * @param query bound anew at each use
     * @param columnNames names given in CREATE VIEW; empty to take the query's
     */
    record View(String name, Query query, List<String> columnNames, boolean temporary) implements CatalogEntry {}

    /**
     * A macro. Macros have a space of names of their own; those used as tables one more.
     *
     * @param overloads as in CREATE MACRO, without places
     * @param table whether it is used in FROM (AS TABLE)
     */
    record Macro(String name, List<Statement.Macro> overloads, boolean table, boolean temporary)
            implements CatalogEntry {}

    /** A sequence. */
    record Numbers(String name, Sequence sequence, boolean temporary) implements CatalogEntry {}

    /** Another name of a type. */
    record TypeAlias(String name, DataType type, boolean temporary) implements CatalogEntry {}

    /**
     * What CREATE INDEX made. A unique one is a key of its table, of the same name; others mean nothing, as scans find their
     * rows by bounds of row groups.
     *
     * @param expressions as SQL
     */
    record Index(String name, String table, boolean unique, List<String> expressions) implements CatalogEntry {}

    /** @param name what it is about, as {@link #about} makes it */
    record Comment(String name, String text) implements CatalogEntry {
        /** @param column null for the thing itself */
        public static String about(String kind, String thing, @Nullable String column) {
            return kind + "\0" + thing + (column == null ? "" : "\0" + column);
        }
    }
}
