package tarn.engine.catalog;

import java.util.List;
import tarn.sql.ast.Query;

/** What a name in a schema stands for. */
public sealed interface CatalogEntry {

    String name();

    /**
     * A table at one version.
     *
     * @param temporary lives in the session's own catalog
     * @param keys for each PRIMARY KEY or UNIQUE, its columns by index
     */
    record Table(String name, TableSource source, boolean temporary, List<List<Integer>> keys)
            implements CatalogEntry {}

    /**
     * @param query bound anew at each use
     * @param columnNames names given in CREATE VIEW; empty to take the query's
     */
    record View(String name, Query query, List<String> columnNames, boolean temporary) implements CatalogEntry {}
}
