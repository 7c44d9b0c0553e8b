package tarn.engine.query.run.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.WindowCall;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.sort.OrderedRows;
import tarn.engine.query.run.sort.Sort;
import tarn.engine.query.run.sort.SortSpec;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions over windows: sorts its input by partition and order, then evaluates chunks of whole partitions. */
public final class Window implements Sink {
    private static final int CHUNK_ROWS = 1 << 16;

    private final WindowSpec spec;
    private final Sort sort;
    private @Nullable OrderedRows ordered;
    private final WindowProgress progress = new WindowProgress();
    private List<Evaluated> chunks = List.of();

    /**
     * A chunk with the results of all functions.
     *
     * @param memory where the results are, to close when they have been read
     */
    record Evaluated(long first, int rows, List<Vector> results, List<Region> memory) {}

    public Window(WindowSpec spec) {
        this.spec = spec;
        this.sort = new Sort(new SortSpec(spec.layout(), spec.keys(), Long.MAX_VALUE, 0));
    }

    @Override
    public String name() {
        return "Window";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return sort.worker(worker);
    }

    /** The rows by partition and order, with a column more for each function; once the sink is finished. */
    public Source result() {
        return new WindowResult(spec, () -> ordered, () -> chunks);
    }

    @Override
    public void finish(QueryContext query) {
        sort.finish(query);
        var rows = sort.ordered();
        ordered = rows;
        if (rows == null) {
            return;
        }
        progress.begin(rows.rows(), spec.tasks().size());
        var cuts = cuts(rows, query);
        var evaluated = new ArrayList<@Nullable Evaluated>(Collections.nCopies(cuts.size() - 1, null));
        var strategies = Collections.synchronizedSet(new TreeSet<String>());
        var small = new ArrayList<Runnable>();
        var wide = new ArrayList<Runnable>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            int index = i;
            long from = cuts.get(i);
            int count = Math.toIntExact(cuts.get(i + 1) - from);
            boolean isWide = query.threads() > 1 && count > 2 * CHUNK_ROWS;
            Runnable task = () -> evaluated.set(index, evaluate(rows, from, count, isWide, query, strategies));
            (isWide ? wide : small).add(task);
        }
        query.parallel(small);
        wide.forEach(Runnable::run);
        chunks = evaluated.stream().map(java.util.Objects::requireNonNull).toList();
        query.profile(this).setBytes(query.memory().used());
        query.profile(this).setStrategy(() -> String.join(", ", strategies));
    }

    @Override
    public double finishing() {
        return progress.share();
    }

    /** Where chunks begin, and the end: at partitions' beginnings, about {@link #CHUNK_ROWS} rows apart. */
    private List<Long> cuts(OrderedRows rows, QueryContext query) {
        int keys = spec.commonPartitionKeys();
        var cuts = new ArrayList<Long>(List.of(0L));
        long at = keys == 0 ? rows.rows() : CHUNK_ROWS;
        while (at < rows.rows()) {
            while (at < rows.rows() && rows.same(at - 1, at, keys)) {
                at++;
                if ((at & 0xffff) == 0) {
                    query.checkCancelled();
                }
            }
            if (at < rows.rows()) {
                cuts.add(at);
            }
            at += CHUNK_ROWS;
        }
        cuts.add(rows.rows());
        return cuts;
    }

    private Evaluated evaluate(
            OrderedRows rows, long from, int count, boolean wide, QueryContext query, Set<String> strategies) {
        query.checkCancelled();
        var memory = new ArrayList<Region>();
        var results = new ArrayList<Vector>();
        try (var chunk = new Chunk(rows, from, count, spec, query, wide, memory)) {
            for (var task : spec.tasks()) {
                var part = progress.part(count);
                chunk.reportTo(part);
                try {
                    chunk.fetch(task.columns());
                    results.add(evaluate(new TaskRows(chunk, task), strategies));
                } catch (ArithmeticException error) {
                    throw SqlException.of(
                                    ErrorCode.OVERFLOW,
                                    "overflow in a window function",
                                    task.call().span())
                            .causedBy(error);
                } catch (SqlException error) {
                    throw error.span().equals(Span.NONE) ? error.at(task.call().span()) : error;
                }
                part.end();
            }
        }
        return new Evaluated(from, count, results, memory);
    }

    private static Vector evaluate(TaskRows rows, Set<String> strategies) {
        return switch (rows.task().call().function()) {
            case WindowCall.Function.OfAggregate(var aggregate) -> {
                var evaluated = new FrameAggregates(rows, aggregate, new Frames(rows)).evaluate();
                strategies.add(evaluated.strategy());
                yield evaluated.vector();
            }
            case WindowCall.Function.Ranking ranking -> evaluate(rows, ranking);
        };
    }

    private static Vector evaluate(TaskRows rows, WindowCall.Function.Ranking ranking) {
        boolean ordered = !rows.task().argumentOrder().isEmpty();
        return switch (ranking) {
            case ROW_NUMBER, RANK, PERCENT_RANK, CUME_DIST, NTILE -> {
                if (ordered) {
                    yield new OrderedRankings(rows, new Frames(rows)).evaluate(ranking);
                }
                yield switch (ranking) {
                    case ROW_NUMBER -> Rankings.rowNumber(rows);
                    case RANK -> Rankings.rank(rows);
                    case PERCENT_RANK -> Rankings.percentRank(rows);
                    case CUME_DIST -> Rankings.cumeDist(rows);
                    default -> Rankings.ntile(rows);
                };
            }
            case DENSE_RANK -> Rankings.denseRank(rows);
            case LAG -> picked(rows).shifted(-1);
            case LEAD -> picked(rows).shifted(1);
            case FIRST_VALUE -> picked(rows).firstValue();
            case LAST_VALUE -> picked(rows).lastValue();
            case NTH_VALUE -> picked(rows).nthValue();
            case FILL -> new FilledValues(rows).fill();
        };
    }

    private static PickedValues picked(TaskRows rows) {
        return new PickedValues(rows, Included.of(rows), rows.task().call().ignoreNulls());
    }
}
