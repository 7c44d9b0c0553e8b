package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.key.KeyEncoder;
import tarn.engine.query.run.key.RowExpressions;

/** The probe side of a join. */
final class Probe implements Transform {
    private final JoinPlan plan;
    private final BuildSide build;

    Probe(JoinPlan plan, BuildSide build) {
        this.plan = plan;
        this.build = build;
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var state = new State(plan, build, worker);
        return switch (plan.kind()) {
            case INNER, LEFT, RIGHT, FULL, SINGLE -> new PairProbe(state);
            case SEMI, ANTI, MARK -> new ExistenceProbe(state);
            case RIGHT_SEMI, RIGHT_ANTI -> (in, _) -> state.markMatches(in);
        };
    }

    /** What the probe of one thread works with, whatever the kind of join. */
    static final class State {
        final JoinPlan plan;
        final BuildSide build;
        final QueryContext query;
        final int capacity;
        final Supplier<Region> regions;
        final Region scratch;
        final Candidates candidates;
        final MemorySegment probeRows;
        final MemorySegment buildRows;
        /** First build row of each probe row, if there are keys. */
        final MemorySegment first;

        final @Nullable Residual residual;
        final MemorySegment selected;
        final PairOutput output;
        private final @Nullable KeyEncoder encoder;
        private final RowExpressions keys;
        private List<Vector> keyVectors = List.of();

        State(JoinPlan plan, BuildSide build, WorkerContext worker) {
            this.plan = plan;
            this.build = build;
            this.query = worker.query();
            this.capacity = query.batchRows();
            this.regions = () -> worker.newRegion(plan.name());
            Region region = regions.get();
            this.scratch = regions.get();
            this.probeRows = region.allocate(4L * capacity);
            this.buildRows = region.allocate(4L * capacity);
            this.first = region.allocate(4L * capacity);
            this.selected = region.allocate(4L * capacity);
            this.residual = plan.hasResidual() ? new Residual(plan, build, regions, capacity) : null;
            this.output = new PairOutput(plan, build, regions.get(), region);
            var left = plan.spec().keys().stream().map(JoinSpec.Key::left).toList();
            this.keys = new RowExpressions(plan.spec().left(), left, regions.get(), capacity);
            if (plan.hasKeys()) {
                var chains = new Candidates.Chains(capacity, probeRows, buildRows, first);
                chains.links(build.index().links());
                this.candidates = chains;
                this.encoder = new KeyEncoder(build.index().layout(), region, regions.get());
            } else {
                this.candidates = new Candidates.All(capacity, probeRows, buildRows, build.rows());
                this.encoder = null;
            }
        }

        /** Begins a batch: evaluates its keys and looks them up. */
        void begin(Batch in) {
            if (encoder != null) {
                keyVectors = keys.evaluate(in);
                build.index().find(encoder.lookUp(keyVectors, in.rows()), in.rows(), first);
            }
            candidates.begin(in.rows());
        }

        List<Vector> keyVectors() {
            return keyVectors;
        }

        /** Selects among candidates those that fulfil the residual; only if there is one. */
        int select(Residual condition, Batch in, int count) {
            query.checkCancelled();
            return condition.select(in, probeRows, buildRows, count, selected);
        }

        /** Marks the build rows that match. */
        void markMatches(Batch in) {
            if (build.rows() == 0) {
                return;
            }
            begin(in);
            var marks = build.marks();
            for (int count = candidates.next(); count > 0; count = candidates.next()) {
                if (residual == null) {
                    for (int i = 0; i < count; i++) {
                        Memory.setByte(marks, Memory.getInt(buildRows, i), (byte) 1);
                    }
                } else {
                    int kept = select(residual, in, count);
                    for (int i = 0; i < kept; i++) {
                        int pair = Memory.getInt(selected, i);
                        Memory.setByte(marks, Memory.getInt(buildRows, pair), (byte) 1);
                    }
                }
            }
        }
    }
}
