package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.kernel.Bitmaps;
import tarn.sql.error.SqlException;

/** Applies conjuncts one after the other: as bitmaps while most rows are left, then to the rows left alone. */
final class PredicateSelector implements Selector {
    private final List<Node> conjuncts;
    private final Region region;

    PredicateSelector(List<Node> conjuncts, Region region) {
        this.conjuncts = conjuncts;
        this.region = region;
    }

    @Override
    public int select(Batch in, MemorySegment rowNumbers) {
        region.reset();
        int rows = in.rows();
        var frame = new Frame(in.columns(), rows, region);
        MemorySegment left = null;
        int open = rows;
        for (int i = 0; i < conjuncts.size(); i++) {
            var conjunct = conjuncts.get(i);
            if (open < rows && Narrowing.pays(conjunct, open, rows)) {
                return narrowed(i, frame, rowNumbers, listed(left, rows, rowNumbers));
            }
            MemorySegment next;
            try {
                var value = conjunct.evaluate(frame);
                if (value instanceof ConstantVector constant && !constant.isNull() && Bits.get(constant.value(), 0)) {
                    continue;
                }
                next = Truth.trueRows(value, rows, region);
            } catch (SqlException e) {
                if (open == rows) {
                    throw e;
                }
                return narrowed(i, frame, rowNumbers, listed(left, rows, rowNumbers));
            }
            left = and(left, next, rows);
            open = Bitmaps.count(left, rows);
            if (open == 0) {
                return 0;
            }
        }
        return listed(left, rows, rowNumbers);
    }

    private MemorySegment and(@Nullable MemorySegment left, MemorySegment next, int rows) {
        if (left == null) {
            return next;
        }
        var both = region.allocate(Bits.bytes(rows));
        Bitmaps.and(left, next, rows, both);
        return both;
    }

    private static int listed(@Nullable MemorySegment left, int rows, MemorySegment rowNumbers) {
        return left == null ? Bitmaps.allRowNumbers(rows, rowNumbers) : Bitmaps.toRowNumbers(left, rows, rowNumbers);
    }

    /** Applies the conjuncts from {@code first} on to the rows listed, and closes up those that are left. */
    private int narrowed(int first, Frame frame, MemorySegment rowNumbers, int count) {
        int left = count;
        for (int c = first; c < conjuncts.size() && left > 0; c++) {
            // the frame keeps its row numbers, while the list below is overwritten
            var kept = region.allocate(4L * left).copyFrom(rowNumbers.asSlice(0, 4L * left));
            var value = conjuncts.get(c).evaluate(frame.select(kept, left));
            var bits = Truth.trueRows(value, left, region);
            left = keep(bits, kept, left, rowNumbers);
        }
        return left;
    }

    /**
     * Writes the row numbers whose bits are set; returns how many. A loop of its own: it becomes hot long before the method
     * above it, which would be compiled with all that its conjuncts do.
     */
    private static int keep(MemorySegment bits, MemorySegment kept, int count, MemorySegment rowNumbers) {
        int next = 0;
        for (int w = 0; w << 6 < count; w++) {
            for (long word = Bitmaps.word(bits, w, count); word != 0; word &= word - 1) {
                int row = Memory.getInt(kept, (w << 6) + Long.numberOfTrailingZeros(word));
                Memory.setInt(rowNumbers, next++, row);
            }
        }
        return next;
    }
}
