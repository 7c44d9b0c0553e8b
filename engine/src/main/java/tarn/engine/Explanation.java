package tarn.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Batch;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanPrinter;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.Optimizer;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.run.join.EarlyFilter;

/** EXPLAIN and EXPLAIN ANALYZE: the optimized plan as a tree, with estimates and with what a run has measured. */
final class Explanation {
    private final Cardinality estimates;
    private final QueryRunner.@Nullable Execution execution;

    private Explanation(QueryRunner.Optimized optimized, QueryRunner.@Nullable Execution execution) {
        this.execution = execution;
        this.estimates = optimized.estimates();
    }

    private static Explanation of(QueryRunner.Execution execution) {
        return new Explanation(execution.optimized(), execution);
    }

    /** What one node of the plan did; rows -1 where nothing ran for it alone. */
    private record Measured(long rows, long nanos, long bytes, List<String> strategies) {}

    static List<String> planned(Plan plan, QueryRunner runner, ColumnIds ids) {
        var lines = new ArrayList<String>();
        var optimized = runner.optimize(plan, ids);
        new Explanation(optimized, null).tree(optimized.plan(), 0, lines);
        return lines;
    }

    static List<String> analyzed(Plan plan, QueryRunner runner, ColumnIds ids) {
        var execution = runner.into(plan, new Discard(), ids);
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT, "total time: %.1f ms", execution.nanos() / 1e6));
        lines.add(passes(execution.optimized()));
        of(execution).tree(execution.optimized().plan(), 0, lines);
        return lines;
    }

    /** The plan as one JSON object; with ANALYZE under "plan" beside the time of all. */
    static String json(Plan plan, QueryRunner runner, ColumnIds ids, boolean analyze) {
        Object tree;
        if (analyze) {
            var execution = runner.into(plan, new Discard(), ids);
            var all = new LinkedHashMap<String, Object>();
            all.put("time_ms", milliseconds(execution.nanos()));
            all.put("passes", times(execution.optimized()));
            all.put("plan", of(execution).object(execution.optimized().plan()));
            tree = all;
        } else {
            var optimized = runner.optimize(plan, ids);
            tree = new Explanation(optimized, null).object(optimized.plan());
        }
        var out = new StringBuilder();
        write(tree, "", out);
        return out.toString();
    }

    /** Milliseconds by name of pass; a pass that ran twice counts once. */
    private static Map<String, Object> times(QueryRunner.Optimized optimized) {
        var nanos = new LinkedHashMap<String, Long>();
        optimized.timings().forEach(timing -> nanos.merge(timing.pass(), timing.nanos(), Long::sum));
        var times = new LinkedHashMap<String, Object>();
        nanos.forEach((pass, time) -> times.put(pass, milliseconds(time)));
        return times;
    }

    private static String passes(QueryRunner.Optimized optimized) {
        long total =
                optimized.timings().stream().mapToLong(Optimizer.Timing::nanos).sum();
        var each = new ArrayList<String>();
        times(optimized).forEach((pass, time) -> each.add(String.format(Locale.ROOT, "%s %.1f", pass, (double) time)));
        return String.format(Locale.ROOT, "optimizer: %.1f ms (%s)", total / 1e6, String.join(", ", each));
    }

    private void tree(Plan node, int depth, List<String> lines) {
        // a plan is estimated from its top, so that the readers of shared rows know what they read
        lines.add("  ".repeat(depth) + PlanPrinter.line(node) + counters(node));
        node.inputs().forEach(input -> tree(input, depth + 1, lines));
    }

    private String counters(Plan node) {
        if (execution == null) {
            return String.format(Locale.ROOT, "  [~%,.0f rows]", estimate(node));
        }
        var measured = measured(node);
        if (measured == null) {
            return "";
        }
        return String.format(
                        Locale.ROOT,
                        "  [%,d rows (~%,.0f), %.1f ms",
                        Math.max(0, measured.rows()),
                        estimate(node),
                        measured.nanos() / 1e6)
                + (measured.bytes() > 0 ? ", " + MemorySize.format(measured.bytes()) : "")
                + (measured.strategies().isEmpty() ? "" : ", " + String.join(" + ", measured.strategies()))
                + "]";
    }

    /** Of a node that keeps rows for several readers, those that it keeps. */
    private double estimate(Plan node) {
        return estimates.rows(node instanceof Plan.Shared shared ? shared.definition() : node);
    }

    private @Nullable Measured measured(Plan node) {
        if (execution == null) {
            return null;
        }
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
                strategies.add(
                        operator instanceof EarlyFilter
                                ? String.format(Locale.ROOT, "%s in %.1f ms", profile.strategy(), profile.nanos() / 1e6)
                                : profile.strategy());
            }
        }
        return operators.isEmpty() ? null : new Measured(rows, nanos, bytes, strategies);
    }

    // ---- JSON

    private Map<String, Object> object(Plan node) {
        var object = new LinkedHashMap<String, Object>();
        var line = PlanPrinter.line(node);
        var name = PlanPrinter.name(node);
        object.put("name", name);
        object.put(
                "details", line.startsWith(name) ? line.substring(name.length()).strip() : line);
        object.put("estimated_rows", Math.round(estimate(node)));
        var measured = measured(node);
        if (measured != null) {
            object.put("rows", Math.max(0, measured.rows()));
            object.put("time_ms", milliseconds(measured.nanos()));
            object.put("memory_bytes", measured.bytes());
            if (!measured.strategies().isEmpty()) {
                object.put("strategy", String.join(" + ", measured.strategies()));
            }
        }
        var subqueries = new ArrayList<Object>();
        for (var expr : PlanTree.expressions(node)) {
            ExprTree.forEach(expr, part -> {
                if (part instanceof Expr.Subquery subquery) {
                    subqueries.add(object((Plan) subquery.plan()));
                }
            });
        }
        if (!subqueries.isEmpty()) {
            object.put("subqueries", subqueries);
        }
        object.put("children", node.inputs().stream().map(this::object).toList());
        return object;
    }

    private static double milliseconds(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    private static void write(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> {
                String deeper = indent + "  ";
                String before = "{\n";
                for (var entry : map.entrySet()) {
                    out.append(before).append(deeper);
                    text(String.valueOf(entry.getKey()), out);
                    out.append(": ");
                    write(entry.getValue(), deeper, out);
                    before = ",\n";
                }
                out.append('\n').append(indent).append('}');
            }
            case List<?> list -> {
                String before = "[";
                for (var element : list) {
                    out.append(before);
                    write(element, indent, out);
                    before = ", ";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case String text -> text(text, out);
            default -> out.append(value);
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        out.append('"');
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
