package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.pipeline.QueryContext;

/**
 * Feeds the distinct arguments that threads have kept to their aggregates, in parallel: every thread's set to the states of
 * that thread, without what the sets before it have of the same group. The states can then be merged like any others.
 */
final class DistinctMerge {
    private static final int LEAST_ROWS = 1 << 13;
    private static final int SLICE = 1 << 14;
    private static final int CHUNK = 2048;

    private final QueryContext query;
    private final String owner;
    private final List<GroupingState> states;
    private final List<@Nullable MemorySegment> groupHere;

    /** Int numbers of a thread's groups by those of the first thread, -1 where it lacks the group; null for the first. */
    private final List<@Nullable MemorySegment> groupThere = new ArrayList<>();

    /** Some rows of a set; those to be fed are moved to the front. */
    private static final class Slice {
        private final MemorySegment numbers;
        private int count;

        Slice(MemorySegment numbers, int count) {
            this.numbers = numbers;
            this.count = count;
        }
    }

    /** @param groupHere for each state but the first the numbers that its groups have in the first one */
    DistinctMerge(
            QueryContext query, String owner, List<GroupingState> states, List<@Nullable MemorySegment> groupHere) {
        this.query = query;
        this.owner = owner;
        this.states = states;
        this.groupHere = groupHere;
        for (int i = 0; i < states.size(); i++) {
            groupThere.add(inverse(i));
        }
    }

    /** Whether there is enough to do, and no call that needs its rows in order. */
    static boolean pays(CallPlan plan, List<GroupingState> states) {
        long rows = 0;
        for (int call = 0; call < plan.calls().size(); call++) {
            if (plan.way(call) == CallPlan.Way.IN_ORDER) {
                return false;
            }
            if (plan.way(call) == CallPlan.Way.DISTINCT && plan.hasStates(call)) {
                for (var state : states) {
                    var set = state.distinct(call);
                    if (set == null || set.hasBits()) {
                        return false;
                    }
                    rows += set.size();
                }
            }
        }
        return states.size() > 1 && rows >= LEAST_ROWS;
    }

    private @Nullable MemorySegment inverse(int state) {
        var map = groupHere.get(state);
        if (map == null) {
            return null;
        }
        var first = states.getFirst();
        var there = first.rowsRegion().allocate(4L * Math.max(1, first.table().size()));
        there.fill((byte) -1);
        for (int group = 0; group < states.get(state).table().size(); group++) {
            Memory.setInt(there, Memory.getInt(map, group), group);
        }
        return there;
    }

    void feed(int call) {
        var slices = new ArrayList<List<Slice>>();
        var lookups = new ArrayList<Runnable>();
        for (int i = 0; i < states.size(); i++) {
            var own = slices(states.get(i), call);
            slices.add(own);
            int state = i;
            if (i > 0) {
                own.forEach(slice -> lookups.add(() -> leaveOutKnown(call, state, slice)));
            }
        }
        query.parallel(lookups);
        var updates = new ArrayList<Runnable>();
        for (int i = 0; i < states.size(); i++) {
            var state = states.get(i);
            var own = slices.get(i);
            updates.add(() -> update(state, call, own));
        }
        query.parallel(updates);
    }

    private static DistinctRows set(GroupingState state, int call) {
        return Objects.requireNonNull(state.distinct(call));
    }

    private static List<Slice> slices(GroupingState state, int call) {
        var slices = new ArrayList<Slice>();
        int size = set(state, call).size();
        for (int from = 0; from < size; from += SLICE) {
            int count = Math.min(SLICE, size - from);
            slices.add(new Slice(RowNumbers.range(from, count, state.rowsRegion()), count));
        }
        return slices;
    }

    private void leaveOutKnown(int call, int state, Slice slice) {
        var own = set(states.get(state), call);
        var toFirst = Objects.requireNonNull(groupHere.get(state));
        try (var buffers = query.memory().newRegion(owner);
                var batch = query.memory().newRegion(owner);
                var scratch = query.memory().newRegion(owner)) {
            for (int before = 0; before < state; before++) {
                var finder = set(states.get(before), call).finder(buffers, batch);
                var there = groupThere.get(before);
                int left = 0;
                for (int from = 0; from < slice.count; from += CHUNK) {
                    query.checkCancelled();
                    int count = Math.min(CHUNK, slice.count - from);
                    var numbers = slice.numbers.asSlice(4L * from, 4L * count);
                    var groups = own.groups(numbers, count, scratch);
                    RowNumbers.translate(groups, count, toFirst);
                    if (there != null) {
                        RowNumbers.translate(groups, count, there);
                    }
                    var found = scratch.allocate(4L * count);
                    finder.find(groups, own.values(numbers, count, scratch), count, found);
                    left = keepMissing(numbers, found, count, slice.numbers, left);
                    scratch.reset();
                }
                slice.count = left;
            }
        }
    }

    private static int keepMissing(
            MemorySegment numbers, MemorySegment found, int count, MemorySegment kept, int already) {
        int left = already;
        for (int i = 0; i < count; i++) {
            Memory.setInt(kept, left, Memory.getInt(numbers, i));
            left += Memory.getInt(found, i) >>> 31;
        }
        return left;
    }

    private void update(GroupingState state, int call, List<Slice> slices) {
        var set = set(state, call);
        for (var slice : slices) {
            for (int from = 0; from < slice.count; from += CHUNK) {
                query.checkCancelled();
                int count = Math.min(CHUNK, slice.count - from);
                set.feed(state.table(), call, slice.numbers.asSlice(4L * from, 4L * count), count, state.scratch());
            }
        }
    }
}
