package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.key.RowExpressions;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Keeps the rows of the build side in their order, and finds them by key if there are keys. */
final class BuildSide implements Sink {
    private static final int CHUNK = 2048;
    private static final int MOST_ROWS = Integer.MAX_VALUE - 64;
    /** Rows whose texts go on as codes: who does something once for each code keeps as much for each. */
    private static final int MOST_CODED_ROWS = 1 << 20;

    private final JoinPlan plan;
    private final List<ProbeFilter.OfKeys> filters;
    private final List<Rows> workers = new ArrayList<>();
    private List<Vector> columns = List.of();
    private List<Vector> codedColumns = List.of();
    private int rows;
    private @Nullable JoinIndex index;
    private MemorySegment marks = MemorySegment.NULL;

    BuildSide(JoinPlan plan, List<ProbeFilter.OfKeys> filters) {
        this.plan = plan;
        this.filters = filters;
    }

    @Override
    public String name() {
        return plan.name() + " build";
    }

    /** Rows that a thread took of one morsel. */
    private record Run(Rows of, long morsel, long from, long count) {}

    private final class Rows implements Worker {
        private final WorkerContext worker;
        private final Region region;
        private final RowExpressions stored;
        private final List<KeptColumn> kept = new ArrayList<>();
        private final List<Run> runs = new ArrayList<>();
        private long count;

        Rows(WorkerContext worker) {
            this.worker = worker;
            this.region = worker.newRegion(name());
            this.stored = new RowExpressions(
                    plan.spec().right(),
                    plan.stored(),
                    worker.newRegion(name()),
                    worker.query().batchRows());
            plan.stored().forEach(expr -> kept.add(new KeptColumn(expr.type(), region)));
        }

        @Override
        public void consume(Batch batch) {
            var values = stored.evaluate(batch);
            for (int c = 0; c < kept.size(); c++) {
                kept.get(c).append(values.get(c), batch.rows());
            }
            long morsel = worker.morsel();
            if (!runs.isEmpty() && runs.getLast().morsel() == morsel) {
                var last = runs.removeLast();
                runs.add(new Run(this, morsel, last.from(), last.count() + batch.rows()));
            } else {
                runs.add(new Run(this, morsel, count, batch.rows()));
            }
            count += batch.rows();
        }
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var made = new Rows(worker);
        workers.add(made);
        return made;
    }

    @Override
    public void finish(QueryContext query) {
        long total = workers.stream().mapToLong(worker -> worker.count).sum();
        if (total > MOST_ROWS) {
            throw SqlException.of(
                    ErrorCode.OUT_OF_MEMORY, "out of memory: a join keeps more than " + MOST_ROWS + " rows");
        }
        rows = (int) total;
        long bytes = 0;
        if (workers.size() == 1) {
            columns = workers.getFirst().kept.stream().map(KeptColumn::vector).toList();
            bytes = workers.getFirst().region.bytes();
        } else if (!workers.isEmpty()) {
            bytes = concatenate(query);
        }
        workers.clear();
        var region = query.memory().newRegion(name());
        if (plan.kind().emitsBuildRows()) {
            marks = region.allocateZeroed(rows);
        }
        var profile = query.profile(this);
        if (plan.hasKeys()) {
            var keys = new ArrayList<Vector>();
            if (rows > 0) {
                for (int at : plan.keyAt()) {
                    keys.add(columns.get(at));
                }
            }
            index = JoinIndex.build(plan.spec().keys(), keys, rows, region, query);
            profile.setStrategy(index::strategy);
            fillFilters(region, query);
        }
        codedColumns = coded(region);
        profile.setBytes(bytes + region.bytes());
    }

    /** Texts as codes that are the numbers of the rows. */
    private List<Vector> coded(Region region) {
        @Nullable MemorySegment numbers = null;
        var coded = new ArrayList<Vector>(columns.size());
        for (var column : columns) {
            if (rows > 0
                    && rows <= MOST_CODED_ROWS
                    && column instanceof FlatVector flat
                    && flat.type() == ScalarType.VARCHAR) {
                if (numbers == null) {
                    numbers = region.allocate(4L * rows);
                    Bitmaps.allRowNumbers(rows, numbers);
                }
                coded.add(new DictionaryVector(Dictionary.ofRows(flat, rows), numbers, flat.validity()));
            } else {
                coded.add(column);
            }
        }
        return coded;
    }

    private void fillFilters(Region region, QueryContext query) {
        for (var of : filters) {
            if (rows == 0) {
                of.filter().fillEmpty();
            } else {
                var keys = of.keys().stream()
                        .map(key -> columns.get(plan.keyAt()[key]))
                        .toList();
                of.filter().fill(keys, rows, region, query);
            }
        }
    }

    /** Brings the rows of all threads together in the order of morsels, column by column. */
    private long concatenate(QueryContext query) {
        var runs = new ArrayList<Run>();
        workers.forEach(worker -> runs.addAll(worker.runs));
        runs.sort(Comparator.comparingLong(Run::morsel));
        Vector[] made = new Vector[plan.stored().size()];
        Region[] regions = new Region[made.length];
        var tasks = new ArrayList<Runnable>();
        for (int c = 0; c < made.length; c++) {
            int column = c;
            regions[c] = query.memory().newRegion(name());
            tasks.add(() -> made[column] = concatenate(column, runs, regions[column], query));
        }
        query.parallel(tasks);
        columns = List.of(made);
        workers.forEach(worker -> worker.region.close());
        long bytes = 0;
        for (Region region : regions) {
            bytes += region.bytes();
        }
        return bytes;
    }

    private Vector concatenate(int column, List<Run> runs, Region region, QueryContext query) {
        var all = new KeptColumn(plan.stored().get(column).type(), region);
        try (var scratch = query.memory().newRegion(name())) {
            for (Run run : runs) {
                query.checkCancelled();
                for (long done = 0; done < run.count(); done += CHUNK) {
                    int count = (int) Math.min(CHUNK, run.count() - done);
                    all.append(run.of().kept.get(column).slice(run.from() + done, count, scratch), count);
                    scratch.reset();
                }
            }
        }
        return all.vector();
    }

    int rows() {
        return rows;
    }

    /** What is kept, in the order of {@link JoinPlan#stored}; not to be asked for when there are no rows. */
    Vector column(int stored) {
        return columns.get(stored);
    }

    /**
     * The same with texts as codes, so that what is done with a text above the join is done once for a build row and not for
     * each of the pairs that it is in.
     */
    Vector codedColumn(int stored) {
        return codedColumns.get(stored);
    }

    JoinIndex index() {
        if (index == null) {
            throw new IllegalStateException("the build side is not finished");
        }
        return index;
    }

    /** A byte for each row that is not 0 once the row has found a match; only for kinds that emit build rows. */
    MemorySegment marks() {
        return marks;
    }
}
