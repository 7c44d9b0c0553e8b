package tarn.bench.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tarn.datasets.Datasets;
import tarn.datasets.tpch.TpchQuery;

/**
 * What somebody waits for who asks once: programs from their start to the last row, over CSV files, and the first statement of
 * a process that has loaded its tables.
 */
final class ColdStartSuite implements Suite {
    private static final String DATASET = "tpch";
    private static final List<Integer> QUERIES = List.of(1, 3, 6, 12, 14);

    @Override
    public String name() {
        return "coldstart";
    }

    @Override
    public String scaleMeaning() {
        return "of the data set " + DATASET;
    }

    @Override
    public double defaultScale() {
        return 1;
    }

    @Override
    public List<Files> files(double scale) {
        return List.of(new Files(DATASET, scale));
    }

    @Override
    public String load(double scale, Path folder) {
        return Datasets.find(DATASET)
                .orElseThrow()
                .schemaSql(files(scale).getFirst().in(folder));
    }

    @Override
    public List<Case> cases(double scale, Path folder) {
        var cases = new ArrayList<Case>();
        cases.add(new Case("start 42", Case.How.START, List.of(), "SELECT 42 AS answer", null));
        var files = files(scale).getFirst().in(folder);
        var tables = Datasets.find(DATASET).orElseThrow().tables();
        for (var query : TpchQuery.all(scale)) {
            if (QUERIES.contains(query.number())) {
                var views = tables.stream()
                        .filter(table -> query.sql().contains(table.name()))
                        .map(table -> "CREATE VIEW " + table.name() + " AS FROM read_csv("
                                + Suites.literal(files.resolve(table.fileName())) + ")")
                        .toList();
                var name = "q%02d".formatted(query.number());
                cases.add(new Case("start " + name + " on files", Case.How.START, views, query.sql(), null));
                cases.add(new Case("first " + name + " after load", Case.How.FRESH, List.of(), query.sql(), null));
            }
        }
        return cases;
    }
}
