package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.api.list.ImmutableList;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.sql.error.SqlException;
import tarn.sql.text.Quoting;

/** The tables and views that a session sees, as completion, {@code .schema} and JDBC metadata want them. */
public final class CatalogOverview {
    private final Workspace workspace;
    private final Session session;

    CatalogOverview(Workspace workspace, Session session) {
        this.workspace = workspace;
        this.session = session;
    }

    /**
     * A table or view.
     *
     * @param rows of a table, -1 for a view
     * @param bytes that a table holds, 0 for a view
     */
    public record Relation(
            String schema,
            String name,
            boolean view,
            boolean temporary,
            List<ColumnDefinition> columns,
            long rows,
            long bytes,
            String sql) {}

    /** All of them, by schema and name. Views whose tables are gone are listed without columns. */
    public List<Relation> relations() {
        var relations = new ArrayList<Relation>();
        add(relations, SessionCatalog.TEMPORARY, workspace.temporary().entries(CatalogSnapshot.MAIN));
        for (var schema : schemas()) {
            add(relations, schema, workspace.snapshot().entries(schema));
        }
        return relations;
    }

    public List<String> schemas() {
        return workspace.snapshot().schemaNames().castToList();
    }

    private void add(List<Relation> relations, String schema, ImmutableList<CatalogEntry> entries) {
        entries.forEach(entry -> {
            switch (entry) {
                case CatalogEntry.Table table -> relations.add(relation(schema, table));
                case CatalogEntry.View view -> relations.add(relation(schema, view));
                case CatalogEntry.Macro _,
                        CatalogEntry.Numbers _,
                        CatalogEntry.TypeAlias _,
                        CatalogEntry.Index _,
                        CatalogEntry.Comment _ -> {}
            }
        });
    }

    private static Relation relation(String schema, CatalogEntry.Table table) {
        var source = table.source();
        long bytes = source instanceof tarn.engine.storage.TableVersion version ? version.bytes() : 0;
        return new Relation(
                schema,
                table.name(),
                false,
                table.temporary(),
                source.columns(),
                source.rows(),
                bytes,
                DefinitionText.table(table));
    }

    private Relation relation(String schema, CatalogEntry.View view) {
        List<ColumnDefinition> columns;
        try {
            columns =
                    session
                            .prepare("SELECT * FROM " + Quoting.name(schema) + "." + Quoting.name(view.name()))
                            .columns()
                            .stream()
                            .map(column -> new ColumnDefinition(column.name(), column.type()))
                            .toList();
        } catch (SqlException _) {
            columns = List.of();
        }
        var sql = DefinitionText.view(view);
        return new Relation(schema, view.name(), true, view.temporary(), columns, -1, 0, sql);
    }
}
