package tarn.engine.query.run.values;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** Rows written out in the statement, each value computed when its batch is read. One morsel. */
public final class ValuesSource implements Source {
    private final List<List<Expr>> rows;
    private final List<Column> output;

    /** @param rows expressions without columns, one for each of {@code output} */
    public ValuesSource(List<List<Expr>> rows, List<Column> output) {
        this.rows = List.copyOf(rows);
        this.output = List.copyOf(output);
    }

    @Override
    public String name() {
        return "Values";
    }

    @Override
    public Morsels open(QueryContext query) {
        return new Morsels() {
            private boolean taken = rows.isEmpty();

            @Override
            public synchronized @Nullable Reader next(WorkerContext worker) {
                if (taken) {
                    return null;
                }
                taken = true;
                return new Rows(worker);
            }

            @Override
            public synchronized double progress() {
                return taken ? 1 : 0;
            }
        };
    }

    private final class Rows implements Reader {
        private static final Batch NO_COLUMNS = new Batch(1, List.of());

        private final int batchRows;
        private final WorkerContext worker;
        private final Region values;
        private final Region scratch;
        private int next;

        Rows(WorkerContext worker) {
            this.worker = worker;
            batchRows = worker.query().batchRows();
            values = worker.newRegion(name());
            scratch = worker.newRegion(name());
        }

        @Override
        public @Nullable Batch next() {
            if (next == rows.size()) {
                return null;
            }
            values.reset();
            int count = Math.min(batchRows, rows.size() - next);
            var columns = new Vector[output.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = column(i, count);
            }
            next += count;
            return new Batch(count, List.of(columns));
        }

        private Vector column(int index, int count) {
            var type = output.get(index).type();
            var buffer = new ColumnBuffer(type, values, count);
            for (int row = next; row < next + count; row++) {
                Expr expr = rows.get(row).get(index);
                if (expr instanceof Expr.Literal literal) {
                    buffer.append(Constants.of(literal.value(), type, values), 1);
                } else {
                    worker.query().checkCancelled();
                    scratch.reset();
                    var evaluator = new Evaluation(List.of(), scratch, 1).compile(expr);
                    buffer.append(evaluator.evaluate(NO_COLUMNS), 1);
                }
            }
            return buffer.vector();
        }
    }
}
