package tarn.engine.query.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tarn.datasets.ColumnType;
import tarn.datasets.tpch.Tpch;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.ColumnRange;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.pipeline.Source;
import tarn.engine.query.bind.BindSettings;
import tarn.engine.query.bind.Binder;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.bind.CatalogView;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanPrinter;
import tarn.engine.query.optimize.stats.Sampling;
import tarn.sql.SqlParser;
import tarn.sql.error.Span;

/**
 * Plans of SQL over tables t, u, v (columns a, b, c INTEGER, s VARCHAR, d DOUBLE; a of t is a key without NULLs), the
 * small table n (a, b), and the tables of TPC-H with the numbers of rows of scale 1.
 */
record OnSql(String sql, Set<String> passes) {
    private static final Map<String, TableSource> TABLES = tables();

    static OnSql on(String sql) {
        return new OnSql(sql, new HashSet<>(Optimizer.passes()));
    }

    /** Runs these passes only, beside the required ones. */
    OnSql by(String... only) {
        return new OnSql(sql, Set.of(only));
    }

    void becomes(String plan) {
        assertThat(PlanPrinter.print(optimized())).isEqualTo(plan);
    }

    Plan optimized() {
        var disabled = new HashSet<>(Optimizer.passes());
        disabled.removeAll(passes);
        disabled.removeAll(Optimizer.required());
        var ids = new ColumnIds();
        return new Optimizer(ids, disabled, OnSql::constant, Sampling.NONE, true).optimize(bound(ids));
    }

    Plan bound(ColumnIds ids) {
        var binder = new Binder(new View(), ids, BindSettings.defaults(OnSql::constant));
        return ((BoundStatement.Query) binder.bind(SqlParser.parseOne(sql))).plan();
    }

    static Expr.Literal constant(Expr expr) {
        var pool = MemoryPools.create(1 << 24);
        return new Expr.Literal(Evaluation.constant(expr, pool), expr.type(), expr.span());
    }

    private static Map<String, TableSource> tables() {
        var tables = new HashMap<String, TableSource>();
        for (var name : List.of("t", "u", "v")) {
            var columns = List.of(
                    new ColumnDefinition("a", ScalarType.INTEGER),
                    new ColumnDefinition("b", ScalarType.INTEGER),
                    new ColumnDefinition("c", ScalarType.INTEGER),
                    new ColumnDefinition("s", ScalarType.VARCHAR),
                    new ColumnDefinition("d", ScalarType.DOUBLE));
            tables.put(
                    name,
                    new Table(
                            name,
                            columns,
                            name.equals("t") ? 10_000 : 1_000,
                            column -> name.equals("t") && column.equals("a")
                                    ? new ColumnStatistics(1L, 10_000L, 0, false)
                                    : new ColumnStatistics(null, null, 1, false),
                            column -> name.equals("t") && column.equals("a") ? 10_000 : 100));
        }
        var few = List.of(new ColumnDefinition("a", ScalarType.INTEGER), new ColumnDefinition("b", ScalarType.INTEGER));
        tables.put("n", new Table("n", few, 10, _ -> new ColumnStatistics(1L, 10L, 0, false), _ -> 10));
        var keyed = List.of(
                new ColumnDefinition("k", ScalarType.INTEGER),
                new ColumnDefinition("name", ScalarType.VARCHAR),
                new ColumnDefinition("x", ScalarType.INTEGER));
        tables.put(
                "keyed",
                new Table(
                        "keyed",
                        keyed,
                        100,
                        column -> new ColumnStatistics(1L, 100L, 0, column.equals("k")),
                        _ -> 100));
        for (var table : new Tpch().tables()) {
            var columns = table.columns().stream()
                    .map(column -> new ColumnDefinition(column.name(), type(column.type())))
                    .toList();
            tables.put(
                    table.name(),
                    new Table(
                            table.name(),
                            columns,
                            TpchNumbers.rows(table.name()),
                            TpchNumbers::of,
                            TpchNumbers::distinct));
        }
        return tables;
    }

    private static DataType type(ColumnType type) {
        return switch (type) {
            case ColumnType.Plain plain -> ScalarType.valueOf(plain.name());
            case ColumnType.Decimal(var precision, var scale) -> new DecimalType(precision, scale);
        };
    }

    private record Table(
            String name,
            List<ColumnDefinition> columns,
            long rows,
            Function<String, ColumnStatistics> known,
            ToLongFunction<String> values)
            implements TableSource {
        @Override
        public long distinct(int column) {
            return values.applyAsLong(columns.get(column).name());
        }

        @Override
        public ColumnStatistics statistics(int column) {
            return known.apply(columns.get(column).name());
        }

        @Override
        public Source scan(List<Integer> wanted, Supplier<List<ColumnRange>> ranges) {
            throw new UnsupportedOperationException();
        }
    }

    private record View() implements CatalogView {
        @Override
        public @Nullable Entry table(@Nullable String schema, String name) {
            var source = TABLES.get(name);
            return source == null ? null : new Entry.Table("main", name, source, TableConstraints.NONE);
        }

        @Override
        public List<String> tableNames() {
            return List.copyOf(TABLES.keySet());
        }

        @Override
        public TableSource file(String path, Span span) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable TableSource tableFunction(
                String name, List<TableArgument> arguments, Map<String, TableArgument> named, Span span) {
            return null;
        }

        @Override
        public List<String> tableFunctionNames() {
            return List.of();
        }

        @Override
        public TableSource copySource(
                List<String> paths, List<ColumnDefinition> columns, Map<String, TableArgument> options, Span span) {
            throw new UnsupportedOperationException();
        }
    }
}
