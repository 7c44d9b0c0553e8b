package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tarn.engine.data.vector.Batch;
import tarn.engine.expr.ColumnIds;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanPrinter;
import tarn.engine.query.optimize.stats.Cardinality;

/** The text of EXPLAIN and EXPLAIN ANALYZE: the plan as a tree, with what its operators did. */
final class Explanation {
    private Explanation() {}

    static List<String> planned(Plan plan, QueryRunner runner, ColumnIds ids) {
        var lines = new ArrayList<String>();
        planned(runner.optimize(plan, ids), 0, new Cardinality(), lines);
        return lines;
    }

    private static void planned(Plan node, int depth, Cardinality estimates, List<String> lines) {
        // A plan is estimated from its top, so that the readers of shared rows know what they read.
        double rows = estimates.rows(node);
        lines.add("  ".repeat(depth) + PlanPrinter.line(node) + String.format(Locale.ROOT, "  [~%,.0f rows]", rows));
        node.inputs().forEach(input -> planned(input, depth + 1, estimates, lines));
    }

    static List<String> analyzed(Plan plan, QueryRunner runner, ColumnIds ids) {
        var sink = new Discard();
        var execution = runner.into(plan, sink, ids);
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, "total time: %.1f ms", execution.nanos() / 1e6));
        tree(execution.plan(), 0, execution, lines);
        return lines;
    }

    private static void tree(Plan node, int depth, QueryRunner.Execution execution, List<String> lines) {
        lines.add("  ".repeat(depth) + PlanPrinter.line(node) + counters(execution, node));
        node.inputs().forEach(input -> tree(input, depth + 1, execution, lines));
    }

    private static String counters(QueryRunner.Execution execution, Plan node) {
        var operators = execution.lowering().operators().getOrDefault(node, List.of());
        long nanos = 0;
        long bytes = 0;
        long rows = -1;
        var strategies = new ArrayList<String>();
        for (var operator : operators) {
            var profile = execution.run().profile(operator);
            nanos += profile.nanos();
            bytes += profile.bytes();
            if (!(operator instanceof Discard)) {
                rows = profile.rows();
            }
            if (!profile.strategy().isEmpty()) {
                strategies.add(profile.strategy());
            }
        }
        if (operators.isEmpty()) {
            return "";
        }
        return String.format(
                        Locale.ROOT,
                        "  [%,d rows (~%,.0f), %.1f ms",
                        Math.max(0, rows),
                        execution.estimates().rows(node),
                        nanos / 1e6)
                + (bytes > 0 ? ", " + MemorySize.format(bytes) : "")
                + (strategies.isEmpty() ? "" : ", " + String.join(" + ", strategies))
                + "]";
    }

    /** Lets the rows go: EXPLAIN ANALYZE shows none. */
    private static final class Discard implements Sink {
        @Override
        public String name() {
            return "result";
        }

        @Override
        public Worker worker(WorkerContext worker) {
            return (Batch _) -> {};
        }

        @Override
        public void finish(QueryContext query) {}
    }
}
