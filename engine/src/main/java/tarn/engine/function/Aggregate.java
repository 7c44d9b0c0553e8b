package tarn.engine.function;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;

/**
 * An aggregate function over flat states in native memory: state {@code g} of this aggregate lies at
 * {@code offset + g * stride} of the segment that the operator hands in. Grouping, windows and merging across threads all
 * drive this one interface. A state of all zero bytes must be the empty state (so operators need only zeroed memory).
 * States may point to memory of the region handed in (strings: copy the bytes there); objects that do not fit such a
 * state are kept in lists of the implementation, the state holding their index plus one.
 */
public interface Aggregate {

    /** Bytes of one state, a multiple of 8. */
    int stateBytes();

    /**
     * Adds row i of the arguments to the state {@code groups[i]}, for i below {@code rows}.
     *
     * @param groups int group numbers, a native segment
     * @param arguments of the overload's parameter types, any shape; empty for count(*)
     * @param region memory that lives as long as the states
     */
    void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region);

    /** Whether that aggregate's states, of the same rows, are states of this one: then they are computed once for both. */
    default boolean sharesStatesOf(Aggregate that) {
        return false;
    }

    /** Adds all rows to the one state {@code group}; the fast path for no GROUP BY and for windows. */
    void updateOne(States states, int group, List<Vector> arguments, int rows, Region region);

    /**
     * Adds state i of {@code from} to the state {@code groups[i]} of {@code into}, for i from 0 to count - 1.
     *
     * @param source the Aggregate object that made {@code from} (it owns objects that states refer to)
     */
    void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region);

    /**
     * Writes the results of states {@code first} to {@code first + count - 1} to rows 0 to count - 1 of {@code out}, whose
     * validity bitmap is present and all ones: clear the bits of NULL results. Several threads may do it at once for
     * different states.
     *
     * @param region memory for string bytes, alive as long as {@code out} is used
     */
    void finish(States states, int first, int count, FlatVector out, Region region);

    /**
     * Where the states of one aggregate are.
     *
     * @param offset of state 0 in {@code memory}
     * @param stride bytes from one group's state to the next group's
     */
    record States(MemorySegment memory, long offset, long stride) {
        public long at(int group) {
            return offset + group * stride;
        }
    }
}
