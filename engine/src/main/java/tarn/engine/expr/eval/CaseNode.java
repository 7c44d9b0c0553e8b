package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;

/** Searched CASE: conditions see the rows that no earlier one took, results the rows that their condition took. */
final class CaseNode implements Node {
    record Branch(Node condition, Node result) {}

    private final List<Branch> branches;
    private final Node otherwise;
    private final DataType type;

    CaseNode(List<Branch> branches, Node otherwise, DataType type) {
        this.branches = branches;
        this.otherwise = otherwise;
        this.type = type;
    }

    @Override
    public boolean mayFail() {
        return otherwise.mayFail()
                || branches.stream()
                        .anyMatch(b -> b.condition().mayFail() || b.result().mayFail());
    }

    @Override
    public int cost() {
        return 2
                + otherwise.cost()
                + branches.stream()
                        .mapToInt(b -> b.condition().cost() + b.result().cost())
                        .sum();
    }

    @Override
    public Vector evaluate(Frame in) {
        var region = in.region();
        int rows = in.rows();
        var merge = new Merge(type, rows, region);
        var open = in;
        MemorySegment openRows = null;
        int left = rows;
        for (var branch : branches) {
            var bits = Truth.trueRows(branch.condition().evaluate(open), left, region);
            int taken = Bitmaps.count(bits, left);
            if (taken == 0) {
                continue;
            }
            if (taken == rows) {
                return branch.result().evaluate(in);
            }
            var takenRows = chosen(bits, left, taken, openRows, region);
            merge.put(branch.result(), in, takenRows, taken);
            if (taken == left) {
                return merge.result();
            }
            var rest = region.allocate(8L * ((left + 63) / 64));
            Bitmaps.not(bits, left, rest);
            openRows = chosen(rest, left, left - taken, openRows, region);
            left -= taken;
            open = in.select(openRows, left);
        }
        if (openRows == null) {
            return otherwise.evaluate(in);
        }
        merge.put(otherwise, in, openRows, left);
        return merge.result();
    }

    /** The numbers, within the whole frame, of the open rows whose bits are set. */
    private static MemorySegment chosen(
            MemorySegment bits, int left, int count, @Nullable MemorySegment openRows, Region region) {
        var rows = region.allocate(4L * count);
        Bitmaps.toRowNumbers(bits, left, rows);
        if (openRows != null) {
            for (int i = 0; i < count; i++) {
                Memory.setInt(rows, i, Memory.getInt(openRows, Memory.getInt(rows, i)));
            }
        }
        return rows;
    }
}
