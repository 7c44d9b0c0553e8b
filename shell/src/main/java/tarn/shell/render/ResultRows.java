package tarn.shell.render;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.engine.ResultColumn;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Values;

/** The rows of a result, which must stay open. */
public record ResultRows(Result result) implements Rows {
    @Override
    public List<ResultColumn> columns() {
        return result.columns();
    }

    @Override
    public long count() {
        return result.rows();
    }

    @Override
    public Cursor cursor() {
        return new BatchCursor(result.batches().iterator());
    }

    private static final class BatchCursor implements Cursor {
        private final Iterator<Batch> batches;
        private Batch batch = new Batch(0, List.of());
        private int row = -1;

        BatchCursor(Iterator<Batch> batches) {
            this.batches = batches;
        }

        @Override
        public boolean next() {
            row++;
            return findBatch();
        }

        @Override
        public void skip(long rows) {
            long left = rows;
            while (left > 0) {
                int here = batch.rows() - row - 1;
                if (left <= here) {
                    row += (int) left;
                    return;
                }
                left -= here;
                if (!batches.hasNext()) {
                    row = batch.rows() - 1;
                    return;
                }
                batch = batches.next();
                row = -1;
            }
        }

        private boolean findBatch() {
            while (row >= batch.rows()) {
                if (!batches.hasNext()) {
                    return false;
                }
                batch = batches.next();
                row = 0;
            }
            return true;
        }

        @Override
        public @Nullable Object value(int column) {
            return Values.get(batch.column(column), row);
        }
    }
}
