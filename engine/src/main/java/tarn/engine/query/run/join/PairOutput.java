package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.SelectedColumns;
import tarn.engine.pipeline.Transform;

/** Makes batches of joined rows out of pairs of row numbers. */
final class PairOutput {
    private final JoinPlan plan;
    private final BuildSide build;
    private final Region region;
    private final Region constants;
    private final @Nullable ConstantVector[] onlyRow;
    private final int[] leftAt;
    private final int[] leftColumns;
    private final int[] storedAt;
    private long handedOn;

    /**
     * @param region for a batch; reset
     * @param constants lives as long as this object
     */
    PairOutput(JoinPlan plan, BuildSide build, Region region, Region constants) {
        this.plan = plan;
        this.build = build;
        this.region = region;
        this.constants = constants;
        this.onlyRow = new ConstantVector[plan.stored().size()];
        var output = plan.spec().output();
        this.leftAt = new int[output.size()];
        this.storedAt = new int[output.size()];
        for (int i = 0; i < leftAt.length; i++) {
            Column column = output.get(i);
            leftAt[i] = plan.spec().left().indexOf(column);
            storedAt[i] = leftAt[i] >= 0 || column.equals(plan.spec().mark()) ? -1 : plan.storedAt(column);
        }
        this.leftColumns = Arrays.stream(leftAt).filter(at -> at >= 0).toArray();
    }

    /**
     * Hands on pairs.
     *
     * @param everyRow whether the probe rows are simply all rows of {@code in}
     * @param mayMiss whether build rows may be -1
     */
    void pairs(
            Batch in,
            MemorySegment probeRows,
            MemorySegment buildRows,
            int count,
            boolean everyRow,
            boolean mayMiss,
            Transform.Output out) {
        if (count == 0) {
            return;
        }
        region.reset();
        var left = everyRow ? in.columns() : SelectedColumns.of(in.columns(), leftColumns, probeRows, count, region);
        var columns = new ArrayList<Vector>(leftAt.length);
        int nextLeft = 0;
        for (int i = 0; i < leftAt.length; i++) {
            if (leftAt[i] >= 0) {
                columns.add(left.get(everyRow ? leftAt[i] : nextLeft++));
            } else if (build.rows() == 0) {
                columns.add(Constants.nullOf(plan.spec().output().get(i).type()));
            } else {
                var column = handedOn > build.rows() ? build.codedColumn(storedAt[i]) : build.column(storedAt[i]);
                columns.add(
                        mayMiss
                                ? Gather.gatherOrNull(column, buildRows, count, region)
                                : Gather.gather(column, buildRows, count, region));
            }
        }
        handedOn += count;
        out.accept(new Batch(count, columns));
    }

    /** Hands on all probe rows, each with the only build row. */
    void withOnlyRow(Batch in, Transform.Output out) {
        var columns = new ArrayList<Vector>(leftAt.length);
        for (int i = 0; i < leftAt.length; i++) {
            columns.add(leftAt[i] >= 0 ? in.column(leftAt[i]) : onlyRow(storedAt[i]));
        }
        out.accept(new Batch(in.rows(), columns));
    }

    private Vector onlyRow(int stored) {
        var known = onlyRow[stored];
        if (known == null) {
            known = first(build.column(stored));
            onlyRow[stored] = known;
        }
        return known;
    }

    private ConstantVector first(Vector column) {
        if (column.isNull(0)) {
            return Constants.nullOf(column.type());
        }
        var from = switch (column) {
            case FlatVector flat -> flat.values();
            case ConstantVector constant -> constant.value();
            case DictionaryVector coded ->
                coded.dictionary()
                        .entries()
                        .values()
                        .asSlice((long) coded.code(0) * coded.type().lane().bytes());
        };
        var value = constants.allocateZeroed(16);
        MemorySegment.copy(from, 0, value, 0, Math.min(16, from.byteSize()));
        return new ConstantVector(column.type(), value, false);
    }

    /** Hands on probe rows; all of {@code in} if {@code count} is their number. */
    void probeRows(Batch in, MemorySegment rows, int count, Transform.Output out) {
        if (count == 0) {
            return;
        }
        region.reset();
        out.accept(new Batch(
                count,
                count == in.rows()
                        ? Arrays.stream(leftAt).mapToObj(in::column).toList()
                        : SelectedColumns.of(in.columns(), leftAt, rows, count, region)));
    }

    /** Hands on all probe rows with a mark. */
    void marked(Batch in, Vector mark, Transform.Output out) {
        List<Vector> columns = new ArrayList<>(leftAt.length);
        for (int at : leftAt) {
            columns.add(at >= 0 ? in.column(at) : mark);
        }
        out.accept(new Batch(in.rows(), columns));
    }
}
