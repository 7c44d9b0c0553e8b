package tarn.engine.query.run.set;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;

/**
 * Takes distinct rows followed by two BIGINT counts, how often each occurs on the left and on the right, and hands on each
 * as often as the set operation wants it, without the counts.
 */
public final class Counts implements Transform {
    private final Kind kind;

    /** The set operation. */
    public enum Kind {
        INTERSECT,
        INTERSECT_ALL,
        EXCEPT,
        EXCEPT_ALL;

        long times(long left, long right) {
            return switch (this) {
                case INTERSECT -> left > 0 && right > 0 ? 1 : 0;
                case INTERSECT_ALL -> Math.min(left, right);
                case EXCEPT -> left > 0 && right == 0 ? 1 : 0;
                case EXCEPT_ALL -> Math.max(0, left - right);
            };
        }
    }

    public Counts(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return switch (kind) {
            case INTERSECT, INTERSECT_ALL -> "Intersect";
            case EXCEPT, EXCEPT_ALL -> "Except";
        };
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return new Repeater(worker);
    }

    private final class Repeater implements Worker {
        private final WorkerContext worker;
        private final int batchRows;
        private final Region counts;
        private final Region gathered;
        private final MemorySegment rowNumbers;
        private int filled;

        Repeater(WorkerContext worker) {
            this.worker = worker;
            batchRows = worker.query().batchRows();
            counts = worker.newRegion(name());
            gathered = worker.newRegion(name());
            rowNumbers = worker.newRegion(name()).allocate(batchRows * 4L);
        }

        @Override
        public void push(Batch in, Output out) {
            counts.reset();
            int columns = in.columns().size() - 2;
            var left = Flatten.flatten(in.column(columns), in.rows(), counts).values();
            var right =
                    Flatten.flatten(in.column(columns + 1), in.rows(), counts).values();
            filled = 0;
            for (int row = 0; row < in.rows(); row++) {
                long times = kind.times(Memory.getLong(left, row), Memory.getLong(right, row));
                for (long i = 0; i < times; i++) {
                    Memory.setInt(rowNumbers, filled++, row);
                    if (filled == batchRows) {
                        flush(in, columns, out);
                    }
                }
            }
            flush(in, columns, out);
        }

        private void flush(Batch in, int columns, Output out) {
            if (filled == 0 || !out.wantsMore()) {
                filled = 0;
                return;
            }
            worker.query().checkCancelled();
            gathered.reset();
            var taken = new ArrayList<Vector>(columns);
            for (int i = 0; i < columns; i++) {
                taken.add(Gather.gather(in.column(i), rowNumbers, filled, gathered));
            }
            out.accept(new Batch(filled, taken));
            filled = 0;
        }
    }
}
