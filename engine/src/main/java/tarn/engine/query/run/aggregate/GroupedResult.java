package tarn.engine.query.run.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** The groups of all sets, table by table. */
final class GroupedResult implements Source {
    private static final int MORSEL_GROUPS = 1 << 16;

    private final String name;
    private final AggregateSpec spec;
    private final List<Part> parts = new ArrayList<>();
    private int tables;

    /** Some groups of one grouping set. */
    private record Part(int set, Groups groups, int from, int to) {}

    GroupedResult(String name, AggregateSpec spec) {
        this.name = name;
        this.spec = spec;
    }

    void add(int set, List<Groups> all) {
        for (var groups : all) {
            tables++;
            for (int from = 0; from < groups.count(); from += MORSEL_GROUPS) {
                parts.add(new Part(set, groups, from, Math.min(groups.count(), from + MORSEL_GROUPS)));
            }
        }
    }

    int tables() {
        return tables;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Morsels open(QueryContext query) {
        return new Morsels() {
            private int next;

            @Override
            public synchronized @Nullable Reader next(WorkerContext worker) {
                return next < parts.size()
                        ? new PartReader(parts.get(next++), query.batchRows(), worker.newRegion(name))
                        : null;
            }

            @Override
            public synchronized double progress() {
                return parts.isEmpty() ? 1 : (double) next / parts.size();
            }
        };
    }

    private final class PartReader implements Reader {
        private final Part part;
        private final int batchRows;
        private final Region region;
        private int done;

        PartReader(Part part, int batchRows, Region region) {
            this.part = part;
            this.done = part.from();
            this.batchRows = batchRows;
            this.region = region;
        }

        @Override
        public @Nullable Batch next() {
            if (done >= part.to()) {
                region.close();
                return null;
            }
            region.reset();
            int count = Math.min(batchRows, part.to() - done);
            var keys = part.groups().keys(done, count, region);
            var set = spec.sets().get(part.set());
            var columns = new ArrayList<Vector>();
            for (int g = 0; g < spec.groups().size(); g++) {
                int at = set.indexOf(g);
                columns.add(at < 0 ? Constants.nullOf(spec.groups().get(g).type()) : keys.get(at));
            }
            columns.addAll(part.groups().results(done, count, region));
            if (spec.withSet()) {
                columns.add(Constants.of((long) part.set(), ScalarType.BIGINT, region));
            }
            done += count;
            return new Batch(count, columns);
        }
    }
}
