package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.SelectedColumns;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;

/**
 * Leaves out rows that a join further up would drop, by the values of its build side. A filter that lets most rows pass is
 * given up.
 */
public final class EarlyFilter implements Transform {
    private static final long TRIAL_ROWS = 16_384;
    private static final double WORTH = 0.7;

    private final ProbeFilter filter;
    private final List<Integer> columns;
    private final String columnName;
    private final double most;
    private final LongAdder seen = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private volatile boolean givenUp;

    /**
     * @param columns of the batches, to be looked up in the filter
     * @param most values of the build side with which looking up is worth it
     */
    public EarlyFilter(ProbeFilter filter, List<Integer> columns, String columnName, double most) {
        this.most = most;
        this.filter = filter;
        this.columns = List.copyOf(columns);
        this.columnName = columnName;
    }

    @Override
    public String name() {
        return "join filter on " + columnName;
    }

    @Override
    public Worker worker(WorkerContext worker) {
        worker.query().profile(this).setStrategy(this::outcome);
        return new Picker(worker);
    }

    private final class Picker implements Worker {
        private final MemorySegment selected;
        private final Region gathered;
        private int[] positions = {};
        private long mySeen;
        private long myKept;

        Picker(WorkerContext worker) {
            this.selected =
                    worker.newRegion(name()).allocate(4L * worker.query().batchRows() + 4);
            this.gathered = worker.newRegion(name());
        }

        @Override
        public void push(Batch in, Output out) {
            if (givenUp || !filter.known() || filter.values() > most) {
                out.accept(in);
                return;
            }
            gathered.reset();
            int count = filter.select(keys(in), in.rows(), selected, gathered);
            mySeen += in.rows();
            myKept += count;
            if (mySeen >= TRIAL_ROWS && myKept > WORTH * mySeen) {
                givenUp = true;
            }
            if (count == in.rows()) {
                out.accept(in);
            } else if (count > 0) {
                if (positions.length == 0) {
                    positions = IntStream.range(0, in.columns().size()).toArray();
                }
                out.accept(new Batch(count, SelectedColumns.of(in.columns(), positions, selected, count, gathered)));
            }
        }

        private List<Vector> keys(Batch in) {
            if (columns.size() == 1) {
                return List.of(in.column(columns.getFirst()));
            }
            var keys = new ArrayList<Vector>(columns.size());
            for (int column : columns) {
                keys.add(in.column(column));
            }
            return keys;
        }

        @Override
        public void endMorsel(Output out) {
            seen.add(mySeen);
            kept.add(myKept);
            mySeen = 0;
            myKept = 0;
        }
    }

    private String outcome() {
        if (seen.sum() == 0) {
            return "";
        }
        return String.format(
                Locale.ROOT, "%s removed %,d%s", name(), seen.sum() - kept.sum(), givenUp ? ", given up" : "");
    }
}
