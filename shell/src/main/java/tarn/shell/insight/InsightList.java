package tarn.shell.insight;

import java.util.List;
import java.util.stream.Stream;
import tarn.datasets.ecommerce.Insight;
import tarn.datasets.ecommerce.Insights;
import tarn.engine.ResultColumn;
import tarn.engine.data.type.ScalarType;
import tarn.shell.UsageException;
import tarn.shell.render.ListedRows;
import tarn.shell.render.Rows;
import tarn.sql.error.Nearest;

/** The insights there are. */
public final class InsightList {
    private InsightList() {}

    /** Names, titles and questions. */
    public static Rows rows() {
        var rows = new ListedRows(
                new ResultColumn("name", ScalarType.VARCHAR),
                new ResultColumn("title", ScalarType.VARCHAR),
                new ResultColumn("question", ScalarType.VARCHAR));
        Stream.concat(Insights.main().stream(), Insights.further().stream())
                .forEach(insight -> rows.add(insight.name(), insight.title(), insight.question()));
        return rows;
    }

    /**
     * Those of these names; without names the first five.
     *
     * @throws UsageException for a name that is none
     */
    public static List<Insight> named(List<String> names) {
        return names.isEmpty()
                ? Insights.main()
                : names.stream().map(InsightList::named).toList();
    }

    private static Insight named(String name) {
        return Insights.find(name).orElseThrow(() -> {
            var near = Nearest.of(name, Insights.names());
            return new UsageException("unknown insight: " + name
                    + (near.isEmpty() ? "; --list shows them" : "; did you mean " + near.getFirst() + "?"));
        });
    }
}
