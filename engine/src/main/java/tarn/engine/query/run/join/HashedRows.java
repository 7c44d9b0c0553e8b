package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.query.run.key.CodeHash;

/** A hash table with linear probing, for any codes; each part of the codes, by their hashes, has slots of its own. */
final class HashedRows implements FirstRows {
    /** Code, first row plus 1 or 0; and so on. */
    private final MemorySegment slots;

    private final long slotCount;
    private final long slotsOfPart;

    private HashedRows(MemorySegment slots, long slotCount, int parts) {
        this.slots = slots;
        this.slotCount = slotCount;
        this.slotsOfPart = slotCount / parts;
    }

    static HashedRows of(CodedRows rows, Region region) {
        long slotCount = Long.highestOneBit(Math.max(64, 2L * rows.rows) * 2 - 1);
        int parts = Integer.highestOneBit(rows.parts());
        while (true) {
            var made = new HashedRows(region.allocateZeroed(16 * slotCount), slotCount, parts);
            if (rows.parallel(parts, part -> made.enter(rows, part))) {
                return made;
            }
            region.free(made.slots);
            slotCount *= 2;
        }
    }

    private boolean enter(CodedRows rows, int part) {
        var codes = rows.codes;
        var table = slots;
        long partSlots = slotsOfPart;
        long room = partSlots - partSlots / 8;
        int shift = 64 - Long.numberOfTrailingZeros(slotCount);
        boolean duplicates = false;
        for (int row = rows.rows - 1; row >= 0; row--) {
            if ((row & 0xFFFFF) == 0) {
                rows.checkCancelled();
            }
            long code = Memory.getLong(codes, row);
            long slot = CodeHash.mix(code) >>> shift;
            if (slot / partSlots != part || !rows.isComplete(row)) {
                continue;
            }
            long first = Memory.getLong(table, 2 * slot + 1);
            while (first != 0 && Memory.getLong(table, 2 * slot) != code) {
                slot = slot + 1 == (part + 1) * partSlots ? part * partSlots : slot + 1;
                first = Memory.getLong(table, 2 * slot + 1);
            }
            if (first == 0 && --room < 0) {
                return false;
            }
            duplicates |= first != 0;
            Memory.setInt(rows.links, row, (int) first - 1);
            Memory.setLong(table, 2 * slot, code);
            Memory.setLong(table, 2 * slot + 1, row + 1L);
        }
        if (duplicates) {
            rows.foundDuplicates();
        }
        return true;
    }

    @Override
    public void find(MemorySegment codes, int count, MemorySegment found) {
        var table = slots;
        long partMask = slotsOfPart - 1;
        int shift = 64 - Long.numberOfTrailingZeros(slotCount);
        for (int i = 0; i < count; i++) {
            long code = Memory.getLong(codes, i);
            long slot = CodeHash.mix(code) >>> shift;
            long first = Memory.getLong(table, 2 * slot + 1);
            while (first != 0 && Memory.getLong(table, 2 * slot) != code) {
                slot = slot & ~partMask | slot + 1 & partMask;
                first = Memory.getLong(table, 2 * slot + 1);
            }
            Memory.setInt(found, i, (int) first - 1);
        }
    }

    @Override
    public String strategy() {
        return "hash";
    }
}
