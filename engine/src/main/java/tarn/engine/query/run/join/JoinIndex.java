package tarn.engine.query.run.join;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.CodeHash;
import tarn.engine.query.run.key.KeyEncoder;
import tarn.engine.query.run.key.KeyLayout;

/**
 * Finds build rows by exact key codes: the first row of each code in an array (where codes are dense) or in a hash table, the
 * further rows with the same code by links in ascending order. Rows with a NULL key that equals nothing are left out.
 */
final class JoinIndex {
    private static final int CHUNK = 2048;
    private static final int PARALLEL_ROWS = 1 << 16;

    private final KeyLayout layout;
    private final boolean direct;
    private final MemorySegment slots;
    private final long slotCount;
    private final long slotsOfPart;
    private final MemorySegment links;
    private final boolean unique;
    private final @Nullable MemorySegment complete;

    private JoinIndex(
            KeyLayout layout,
            boolean direct,
            MemorySegment slots,
            long slotCount,
            long slotsOfPart,
            MemorySegment links,
            boolean unique,
            @Nullable MemorySegment complete) {
        this.layout = layout;
        this.direct = direct;
        this.slots = slots;
        this.slotCount = slotCount;
        this.slotsOfPart = slotsOfPart;
        this.links = links;
        this.unique = unique;
        this.complete = complete;
    }

    static JoinIndex build(List<JoinSpec.Key> keys, List<Vector> columns, int rows, Region region, QueryContext query) {
        var layout = new KeyLayout(keys.stream().map(key -> key.left().type()).toList(), region, region);
        if (rows == 0) {
            return new JoinIndex(layout, false, MemorySegment.NULL, 0, 0, MemorySegment.NULL, true, null);
        }
        try (var scratch = query.memory().newRegion("join index");
                var batch = query.memory().newRegion("join index")) {
            var codes = encode(layout, columns, rows, region, scratch, batch, query);
            var complete = complete(keys, columns, rows, region);
            long bound = layout.bound();
            boolean direct = bound <= Math.min(1L << 29, 4L * rows + (1 << 20));
            var links = region.allocate(4L * rows);
            var builder = new Builder(codes, complete, rows, links, query);
            if (direct) {
                var slots = region.allocateZeroed(4 * bound);
                int parts = parts(rows, query.threads());
                builder.parallel(parts, part -> builder.direct(slots, bound, part, parts));
                return new JoinIndex(layout, true, slots, bound, bound, links, builder.unique.get(), complete);
            }
            long slotCount = Long.highestOneBit(Math.max(64, 2L * rows) * 2 - 1);
            while (true) {
                var slots = region.allocateZeroed(16 * slotCount);
                long count = slotCount;
                int parts = parts(rows, Integer.highestOneBit(query.threads()));
                if (builder.parallel(parts, part -> builder.hashed(slots, count, part, parts))) {
                    boolean unique = builder.unique.get();
                    return new JoinIndex(layout, false, slots, count, count / parts, links, unique, complete);
                }
                region.free(slots);
                slotCount *= 2;
            }
        }
    }

    private static int parts(int rows, int wanted) {
        return rows < PARALLEL_ROWS ? 1 : wanted;
    }

    private static MemorySegment encode(
            KeyLayout layout,
            List<Vector> columns,
            int rows,
            Region region,
            Region scratch,
            Region batch,
            QueryContext query) {
        var encoder = new KeyEncoder(layout, region, batch);
        for (int from = 0; from < rows; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, rows - from);
            encoder.observe(slices(columns, from), count, false);
        }
        layout.assign();
        if (layout.numbersValues()) {
            for (int from = 0; from < rows; from += CHUNK) {
                query.checkCancelled();
                encoder.number(slices(columns, from), Math.min(CHUNK, rows - from));
            }
            layout.assign();
        }
        var codes = scratch.allocate(8L * rows);
        while (!encode(encoder, columns, rows, codes, query)) {
            layout.assign();
        }
        return codes;
    }

    private static boolean encode(
            KeyEncoder encoder, List<Vector> columns, int rows, MemorySegment codes, QueryContext query) {
        boolean room = true;
        for (int from = 0; from < rows; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, rows - from);
            room &= encoder.add(slices(columns, from), count);
            MemorySegment.copy(encoder.codes(), 0, codes, 8L * from, 8L * count);
        }
        return room;
    }

    /** The rows from a multiple of 64 on. */
    private static List<Vector> slices(List<Vector> columns, int from) {
        var slices = new ArrayList<Vector>(columns.size());
        for (Vector column : columns) {
            slices.add(
                    switch (column) {
                        case ConstantVector constant -> constant;
                        case FlatVector flat -> {
                            var lane = flat.type().lane();
                            long bytes = lane == Lane.BIT ? from / 8 : (long) from * lane.bytes();
                            yield new FlatVector(
                                    flat.type(), flat.values().asSlice(bytes), bits(flat.validity(), from));
                        }
                        case DictionaryVector coded ->
                            new DictionaryVector(
                                    coded.dictionary(), coded.codes().asSlice(4L * from), bits(coded.validity(), from));
                    });
        }
        return slices;
    }

    private static @Nullable MemorySegment bits(@Nullable MemorySegment validity, int from) {
        return validity == null ? null : validity.asSlice(from / 8);
    }

    /** Ones for the rows that have no NULL in a key where NULL equals nothing; null if all rows are so. */
    private static @Nullable MemorySegment complete(
            List<JoinSpec.Key> keys, List<Vector> columns, int rows, Region region) {
        MemorySegment all = null;
        for (int k = 0; k < keys.size(); k++) {
            var column = columns.get(k);
            if (keys.get(k).nullSafe() || !column.mayHaveNulls()) {
                continue;
            }
            if (all == null) {
                all = region.allocate(Bits.bytes(rows)).fill((byte) -1);
            }
            for (int row = 0; row < rows; row++) {
                if (column.isNull(row)) {
                    Bits.clear(all, row);
                }
            }
        }
        return all;
    }

    /** Enters rows from the last to the first, so that links ascend. Each part enters the codes that fall to it. */
    private static final class Builder {
        private final MemorySegment codes;
        private final @Nullable MemorySegment complete;
        private final int rows;
        private final MemorySegment links;
        private final QueryContext query;
        final AtomicBoolean unique = new AtomicBoolean(true);

        Builder(
                MemorySegment codes,
                @Nullable MemorySegment complete,
                int rows,
                MemorySegment links,
                QueryContext query) {
            this.codes = codes;
            this.complete = complete;
            this.rows = rows;
            this.links = links;
            this.query = query;
        }

        /** Does the work of each part, which says whether there was room. */
        boolean parallel(int parts, IntPredicate work) {
            if (parts == 1) {
                return work.test(0);
            }
            var room = new AtomicBoolean(true);
            var tasks = new ArrayList<Runnable>();
            for (int p = 0; p < parts; p++) {
                int part = p;
                tasks.add(() -> {
                    if (!work.test(part)) {
                        room.set(false);
                    }
                });
            }
            query.parallel(tasks);
            return room.get();
        }

        boolean direct(MemorySegment slots, long bound, int part, int parts) {
            long low = bound / parts * part;
            long span = part == parts - 1 ? bound - low : bound / parts;
            int duplicates = 0;
            for (int end = rows; end > 0; end -= CHUNK) {
                if ((end / CHUNK & 63) == 0) {
                    query.checkCancelled();
                }
                duplicates |= direct(slots, low, span, Math.max(0, end - CHUNK), end);
            }
            if (duplicates != 0) {
                unique.set(false);
            }
            return true;
        }

        private int direct(MemorySegment slots, long low, long span, int from, int to) {
            int duplicates = 0;
            for (int row = to - 1; row >= from; row--) {
                long code = codes.getAtIndex(JAVA_LONG, row);
                if (code - low >= 0 && code - low < span && (complete == null || Bits.get(complete, row))) {
                    int next = slots.getAtIndex(JAVA_INT, code);
                    links.setAtIndex(JAVA_INT, row, next - 1);
                    slots.setAtIndex(JAVA_INT, code, row + 1);
                    duplicates |= next;
                }
            }
            return duplicates;
        }

        boolean hashed(MemorySegment slots, long slotCount, int part, int parts) {
            long partSlots = slotCount / parts;
            long room = partSlots - partSlots / 8;
            int shift = 64 - Long.numberOfTrailingZeros(slotCount);
            boolean duplicates = false;
            for (int row = rows - 1; row >= 0; row--) {
                if ((row & 0xFFFFF) == 0) {
                    query.checkCancelled();
                }
                long code = codes.getAtIndex(JAVA_LONG, row);
                long slot = CodeHash.mix(code) >>> shift;
                if (slot / partSlots != part || complete != null && !Bits.get(complete, row)) {
                    continue;
                }
                long first = slots.getAtIndex(JAVA_LONG, 2 * slot + 1);
                while (first != 0 && slots.getAtIndex(JAVA_LONG, 2 * slot) != code) {
                    slot = slot + 1 == (part + 1) * partSlots ? part * partSlots : slot + 1;
                    first = slots.getAtIndex(JAVA_LONG, 2 * slot + 1);
                }
                if (first == 0 && --room < 0) {
                    return false;
                }
                duplicates |= first != 0;
                links.setAtIndex(JAVA_INT, row, (int) first - 1);
                slots.setAtIndex(JAVA_LONG, 2 * slot, code);
                slots.setAtIndex(JAVA_LONG, 2 * slot + 1, row + 1L);
            }
            if (duplicates) {
                unique.set(false);
            }
            return true;
        }
    }

    String strategy() {
        return (direct ? "direct-address" : "hash") + (unique ? ", unique" : "");
    }

    KeyLayout layout() {
        return layout;
    }

    /** Whether no two rows have the same key. */
    boolean isUnique() {
        return unique;
    }

    /** Ones for the rows that are in the index; null if all are. */
    @Nullable
    MemorySegment complete() {
        return complete;
    }

    /** For each row the next one with the same key, or -1. */
    MemorySegment links() {
        return links;
    }

    /** Writes the first build row of each code as an int, or -1. */
    void find(MemorySegment codes, int count, MemorySegment found) {
        if (slotCount == 0) {
            found.asSlice(0, 4L * count).fill((byte) -1);
        } else if (direct) {
            for (int i = 0; i < count; i++) {
                found.setAtIndex(JAVA_INT, i, slots.getAtIndex(JAVA_INT, codes.getAtIndex(JAVA_LONG, i)) - 1);
            }
        } else {
            findHashed(codes, count, found);
        }
    }

    private void findHashed(MemorySegment codes, int count, MemorySegment found) {
        var table = slots;
        long partMask = slotsOfPart - 1;
        int shift = 64 - Long.numberOfTrailingZeros(slotCount);
        for (int i = 0; i < count; i++) {
            long code = codes.getAtIndex(JAVA_LONG, i);
            long slot = CodeHash.mix(code) >>> shift;
            long first = table.getAtIndex(JAVA_LONG, 2 * slot + 1);
            while (first != 0 && table.getAtIndex(JAVA_LONG, 2 * slot) != code) {
                slot = slot & ~partMask | slot + 1 & partMask;
                first = table.getAtIndex(JAVA_LONG, 2 * slot + 1);
            }
            found.setAtIndex(JAVA_INT, i, (int) first - 1);
        }
    }
}
