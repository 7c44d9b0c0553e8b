package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.pipeline.Transform;
import tarn.engine.query.run.join.JoinSpec.Kind;

/** SEMI, ANTI and MARK: hands on probe rows by whether they have a match. */
final class ExistenceProbe implements Transform.Worker {
    static final byte NO = 0;
    static final byte YES = 1;
    static final byte UNKNOWN = 2;

    private final Probe.State state;
    private final boolean marking;
    private final MemorySegment answers;
    private final MemorySegment rows;
    private final MemorySegment markValues;
    private final MemorySegment markValidity;
    private final @Nullable UnknownMatches unknown;

    ExistenceProbe(Probe.State state) {
        this.state = state;
        this.marking = state.plan.kind() == Kind.MARK;
        Region region = state.regions.get();
        this.answers = region.allocate(state.capacity);
        this.rows = region.allocate(4L * state.capacity);
        this.markValues = region.allocate(Bits.bytes(state.capacity));
        this.markValidity = region.allocate(Bits.bytes(state.capacity));
        this.unknown =
                marking && state.plan.hasKeys() && state.build.rows() > 0 ? new UnknownMatches(state, answers) : null;
    }

    @Override
    public void push(Batch in, Transform.Output out) {
        answers.asSlice(0, in.rows()).fill(NO);
        if (state.build.rows() > 0) {
            answer(in);
        }
        if (marking) {
            state.output.marked(in, mark(in.rows()), out);
        } else {
            byte wanted = state.plan.kind() == Kind.SEMI ? YES : NO;
            int count = 0;
            for (int row = 0; row < in.rows(); row++) {
                Memory.setInt(rows, count, row);
                count += Memory.getByte(answers, row) == wanted ? 1 : 0;
            }
            state.output.probeRows(in, rows, count, out);
        }
    }

    private void answer(Batch in) {
        state.begin(in);
        if (state.residual == null) {
            for (int row = 0; row < in.rows(); row++) {
                boolean found = !state.plan.hasKeys() || Memory.getInt(state.first, row) >= 0;
                Memory.setByte(answers, row, found ? YES : NO);
            }
        } else {
            answerByPairs(state.residual, in);
        }
        if (unknown != null) {
            unknown.find(in);
        }
    }

    private void answerByPairs(Residual residual, Batch in) {
        var candidates = state.candidates;
        for (int count = candidates.next(); count > 0; count = candidates.next()) {
            if (marking) {
                state.query.checkCancelled();
                var truth = residual.evaluate(in, state.probeRows, state.buildRows, count);
                note(Flatten.flatten(truth, count, state.scratch), count);
                state.scratch.reset();
            } else {
                int kept = state.select(residual, in, count);
                for (int i = 0; i < kept; i++) {
                    int pair = Memory.getInt(state.selected, i);
                    Memory.setByte(answers, Memory.getInt(state.probeRows, pair), YES);
                }
            }
            int last = Memory.getInt(state.probeRows, count - 1);
            if (Memory.getByte(answers, last) == YES) {
                candidates.skip(last);
            }
        }
    }

    private void note(FlatVector truth, int count) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(state.probeRows, i);
            if (truth.isNull(i)) {
                if (Memory.getByte(answers, row) == NO) {
                    Memory.setByte(answers, row, UNKNOWN);
                }
            } else if (Bits.get(truth.values(), i)) {
                Memory.setByte(answers, row, YES);
            }
        }
    }

    private Vector mark(int count) {
        boolean nulls = false;
        for (int row = 0; row < count; row++) {
            byte answer = Memory.getByte(answers, row);
            Bits.put(markValues, row, answer == YES);
            Bits.put(markValidity, row, answer != UNKNOWN);
            nulls |= answer == UNKNOWN;
        }
        return new FlatVector(ScalarType.BOOLEAN, markValues, nulls ? markValidity : null);
    }
}
