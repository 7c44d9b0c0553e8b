package tarn.engine.catalog;

import java.util.List;

/** What a name in a schema stands for. */
public sealed interface CatalogEntry {

    String name();

    /**
     * A table at one version.
     *
     * @param temporary lives in the session's own catalog
     */
    record Table(String name, TableSource source, boolean temporary) implements CatalogEntry {}

    /**
     * @param sql the query's text, bound anew at each use
     * @param columnNames names given in CREATE VIEW; empty to take the query's
     */
    record View(String name, String sql, List<String> columnNames, boolean temporary) implements CatalogEntry {}
}
