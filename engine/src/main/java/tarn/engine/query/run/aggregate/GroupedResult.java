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
    private final String name;
    private final AggregateSpec spec;
    private final List<Part> parts = new ArrayList<>();

    /** Groups of one grouping set. */
    private record Part(int set, GroupTable table) {}

    GroupedResult(String name, AggregateSpec spec) {
        this.name = name;
        this.spec = spec;
    }

    void add(int set, List<GroupTable> tables) {
        tables.forEach(table -> parts.add(new Part(set, table)));
    }

    int tables() {
        return parts.size();
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
                while (next < parts.size()) {
                    var part = parts.get(next++);
                    if (part.table().size() > 0) {
                        return new PartReader(part, query.batchRows(), worker.newRegion(name));
                    }
                }
                return null;
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
            this.batchRows = batchRows;
            this.region = region;
        }

        @Override
        public @Nullable Batch next() {
            var table = part.table();
            if (done >= table.size()) {
                region.close();
                return null;
            }
            region.reset();
            int count = Math.min(batchRows, table.size() - done);
            var keys = table.keys(RowNumbers.range(done, count, region), count, region);
            var set = spec.sets().get(part.set());
            var columns = new ArrayList<Vector>();
            for (int g = 0; g < spec.groups().size(); g++) {
                int at = set.indexOf(g);
                columns.add(at < 0 ? Constants.nullOf(spec.groups().get(g).type()) : keys.get(at));
            }
            for (int call = 0; call < spec.calls().size(); call++) {
                columns.add(table.result(call, done, count, region));
            }
            if (spec.withSet()) {
                columns.add(Constants.of((long) part.set(), ScalarType.BIGINT, region));
            }
            done += count;
            return new Batch(count, columns);
        }
    }
}
