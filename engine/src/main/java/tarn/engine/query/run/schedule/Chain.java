package tarn.engine.query.run.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Batch;
import tarn.engine.pipeline.OperatorProfile;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.Transform;

/**
 * A leg as one slot runs it: source, steps and sink, each with its rows and its own time. Stage 0 is the source, stage
 * i step i, the last one the sink.
 */
final class Chain {
    private final QueryRun run;
    private final OperatorProfile[] profiles;
    private final Transform.Worker[] steps;
    private final Stage[] stages;
    private final Sink.Worker sink;
    private final long[] rows;
    private final long[] nanos;
    private int running;
    private long since;

    record Step(Transform.Worker worker, OperatorProfile profile) {}

    Chain(QueryRun run, OperatorProfile source, List<Step> transforms, Sink.Worker sink, OperatorProfile sinkProfile) {
        this.run = run;
        this.sink = sink;
        int last = transforms.size() + 1;
        steps = new Transform.Worker[last - 1];
        profiles = new OperatorProfile[last + 1];
        profiles[0] = source;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = transforms.get(i).worker();
            profiles[i + 1] = transforms.get(i).profile();
        }
        profiles[last] = sinkProfile;
        stages = new Stage[last];
        for (int i = last; i > 0; i--) {
            stages[i - 1] = new Stage(i);
        }
        rows = new long[last + 1];
        nanos = new long[last + 1];
    }

    /** Pushes a whole morsel to the sink. */
    void drain(Source.Reader reader) {
        running = 0;
        since = System.nanoTime();
        while (sink.wantsMore()) {
            run.checkCancelled();
            @Nullable Batch batch = reader.next();
            if (batch == null) {
                break;
            }
            rows[0] += batch.rows();
            stages[0].accept(batch);
        }
        for (int i = 0; i < steps.length; i++) {
            int before = enter(i + 1);
            steps[i].endMorsel(stages[i + 1]);
            leave(before);
        }
        int before = enter(steps.length + 1);
        sink.endMorsel();
        leave(before);
        leave(0);
        report();
    }

    private int enter(int stage) {
        int before = running;
        leave(stage);
        return before;
    }

    private void leave(int next) {
        long now = System.nanoTime();
        nanos[running] += now - since;
        since = now;
        running = next;
    }

    private void report() {
        for (int i = 0; i < profiles.length; i++) {
            profiles[i].add(rows[i], nanos[i]);
            rows[i] = 0;
            nanos[i] = 0;
        }
    }

    /** The way into a step or the sink. */
    private final class Stage implements Transform.Output {
        private final int index;

        Stage(int index) {
            this.index = index;
        }

        @Override
        public void accept(Batch batch) {
            int before = enter(index);
            if (before > 0) {
                rows[before] += batch.rows();
            }
            if (index > steps.length) {
                rows[index] += batch.rows();
                sink.consume(batch);
            } else {
                steps[index - 1].push(batch, stages[index]);
            }
            leave(before);
        }

        @Override
        public boolean wantsMore() {
            return sink.wantsMore();
        }
    }
}
