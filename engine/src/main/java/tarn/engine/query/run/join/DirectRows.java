package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;

/** An array with a place for each code: for codes that are dense. */
final class DirectRows implements FirstRows {
    /** For each code its first row plus 1, or 0. */
    private final MemorySegment slots;

    private DirectRows(MemorySegment slots) {
        this.slots = slots;
    }

    static boolean pays(long bound, int rows) {
        return bound <= Math.min(1L << 29, 2L * rows + (1 << 12));
    }

    static DirectRows of(CodedRows rows, long bound, Region region) {
        var slots = region.allocateZeroed(4 * bound);
        int parts = rows.parts();
        rows.parallel(parts, part -> {
            long low = bound / parts * part;
            long span = part == parts - 1 ? bound - low : bound / parts;
            rows.fromLast((from, to) -> {
                if (enter(rows, slots, low, span, from, to) != 0) {
                    rows.foundDuplicates();
                }
            });
            return true;
        });
        return new DirectRows(slots);
    }

    private static int enter(CodedRows rows, MemorySegment slots, long low, long span, int from, int to) {
        var codes = rows.codes;
        var links = rows.links;
        int duplicates = 0;
        for (int row = to - 1; row >= from; row--) {
            if (rows.falls(row, low, span)) {
                long code = Memory.getLong(codes, row);
                int next = Memory.getInt(slots, code);
                Memory.setInt(links, row, next - 1);
                Memory.setInt(slots, code, row + 1);
                duplicates |= next;
            }
        }
        return duplicates;
    }

    @Override
    public void find(MemorySegment codes, int count, MemorySegment found) {
        for (int i = 0; i < count; i++) {
            Memory.setInt(found, i, Memory.getInt(slots, Memory.getLong(codes, i)) - 1);
        }
    }

    @Override
    public String strategy() {
        return "direct-address";
    }
}
