package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ColumnIds;
import tarn.engine.pipeline.Source;
import tarn.engine.query.logical.PlanPrinter;
import tarn.sql.SqlParser;
import tarn.sql.ast.Statement;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** A catalog of two tables and a view, and short ways to bind over it. */
final class BindFixture implements CatalogView {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    final Map<String, Object> copied = new LinkedHashMap<>();

    BindFixture() {
        table("t", "a", ScalarType.INTEGER, "b", ScalarType.BIGINT, "s", ScalarType.VARCHAR, "d", ScalarType.DATE);
        table("u", "a", ScalarType.INTEGER, "c", ScalarType.DOUBLE, "p", new DecimalType(15, 2));
        var view = (Statement.QueryStatement) SqlParser.parseOne("SELECT a, count(*) AS n FROM t GROUP BY a");
        entries.put("v", new Entry.View("main", "v", List.of(), Unplaced.of(view.query())));
        var broken = (Statement.QueryStatement) SqlParser.parseOne("SELECT gone FROM t");
        entries.put("broken", new Entry.View("main", "broken", List.of(), Unplaced.of(broken.query())));
    }

    private void table(String name, Object... columns) {
        var definitions = new ArrayList<ColumnDefinition>();
        for (int i = 0; i < columns.length; i += 2) {
            String column = (String) columns[i];
            definitions.add(new ColumnDefinition(
                    column, (DataType) columns[i + 1], false, column.equals("p") ? "1 + 1" : null, null, null));
        }
        entries.put(name, new Entry.Table("main", name, new Rows(name, definitions), TableConstraints.NONE));
    }

    record Rows(String name, List<ColumnDefinition> columns) implements TableSource {
        @Override
        public long rows() {
            return -1;
        }

        @Override
        public ColumnStatistics statistics(int column) {
            return ColumnStatistics.UNKNOWN;
        }

        @Override
        public Source scan(List<Integer> indexes, Supplier<List<ColumnRange>> ranges) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public @Nullable Entry table(@Nullable String schema, String name) {
        return schema == null || schema.equalsIgnoreCase("main") ? entries.get(name.toLowerCase(Locale.ROOT)) : null;
    }

    @Override
    public List<String> tableNames() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public TableSource file(String path, Span span) {
        return new Rows(path, List.of(new ColumnDefinition("x", ScalarType.BIGINT)));
    }

    @Override
    public @Nullable TableSource tableFunction(
            String name, List<TableArgument> arguments, Map<String, TableArgument> named, Span span) {
        return name.equals("range")
                ? new Rows("range()", List.of(new ColumnDefinition("range", ScalarType.BIGINT)))
                : null;
    }

    @Override
    public List<String> tableFunctionNames() {
        return List.of("range", "read_csv");
    }

    @Override
    public TableSource copySource(
            List<String> paths, List<ColumnDefinition> columns, Map<String, TableArgument> options, Span span) {
        copied.putAll(options);
        return new Rows(paths.toString(), columns);
    }

    static BindSettings settings() {
        return BindSettings.defaults(expr -> {
            throw SqlException.of(ErrorCode.CAST, "cannot evaluate here", expr.span());
        });
    }

    BoundStatement bind(String sql) {
        try {
            return new Binder(this, new ColumnIds(), settings(), sql).bind(SqlParser.parseOne(sql));
        } catch (SqlException e) {
            throw e.withSql(sql);
        }
    }

    /** The plan as text. */
    String plan(String sql) {
        return PlanPrinter.print(((BoundStatement.Query) bind(sql)).plan()).strip();
    }

    /** Names and types of the result's columns: {@code a INTEGER, b BIGINT}. */
    String columns(String sql) {
        var query = (BoundStatement.Query) bind(sql);
        var all = new ArrayList<String>();
        for (int i = 0; i < query.names().size(); i++) {
            all.add(query.names().get(i) + " "
                    + query.plan().output().get(i).type().sql());
        }
        return String.join(", ", all);
    }

    /** The whole error as people see it. */
    String error(String sql) {
        try {
            bind(sql);
        } catch (SqlException e) {
            return e.rendered();
        }
        throw new AssertionError("no error: " + sql);
    }
}
