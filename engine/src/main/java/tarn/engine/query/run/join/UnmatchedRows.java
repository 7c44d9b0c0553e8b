package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.join.JoinSpec.Kind;

/** The build rows that come after the probe: those with a match for RIGHT_SEMI, else those without. */
final class UnmatchedRows implements Source {
    private static final int MORSEL = 1 << 16;

    private final JoinPlan plan;
    private final BuildSide build;

    UnmatchedRows(JoinPlan plan, BuildSide build) {
        this.plan = plan;
        this.build = build;
    }

    @Override
    public String name() {
        return plan.name() + " build rows";
    }

    @Override
    public Morsels open(QueryContext query) {
        int end = plan.kind().emitsBuildRows() ? build.rows() : 0;
        return new Morsels() {
            private int next;

            @Override
            public synchronized @Nullable Reader next(WorkerContext worker) {
                if (next >= end) {
                    return null;
                }
                int from = next;
                next = (int) Math.min(end, next + (long) MORSEL);
                return new RangeReader(from, next, query.batchRows(), worker.newRegion(name()));
            }

            @Override
            public synchronized double progress() {
                return end == 0 ? 1 : (double) next / end;
            }
        };
    }

    private final class RangeReader implements Reader {
        private final int end;
        private final int batchRows;
        private final Region region;
        private int next;

        RangeReader(int from, int end, int batchRows, Region region) {
            this.next = from;
            this.end = end;
            this.batchRows = batchRows;
            this.region = region;
        }

        @Override
        public @Nullable Batch next() {
            region.reset();
            var rows = region.allocate(4L * batchRows);
            int count = fill(rows);
            if (count == 0) {
                region.close();
                return null;
            }
            var columns = new ArrayList<Vector>();
            for (var column : plan.spec().output()) {
                columns.add(
                        plan.spec().right().contains(column)
                                ? Gather.gather(build.column(plan.storedAt(column)), rows, count, region)
                                : Constants.nullOf(column.type()));
            }
            return new Batch(count, columns);
        }

        private int fill(MemorySegment rows) {
            boolean wanted = plan.kind() == Kind.RIGHT_SEMI;
            int count = 0;
            while (next < end && count < batchRows) {
                Memory.setInt(rows, count, next);
                boolean marked = Memory.getByte(build.marks(), next) != 0;
                count += marked == wanted ? 1 : 0;
                next++;
            }
            return count;
        }
    }
}
