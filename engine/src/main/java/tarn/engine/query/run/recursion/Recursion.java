package tarn.engine.query.run.recursion;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.MemoryScope;
import tarn.engine.data.type.DataType;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.TurnSource;
import tarn.engine.query.run.shared.RowStore;
import tarn.engine.query.run.shared.StoreSink;
import tarn.engine.query.run.shared.StoredRows;

/**
 * The rows of a recursive query, turn by turn. Of a turn only its rows are kept, until the next turn is made; without ALL
 * also the distinct rows of all turns.
 */
public final class Recursion implements TurnSource {
    private final List<DataType> types;
    private final Turns turns;
    private final boolean all;
    private final @Nullable SeenRows seen;
    private final @Nullable KeyedRows keyed;
    private RowStore rows;
    private boolean done;
    private @Nullable Sink firstSink;
    private @Nullable MemoryScope memory;

    /** Where the turns come from. */
    public interface Turns {
        Turn first(Sink sink);

        /**
         * @param rows those of the turn before
         * @param all with keys, all rows so far if the turn reads them; else null
         */
        Turn next(RowStore rows, @Nullable RowStore all, Sink sink);

        /** Whether the turns read all rows so far. */
        boolean readAll();

        /** The operators of the second turn, which count what those of later turns do. */
        List<Object> operators();
    }

    /**
     * @param all whether rows that came before count again
     * @param keyed what later rows do to earlier ones with their key; null without keys
     */
    public Recursion(List<DataType> types, boolean all, @Nullable KeyedRows keyed, Turns turns) {
        this.types = List.copyOf(types);
        this.all = all;
        this.turns = turns;
        this.seen = all || keyed != null ? null : new SeenRows(types);
        this.keyed = keyed;
        this.rows = new RowStore(types);
    }

    @Override
    public String name() {
        return "Recursion";
    }

    @Override
    public boolean turn(Runner runner) {
        if (keyed == null) {
            return next(runner);
        }
        if (done) {
            return false;
        }
        while (next(runner)) {
            runner.query().checkCancelled();
        }
        done = true;
        rows = keyed.all(runner.query());
        return rows.rows() > 0;
    }

    private boolean next(Runner runner) {
        var query = runner.query();
        var memoryBefore = memory;
        if (memoryBefore == null || rows.rows() > 0) {
            if (memoryBefore == null) {
                open(seen, keyed, query);
            }
            var scope = query.memory().newScope();
            try {
                makeTurn(runner, memoryBefore == null);
            } finally {
                scope.leave();
            }
            memory = scope;
            if (memoryBefore != null) {
                memoryBefore.close();
            }
        }
        return rows.rows() > 0;
    }

    private static void open(@Nullable SeenRows seen, @Nullable KeyedRows keyed, QueryContext query) {
        if (seen != null) {
            seen.open(query);
        }
        if (keyed != null) {
            keyed.open(query);
        }
    }

    private void makeTurn(Runner runner, boolean first) {
        var store = new RowStore(keyed == null ? types : keyed.made());
        var sink = seen == null ? new StoreSink(name(), store) : seen.sink(name(), store);
        var sofar = keyed != null && !first && turns.readAll() ? keyed.all(runner.query()) : null;
        var turn = first ? turns.first(sink) : turns.next(rows, sofar, sink);
        runner.run(turn.pipelines());
        rows = keyed == null ? store : keyed.update(store, all, runner.query());
        if (firstSink == null) {
            firstSink = sink;
        } else {
            runner.query().fold(sink, firstSink);
        }
        for (int i = 0; i < Math.min(turn.operators().size(), turns.operators().size()); i++) {
            runner.query().fold(turn.operators().get(i), turns.operators().get(i));
        }
    }

    @Override
    public Morsels open(QueryContext query) {
        var columns = IntStream.range(0, types.size()).boxed().toList();
        return new StoredRows(name(), () -> rows, columns).open(query);
    }
}
