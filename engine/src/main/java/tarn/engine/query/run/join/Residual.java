package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Evaluator;
import tarn.engine.expr.eval.Selector;
import tarn.engine.kernel.Gather;

/** The condition of a join beyond its keys, on pairs of rows. */
final class Residual {
    private final JoinPlan plan;
    private final BuildSide build;
    private final Region region;
    private final Selector selector;
    private final Evaluator evaluator;
    private final int[] leftAt;
    private final int[] storedAt;

    Residual(JoinPlan plan, BuildSide build, Supplier<Region> regions, int batchRows) {
        this.plan = plan;
        this.build = build;
        this.region = regions.get();
        this.selector = new Evaluation(plan.candidate(), regions.get(), batchRows).selector(plan.condition());
        this.evaluator = new Evaluation(plan.candidate(), regions.get(), batchRows).compile(plan.condition());
        this.leftAt = new int[plan.candidate().size()];
        this.storedAt = new int[leftAt.length];
        for (int i = 0; i < leftAt.length; i++) {
            leftAt[i] = plan.spec().left().indexOf(plan.candidate().get(i));
            storedAt[i] = leftAt[i] >= 0 ? -1 : plan.storedAt(plan.candidate().get(i));
        }
    }

    /** Writes the numbers of the pairs for which the condition is TRUE, ascending; returns how many. */
    int select(Batch in, MemorySegment probeRows, MemorySegment buildRows, int count, MemorySegment selected) {
        return selector.select(pairs(in, probeRows, buildRows, count), selected);
    }

    /** TRUE, FALSE or NULL for each pair. */
    Vector evaluate(Batch in, MemorySegment probeRows, MemorySegment buildRows, int count) {
        return evaluator.evaluate(pairs(in, probeRows, buildRows, count));
    }

    private Batch pairs(Batch in, MemorySegment probeRows, MemorySegment buildRows, int count) {
        region.reset();
        List<Vector> columns = new ArrayList<>(leftAt.length);
        for (int i = 0; i < leftAt.length; i++) {
            columns.add(
                    leftAt[i] >= 0
                            ? Gather.gather(in.column(leftAt[i]), probeRows, count, region)
                            : Gather.gather(build.column(storedAt[i]), buildRows, count, region));
        }
        return new Batch(count, columns);
    }
}
