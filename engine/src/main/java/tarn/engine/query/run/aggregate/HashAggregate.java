package tarn.engine.query.run.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/**
 * Groups rows and computes aggregates; {@link #result} has the groups once the sink is finished.
 *
 * <p>Every thread has a table of groups of its own. Keys become exact 64-bit codes (see
 * {@link tarn.engine.query.run.key.KeyLayout}); small codes, such as those of dictionaries and narrow ranges, are looked up
 * in an array, others in a hash table.
 */
public final class HashAggregate implements Sink {
    private final AggregateSpec spec;
    private final GroupedResult result;
    private final List<AggregateWorker> workers = new ArrayList<>();
    private final List<@Nullable SharedGroups> shared = new ArrayList<>();
    private @Nullable CallPlan plan;

    public HashAggregate(AggregateSpec spec) {
        this.spec = spec;
        this.result = new GroupedResult(name(), spec);
    }

    @Override
    public String name() {
        return spec.groups().isEmpty() ? "Aggregate" : "HashAggregate";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        if (plan == null) {
            prepare(worker.query());
        }
        var made = new AggregateWorker(spec, Objects.requireNonNull(plan), worker, shared, name());
        workers.add(made);
        return made;
    }

    private CallPlan prepare(QueryContext query) {
        var made = CallPlan.of(spec.calls(), query.threads());
        for (int set = 0; set < spec.sets().size(); set++) {
            boolean may = query.threads() > 1
                    && made.allAtOnce()
                    && !spec.sets().get(set).isEmpty();
            shared.add(may ? new SharedGroups(query, name(), keyTypes(spec, set), made) : null);
        }
        plan = made;
        return made;
    }

    @Override
    public void finish(QueryContext query) {
        var calls = plan == null ? prepare(query) : plan;
        long bytes = 0;
        boolean direct = true;
        for (var worker : workers) {
            bytes += worker.bytes();
            direct &= worker.isDirect();
        }
        for (int set = 0; set < spec.sets().size(); set++) {
            int at = set;
            var types = keyTypes(spec, set);
            var states = new ArrayList<GroupingState>();
            workers.forEach(worker -> states.add(worker.state(at)));
            if (states.isEmpty()) {
                states.add(new GroupingState(types, calls, () -> query.memory().newRegion(name()), null, 0));
            }
            result.add(set, new GroupMerge(query, calls, name()).merge(states, shared.get(set)));
        }
        workers.clear();
        var profile = query.profile(this);
        profile.setBytes(bytes);
        var strategy = strategy(direct);
        profile.setStrategy(() -> strategy);
    }

    private String strategy(boolean direct) {
        if (spec.groups().isEmpty()) {
            return "one group";
        }
        return (direct ? "direct-address" : "hash")
                + (result.tables() > spec.sets().size() ? ", " + result.tables() + " partitions" : "");
    }

    static List<DataType> keyTypes(AggregateSpec spec, int set) {
        return spec.sets().get(set).stream()
                .map(group -> spec.groups().get(group).type())
                .toList();
    }

    public Source result() {
        return result;
    }
}
