package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.pipeline.Transform;
import tarn.engine.query.run.join.JoinSpec.Kind;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** INNER, LEFT, RIGHT, FULL and SINGLE: hands on pairs, and probe rows without a match where they count. */
final class PairProbe implements Transform.Worker {
    private final Probe.State state;
    private final boolean keepsProbeRows;
    private final boolean marks;
    private final MemorySegment outProbe;
    private final MemorySegment outBuild;
    private final MemorySegment matched;
    private int pending;

    PairProbe(Probe.State state) {
        this.state = state;
        var kind = state.plan.kind();
        this.keepsProbeRows = kind == Kind.LEFT || kind == Kind.FULL || kind == Kind.SINGLE;
        this.marks = kind.emitsBuildRows();
        Region region = state.regions.get();
        this.outProbe = region.allocate(4L * state.capacity);
        this.outBuild = region.allocate(4L * state.capacity);
        this.matched = region.allocate(state.capacity);
    }

    @Override
    public void push(Batch in, Transform.Output out) {
        if (state.build.rows() == 0) {
            if (keepsProbeRows) {
                state.output.pairs(in, outProbe, outBuild, in.rows(), true, true, out);
            }
            return;
        }
        if (state.residual == null && !state.plan.hasKeys() && state.build.rows() == 1) {
            if (marks) {
                Memory.setByte(state.build.marks(), 0, (byte) 1);
            }
            state.output.withOnlyRow(in, out);
            return;
        }
        state.begin(in);
        if (state.residual == null
                && state.plan.hasKeys()
                && state.build.index().isUnique()) {
            atMostOneMatch(in, out);
        } else if (state.residual == null && !keepsProbeRows) {
            allCandidates(in, out);
        } else {
            checked(in, out);
        }
    }

    private void atMostOneMatch(Batch in, Transform.Output out) {
        int rows = in.rows();
        int count = 0;
        for (int i = 0; i < rows; i++) {
            int build = Memory.getInt(state.first, i);
            Memory.setInt(outProbe, count, i);
            Memory.setInt(outBuild, count, build);
            count += (build >>> 31) ^ 1;
        }
        if (marks) {
            mark(outBuild, count);
        }
        if (keepsProbeRows) {
            state.output.pairs(in, outProbe, state.first, rows, true, count < rows, out);
        } else {
            state.output.pairs(in, outProbe, outBuild, count, count == rows, false, out);
        }
    }

    private void allCandidates(Batch in, Transform.Output out) {
        for (int count = state.candidates.next(); count > 0; count = state.candidates.next()) {
            state.query.checkCancelled();
            if (marks) {
                mark(state.buildRows, count);
            }
            state.output.pairs(in, state.probeRows, state.buildRows, count, false, false, out);
        }
    }

    private void mark(MemorySegment buildRows, int count) {
        var bytes = state.build.marks();
        for (int i = 0; i < count; i++) {
            Memory.setByte(bytes, Memory.getInt(buildRows, i), (byte) 1);
        }
    }

    private void checked(Batch in, Transform.Output out) {
        matched.asSlice(0, in.rows()).fill((byte) 0);
        pending = 0;
        int settled = 0;
        for (int count = state.candidates.next(); count > 0; count = state.candidates.next()) {
            int kept = state.residual == null ? count : state.select(state.residual, in, count);
            for (int i = 0; i < kept; i++) {
                int pair = state.residual == null ? i : Memory.getInt(state.selected, i);
                int probe = Memory.getInt(state.probeRows, pair);
                settled = settle(in, settled, probe, out);
                match(in, probe, Memory.getInt(state.buildRows, pair), out);
            }
            settled = settle(in, settled, state.candidates.firstOpenRow(), out);
        }
        settle(in, settled, in.rows(), out);
        flush(in, out);
    }

    private void match(Batch in, int probe, int build, Transform.Output out) {
        if (state.plan.kind() == Kind.SINGLE && Memory.getByte(matched, probe) != 0) {
            throw SqlException.of(
                    ErrorCode.CARDINALITY,
                    "the sub-query returns more than one row where one value is wanted",
                    state.plan.spec().span());
        }
        Memory.setByte(matched, probe, (byte) 1);
        if (marks) {
            Memory.setByte(state.build.marks(), build, (byte) 1);
        }
        add(in, probe, build, out);
    }

    /** Hands on the rows below {@code end} that have found no match. */
    private int settle(Batch in, int from, int end, Transform.Output out) {
        if (keepsProbeRows) {
            for (int row = from; row < end; row++) {
                if (Memory.getByte(matched, row) == 0) {
                    add(in, row, -1, out);
                }
            }
        }
        return Math.max(from, end);
    }

    private void add(Batch in, int probe, int build, Transform.Output out) {
        if (pending == state.capacity) {
            flush(in, out);
        }
        Memory.setInt(outProbe, pending, probe);
        Memory.setInt(outBuild, pending, build);
        pending++;
    }

    private void flush(Batch in, Transform.Output out) {
        state.output.pairs(in, outProbe, outBuild, pending, false, keepsProbeRows, out);
        pending = 0;
    }
}
