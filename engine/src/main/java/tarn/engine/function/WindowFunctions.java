package tarn.engine.function;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that exist only over a window: names and documentation; {@code query.run.window} computes them. */
final class WindowFunctions {
    static final List<FunctionEntry> ALL = List.of(
            entry("row_number", "Number of the row in its partition, from 1.", "row_number()"),
            entry("rank", "Rank with gaps: 1 + the rows before the peers.", "rank()"),
            entry("dense_rank", "Rank without gaps: 1 + the peer groups before.", "dense_rank()"),
            entry("rank_dense", "The same as dense_rank.", "rank_dense()"),
            entry("percent_rank", "(rank - 1) / (rows - 1), 0 for a single row.", "percent_rank()"),
            entry("cume_dist", "Share of the rows that come before or with the current one.", "cume_dist()"),
            entry("ntile", "Bucket of the row when the partition is cut into n equal parts.", "ntile(BIGINT)"),
            entry(
                    "lag",
                    "Value of an earlier row of the partition: n rows before, 1 by default.",
                    "lag(ANY)",
                    "lag(ANY, BIGINT)",
                    "lag(ANY, BIGINT, ANY)"),
            entry(
                    "lead",
                    "Value of a later row of the partition: n rows behind, 1 by default.",
                    "lead(ANY)",
                    "lead(ANY, BIGINT)",
                    "lead(ANY, BIGINT, ANY)"),
            entry("first_value", "Value of the first row of the frame.", "first_value(ANY)"),
            entry("last_value", "Value of the last row of the frame.", "last_value(ANY)"),
            entry("nth_value", "Value of row n of the frame, from 1.", "nth_value(ANY, BIGINT)"),
            entry(
                    "fill",
                    "The value, or in place of NULL what lies on the line through the nearest values by the sort key.",
                    "fill(ANY)"));

    static final Set<String> NAMES = ALL.stream().map(FunctionEntry::name).collect(Collectors.toUnmodifiableSet());

    private WindowFunctions() {}

    private static FunctionEntry entry(String name, String doc, String... signatures) {
        return new FunctionEntry(name, List.of(), FunctionEntry.Kind.WINDOW, "Window", doc, "", List.of(signatures));
    }
}
