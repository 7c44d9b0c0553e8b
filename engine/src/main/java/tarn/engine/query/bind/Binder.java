package tarn.engine.query.bind;

import java.util.List;
import tarn.engine.expr.ColumnIds;
import tarn.sql.ast.Statement;
import tarn.sql.error.SqlException;

/** Turns one statement into a plan or an order to the session. One binder per statement. */
public final class Binder {
    private final CatalogView catalog;
    private final ColumnIds ids;
    private final BindSettings settings;

    public Binder(CatalogView catalog, ColumnIds ids, BindSettings settings) {
        this.catalog = catalog;
        this.ids = ids;
        this.settings = settings;
    }

    /** @throws SqlException where the statement makes no sense; its span says where */
    public BoundStatement bind(Statement statement) {
        throw SqlException.notSupported("this statement", statement.span());
    }

    /** The parameters that the statement bound last asks for and that the settings give no value for, by index. */
    public List<BoundParameter> parameters() {
        return List.of();
    }
}
