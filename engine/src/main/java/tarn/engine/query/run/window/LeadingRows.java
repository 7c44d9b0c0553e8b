package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.SelectedColumns;
import tarn.engine.kernel.SortKeys;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.key.KeyTable;
import tarn.engine.query.run.key.RowExpressions;
import tarn.engine.query.run.sort.SortSpec;

/**
 * Lets by the rows that can be among the first of their partition, where only those are asked for: every worker keeps the
 * least words of the first sort key that each partition has had, and drops rows beyond the last of them. So rows that are let
 * by may be too many, never too few, and rows that come before them are all there. It gives up when partitions turn out so
 * small that little can be dropped.
 */
public final class LeadingRows implements Transform {
    /** Beyond it, sorting everything is no worse than keeping so many words up to date. */
    public static final int MOST = 256;

    private static final long FIRST_CHECK = 1L << 20;
    private static final int FIRST_CAPACITY = 1 << 10;

    private final List<Column> layout;
    private final List<Expr> partition;
    private final SortSpec.@Nullable Key order;
    private final int most;
    private final Counted counted;
    private final int[] all;

    /** What the number of a row counts. */
    public enum Counted {
        /** Rows before it in the order, and those that are equal and come earlier; the key decides about all of the order. */
        ROWS,
        /** Rows that are certainly before it. */
        LESSER_ROWS,
        /** Different keys before its own. */
        LESSER_KEYS
    }

    /**
     * @param order the first sort key; null if rows have no order but that in which they come
     * @param most the number of the last row that is asked for, at most {@link #MOST}
     */
    public LeadingRows(
            List<Column> layout, List<Expr> partition, SortSpec.@Nullable Key order, int most, Counted counted) {
        this.layout = List.copyOf(layout);
        this.partition = List.copyOf(partition);
        this.order = order;
        this.most = most;
        this.counted = counted;
        this.all = IntStream.range(0, layout.size()).toArray();
    }

    @Override
    public String name() {
        return "LeadingRows";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return new Picker(worker);
    }

    private final class Picker implements Worker {
        private final RowExpressions expressions;
        private final Region table;
        private final Region keyScratch;
        private final Region gathered;
        private final KeyTable keys;
        private final MemorySegment groups;
        private final MemorySegment words;
        private final MemorySegment rowNumbers;
        /** The least words of each partition, ascending, as signed longs; the greatest long where there are fewer. */
        private MemorySegment least = MemorySegment.NULL;

        private long capacity;
        private long seen;
        private long nextCheck = FIRST_CHECK;
        private boolean gaveUp;

        Picker(WorkerContext worker) {
            int batchRows = worker.query().batchRows();
            var exprs = new ArrayList<>(partition);
            if (order != null) {
                exprs.add(order.expr());
            }
            expressions = new RowExpressions(layout, exprs, worker.newRegion(name()), batchRows);
            table = worker.newRegion(name());
            keyScratch = worker.newRegion(name());
            gathered = worker.newRegion(name());
            List<DataType> types = partition.stream().map(Expr::type).toList();
            keys = new KeyTable(types, table, table, keyScratch);
            keys.useCodes();
            var room = worker.newRegion(name());
            groups = room.allocateZeroed(batchRows * 4L);
            words = room.allocateZeroed(batchRows * 8L);
            rowNumbers = room.allocate(batchRows * 4L);
            reserve(1);
        }

        @Override
        public void push(Batch in, Output out) {
            if (gaveUp) {
                out.accept(in);
                return;
            }
            int rows = in.rows();
            var values = expressions.evaluate(in);
            if (!partition.isEmpty()) {
                keys.findOrAdd(values.subList(0, partition.size()), rows, groups);
                reserve(keys.size());
            }
            gathered.reset();
            if (order != null) {
                encode(values.getLast(), rows, order);
            }
            int count = most == 1 ? selectFirst(rows) : select(rows);
            seen += rows;
            if (seen >= nextCheck) {
                check();
            }
            if (count == rows) {
                out.accept(in);
            } else if (count > 0) {
                out.accept(new Batch(count, SelectedColumns.of(in.columns(), all, rowNumbers, count, gathered)));
            }
        }

        private void encode(Vector key, int rows, SortSpec.Key order) {
            var flat = Flatten.flatten(key, rows, gathered);
            SortKeys.encode(flat, rows, 0, order.descending() ? SortKeys.reversal(key.type()) : 0, words);
            for (int i = 0; i < rows; i++) {
                Memory.setLong(words, i, Memory.getLong(words, i) ^ Long.MIN_VALUE);
            }
            var validity = flat.validity();
            if (validity != null) {
                long ofNull = order.nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
                for (int i = 0; i < rows; i++) {
                    if (!Bits.get(validity, i)) {
                        Memory.setLong(words, i, ofNull);
                    }
                }
            }
        }

        private int selectFirst(int rows) {
            int count = 0;
            for (int i = 0; i < rows; i++) {
                int group = Memory.getInt(groups, i);
                long last = Memory.getLong(least, group);
                long word = Memory.getLong(words, i);
                Memory.setInt(rowNumbers, count, i);
                count += word < last || word == last && mayTie(word) ? 1 : 0;
                Memory.setLong(least, group, Math.min(word, last));
            }
            return count;
        }

        private int select(int rows) {
            int count = 0;
            for (int i = 0; i < rows; i++) {
                long first = (long) Memory.getInt(groups, i) * most;
                long last = Memory.getLong(least, first + most - 1);
                long word = Memory.getLong(words, i);
                Memory.setInt(rowNumbers, count, i);
                count += word < last || word == last && mayTie(word) ? 1 : 0;
                if (word < last) {
                    insert(first, word);
                }
            }
            return count;
        }

        /** Whether a row may count that is equal to the last one; the extremes stand for NULL and for too few rows, too. */
        private boolean mayTie(long word) {
            return counted != Counted.ROWS || word == Long.MAX_VALUE || word == Long.MIN_VALUE;
        }

        private void insert(long first, long word) {
            long at = first + most - 1;
            if (counted == Counted.LESSER_KEYS) {
                for (long i = first; i < at; i++) {
                    if (Memory.getLong(least, i) == word) {
                        return;
                    }
                }
            }
            while (at > first && Memory.getLong(least, at - 1) > word) {
                Memory.setLong(least, at, Memory.getLong(least, at - 1));
                at--;
            }
            Memory.setLong(least, at, word);
        }

        /** Gives up when most rows so far may have been the first of partitions. */
        private void check() {
            nextCheck = 2 * seen;
            if (2L * most * keys.size() > seen) {
                gaveUp = true;
                table.close();
                keyScratch.close();
            }
        }

        private void reserve(int size) {
            if (size <= capacity) {
                return;
            }
            long grown = Math.max(size, Math.max(FIRST_CAPACITY / most + 1, 2 * capacity));
            var larger = table.allocate(8 * grown * most);
            long used = 8 * capacity * most;
            if (used > 0) {
                MemorySegment.copy(least, 0, larger, 0, used);
                table.free(least);
            }
            for (long i = capacity * most; i < grown * most; i++) {
                Memory.setLong(larger, i, Long.MAX_VALUE);
            }
            least = larger;
            capacity = grown;
        }
    }
}
