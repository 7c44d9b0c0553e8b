package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Compare;
import tarn.engine.kernel.Flatten;

/**
 * Finds, for MARK joins, the probe rows without a match for which some build row could be one if a NULL key were known:
 * {@code x IN (...)} is then NULL and not FALSE.
 */
final class UnknownMatches {
    private final Probe.State state;
    private final MemorySegment answers;
    private final List<JoinSpec.Key> keys;
    private final List<FlatVector> buildKeys = new ArrayList<>();
    private final Region region;
    private final MemorySegment incomplete;
    private int incompleteCount;
    private List<FlatVector> probeKeys = List.of();
    private int pending;

    UnknownMatches(Probe.State state, MemorySegment answers) {
        this.state = state;
        this.answers = answers;
        this.keys = state.plan.spec().keys();
        this.region = state.regions.get();
        int rows = state.build.rows();
        var complete = state.build.index().complete();
        if (complete == null) {
            incomplete = MemorySegment.NULL;
            return;
        }
        incomplete = region.allocate(4L * rows);
        for (int row = 0; row < rows; row++) {
            if (!Bits.get(complete, row)) {
                Memory.setInt(incomplete, incompleteCount++, row);
            }
        }
    }

    void find(Batch in) {
        if (incompleteCount == 0 && state.keyVectors().stream().noneMatch(Vector::mayHaveNulls)) {
            return;
        }
        var flat = new ArrayList<FlatVector>();
        for (var vector : state.keyVectors()) {
            flat.add(Flatten.flatten(vector, in.rows(), state.scratch));
        }
        probeKeys = flat;
        pending = 0;
        boolean simple = keys.size() == 1 && state.residual == null;
        for (int row = 0; row < in.rows(); row++) {
            if (Memory.getByte(answers, row) != ExistenceProbe.NO) {
                continue;
            }
            state.query.checkCancelled();
            boolean any = hasUnknownKey(row);
            int count = any ? state.build.rows() : incompleteCount;
            if (simple && count > 0) {
                Memory.setByte(answers, row, ExistenceProbe.UNKNOWN);
            }
            for (int i = 0; i < count && Memory.getByte(answers, row) == ExistenceProbe.NO; i++) {
                consider(in, row, any ? i : Memory.getInt(incomplete, i));
            }
        }
        check(in);
        state.scratch.reset();
    }

    private boolean hasUnknownKey(int row) {
        for (int k = 0; k < keys.size(); k++) {
            if (!keys.get(k).nullSafe() && probeKeys.get(k).isNull(row)) {
                return true;
            }
        }
        return false;
    }

    private void consider(Batch in, int row, int build) {
        if (buildKeys.isEmpty()) {
            for (int at : state.plan.keyAt()) {
                buildKeys.add(Flatten.flatten(state.build.column(at), state.build.rows(), region));
            }
        }
        for (int k = 0; k < keys.size(); k++) {
            if (differs(k, row, build)) {
                return;
            }
        }
        if (state.residual == null) {
            Memory.setByte(answers, row, ExistenceProbe.UNKNOWN);
            return;
        }
        if (pending == state.capacity) {
            check(in);
        }
        Memory.setInt(state.probeRows, pending, row);
        Memory.setInt(state.buildRows, pending, build);
        pending++;
    }

    /** Whether a key is surely not equal. */
    private boolean differs(int k, int row, int build) {
        var probe = probeKeys.get(k);
        var kept = buildKeys.get(k);
        boolean probeNull = probe.isNull(row);
        boolean keptNull = kept.isNull(build);
        if (probeNull || keptNull) {
            return keys.get(k).nullSafe() && probeNull != keptNull;
        }
        return !Compare.equal(probe.type(), probe.values(), row, kept.values(), build);
    }

    /** Evaluates the residual of the pairs collected: the match stays possible unless it is FALSE. */
    private void check(Batch in) {
        if (pending == 0 || state.residual == null) {
            return;
        }
        state.query.checkCancelled();
        var truth = state.residual.evaluate(in, state.probeRows, state.buildRows, pending);
        for (int i = 0; i < pending; i++) {
            boolean possible = truth.isNull(i) || isTrue(truth, i);
            if (possible) {
                Memory.setByte(answers, Memory.getInt(state.probeRows, i), ExistenceProbe.UNKNOWN);
            }
        }
        pending = 0;
    }

    private static boolean isTrue(Vector truth, int row) {
        return switch (truth) {
            case FlatVector flat -> Bits.get(flat.values(), row);
            case ConstantVector constant -> Bits.get(constant.value(), 0);
            case DictionaryVector coded -> Bits.get(coded.dictionary().entries().values(), coded.code(row));
        };
    }
}
