package tarn.engine.query.run.window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.WindowCall;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.sort.OrderedRows;
import tarn.engine.query.run.sort.Sort;
import tarn.engine.query.run.sort.SortSpec;
import tarn.sql.error.SqlException;

/** Functions over windows: sorts its input by partition and order, then evaluates chunks of whole partitions. */
public final class Window implements Sink {
    private static final int CHUNK_ROWS = 1 << 16;

    private final WindowSpec spec;
    private final Sort sort;
    private @Nullable OrderedRows ordered;
    private List<Evaluated> chunks = List.of();

    /** A chunk with the results of all functions. */
    record Evaluated(long first, int rows, List<Vector> results) {}

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
        var cuts = cuts(rows, query);
        var evaluated = new ArrayList<@Nullable Evaluated>(Collections.nCopies(cuts.size() - 1, null));
        var strategies = Collections.synchronizedSet(new TreeSet<String>());
        var tasks = new ArrayList<Runnable>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            int index = i;
            tasks.add(() ->
                    evaluated.set(index, evaluate(rows, cuts.get(index), cuts.get(index + 1), query, strategies)));
        }
        query.parallel(tasks);
        chunks = evaluated.stream().map(java.util.Objects::requireNonNull).toList();
        query.profile(this).setBytes(query.memory().used());
        query.profile(this).setStrategy(String.join(", ", strategies));
    }

    /** Where chunks begin, and the end: at partitions' beginnings, about {@link #CHUNK_ROWS} rows apart. */
    private List<Long> cuts(OrderedRows rows, QueryContext query) {
        var cuts = new ArrayList<Long>(List.of(0L));
        long at = CHUNK_ROWS;
        while (at < rows.rows()) {
            while (at < rows.rows()
                    && (spec.partitionKeys() == 0
                            || rows.same(rows.address(at - 1), rows.address(at), spec.partitionKeys()))) {
                at = spec.partitionKeys() == 0 ? rows.rows() : at + 1;
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
            OrderedRows rows, long from, long to, QueryContext query, java.util.Set<String> strategies) {
        query.checkCancelled();
        var region = query.memory().newRegion(name());
        var chunk = new Chunk(rows, from, Math.toIntExact(to - from), spec, query, region);
        var results = new ArrayList<Vector>();
        for (var task : spec.tasks()) {
            try {
                results.add(evaluate(chunk, task, strategies));
            } catch (ArithmeticException error) {
                throw SqlException.of(
                                tarn.sql.error.ErrorCode.OVERFLOW,
                                "overflow in a window function",
                                task.call().span())
                        .causedBy(error);
            } catch (SqlException error) {
                throw error.span().equals(tarn.sql.error.Span.NONE)
                        ? error.at(task.call().span())
                        : error;
            }
        }
        return new Evaluated(from, chunk.rows(), results);
    }

    private Vector evaluate(Chunk chunk, WindowSpec.Task task, java.util.Set<String> strategies) {
        return switch (task.call().function()) {
            case WindowCall.Function.OfAggregate(var aggregate) -> {
                var evaluated = new FrameAggregates(chunk, task, aggregate, new Frames(chunk, task, spec)).evaluate();
                strategies.add(evaluated.strategy());
                yield evaluated.vector();
            }
            case WindowCall.Function.Ranking ranking ->
                switch (ranking) {
                    case ROW_NUMBER -> Rankings.rowNumber(chunk);
                    case RANK -> Rankings.rank(chunk);
                    case DENSE_RANK -> Rankings.denseRank(chunk);
                    case PERCENT_RANK -> Rankings.percentRank(chunk);
                    case CUME_DIST -> Rankings.cumeDist(chunk);
                    case NTILE -> Rankings.ntile(chunk, task.arguments().getFirst());
                    case LAG -> new PickedValues(chunk, task).shifted(-1);
                    case LEAD -> new PickedValues(chunk, task).shifted(1);
                    case FIRST_VALUE -> new PickedValues(chunk, task).firstValue(new Frames(chunk, task, spec));
                    case LAST_VALUE -> new PickedValues(chunk, task).lastValue(new Frames(chunk, task, spec));
                    case NTH_VALUE -> new PickedValues(chunk, task).nthValue(new Frames(chunk, task, spec));
                };
        };
    }
}
