package tarn.engine.query.run.aggregate;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;
import tarn.engine.query.run.aggregate.AggregateSpec.Call;

/**
 * Lets by only the first row of each group that a thread sees (or the first without NULL). As a thread gets its rows in
 * order, no other can matter to {@code first} and {@code any_value}.
 */
final class FirstOfGroups {
    private static final Set<String> FIRST = Set.of("first", "arbitrary");
    private static final Set<String> FIRST_NOT_NULL = Set.of("any_value");

    private final boolean notNull;
    private final Region region;
    private MemorySegment seen = MemorySegment.NULL;

    FirstOfGroups(Call call, Region region) {
        this.notNull = FIRST_NOT_NULL.contains(call.function().name());
        this.region = region;
    }

    static boolean suffices(Call call) {
        var name = call.function().name();
        return call.order().isEmpty()
                && call.arguments().size() == 1
                && (FIRST.contains(name) || FIRST_NOT_NULL.contains(name));
    }

    /** Writes the int numbers of the rows that matter; returns how many. */
    int select(MemorySegment groups, int groupCount, Vector argument, int rows, MemorySegment selected) {
        if (groupCount > seen.byteSize()) {
            var larger = region.allocateZeroed(Math.max(64, 2L * groupCount));
            MemorySegment.copy(seen, 0, larger, 0, seen.byteSize());
            if (seen.byteSize() > 0) {
                region.free(seen);
            }
            seen = larger;
        }
        int count = 0;
        for (int i = 0; i < rows; i++) {
            int group = Memory.getInt(groups, i);
            if (Memory.getByte(seen, group) == 0 && !(notNull && argument.isNull(i))) {
                Memory.setByte(seen, group, (byte) 1);
                Memory.setInt(selected, count++, i);
            }
        }
        return count;
    }
}
