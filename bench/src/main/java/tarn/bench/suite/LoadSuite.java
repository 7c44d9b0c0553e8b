package tarn.bench.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.datasets.Column;
import tarn.datasets.ColumnType;
import tarn.datasets.Datasets;
import tarn.datasets.Table;

/**
 * Loading CSV files in two ways: {@code CREATE TABLE ... AS}, which finds dialect and types out, and COPY into a table that is
 * there. A query over all columns checks what was loaded.
 */
final class LoadSuite implements Suite {
    private static final double SHOPS = 2000;

    private static final Map<String, List<String>> TABLES =
            Map.of("tpch", List.of("lineitem", "orders"), "ecommerce", List.of("customers", "orders", "order_details"));

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String scaleMeaning() {
        return "of the data set tpch; ecommerce is made at " + SHOPS + " times that";
    }

    @Override
    public double defaultScale() {
        return 1;
    }

    @Override
    public List<Files> files(double scale) {
        return List.of(new Files("tpch", scale), new Files("ecommerce", scale * SHOPS));
    }

    @Override
    public @Nullable String load(double scale, Path folder) {
        return null;
    }

    @Override
    public List<Case> cases(double scale, Path folder) {
        var cases = new ArrayList<Case>();
        for (var source : files(scale)) {
            var dataset = Datasets.find(source.dataset()).orElseThrow();
            for (var name : TABLES.getOrDefault(source.dataset(), List.of())) {
                var table = dataset.table(name);
                var files = source.in(folder);
                var drop = "DROP TABLE IF EXISTS " + name;
                var check = check(table);
                var create = "CREATE TABLE " + name + " AS FROM read_csv("
                        + Suites.literal(files.resolve(table.fileName())) + ")";
                var prefix = source.dataset() + "." + name;
                cases.add(new Case(prefix + " read_csv", Case.How.HOT, List.of(drop), create, check));
                cases.add(new Case(
                        prefix + " copy",
                        Case.How.HOT,
                        List.of(drop, table.createStatement()),
                        table.loadStatement(files),
                        check));
            }
        }
        return cases;
    }

    /** Sums of numbers, least and greatest of all else. */
    private static String check(Table table) {
        return table.columns().stream()
                .map(LoadSuite::check)
                .collect(Collectors.joining(", ", "SELECT count(*), ", " FROM " + table.name()));
    }

    private static String check(Column column) {
        return switch (column.type()) {
            case ColumnType.Decimal _ -> "sum(" + column.name() + ")";
            case ColumnType.Plain type ->
                switch (type) {
                    case INTEGER, BIGINT, DOUBLE -> "sum(" + column.name() + ")";
                    case DATE, VARCHAR -> "min(" + column.name() + "), max(" + column.name() + ")";
                };
        };
    }
}
