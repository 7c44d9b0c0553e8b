package tarn.engine.query.run.shared;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;

/** Fetches rows of a sealed store by address. Immutable, for all threads. */
public final class StoreGather {
    private static final int ROW = RowStore.BLOCK_ROWS - 1;

    private final RowStore store;
    /** Per column and block: where the values are, and the bits that say which are valid (0: all). */
    private final long[][] values;

    private final long[][] validity;
    private final boolean[] mayHaveNulls;

    public StoreGather(RowStore store) {
        this.store = store;
        int columns = store.types().size();
        int blocks = 1
                + store.segments().stream()
                        .mapToInt(s -> s.block().index())
                        .max()
                        .orElse(-1);
        values = new long[columns][blocks];
        validity = new long[columns][blocks];
        mayHaveNulls = new boolean[columns];
        for (var segment : store.segments()) {
            int block = segment.block().index();
            for (int i = 0; i < columns; i++) {
                if (values[i][block] == 0) {
                    var vector = segment.block().column(i).vector();
                    values[i][block] = vector.values().address();
                    if (vector.validity() != null) {
                        validity[i][block] = vector.validity().address();
                        mayHaveNulls[i] = true;
                    }
                }
            }
        }
    }

    /** The values of a column in the rows whose int addresses are given. */
    public Vector gather(int column, MemorySegment addresses, int count, Region batch) {
        DataType type = store.types().get(column);
        var out = batch.allocate(type.lane().bytesFor(count));
        long[] from = values[column];
        switch (type.lane()) {
            case BIT -> gatherBits(from, addresses, count, out);
            case I8 -> gather1(from, addresses, count, out);
            case I16 -> gather2(from, addresses, count, out);
            case I32, F32 -> gather4(from, addresses, count, out);
            case I64, F64 -> gather8(from, addresses, count, out);
            case I128, BYTES, INTERVAL -> gather16(from, addresses, count, out);
        }
        return new FlatVector(type, out, validity(column, addresses, count, batch));
    }

    private @Nullable MemorySegment validity(int column, MemorySegment addresses, int count, Region batch) {
        if (!mayHaveNulls[column]) {
            return null;
        }
        var bits = batch.allocate(Bits.bytes(count));
        gatherBits(validity[column], addresses, count, bits);
        return bits;
    }

    /** A block without bitmap has ones throughout. */
    private static void gatherBits(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int start = 0; start < count; start += 64) {
            int end = Math.min(start + 64, count);
            long word = 0;
            for (int i = start; i < end; i++) {
                int address = Memory.getInt(addresses, i);
                long base = from[address >>> RowStore.BLOCK_SHIFT];
                int row = address & ROW;
                long bits = base == 0 ? -1L : Memory.getLong(base + (row >>> 6) * 8L);
                word |= (bits >>> row & 1) << i;
            }
            Memory.setLong(out, start >>> 6, word);
        }
    }

    private static long at(long[] from, int address, int width) {
        return from[address >>> RowStore.BLOCK_SHIFT] + (long) (address & ROW) * width;
    }

    private static void gather1(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            Memory.setByte(out, i, Memory.getByte(at(from, Memory.getInt(addresses, i), 1)));
        }
    }

    private static void gather2(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            long at = at(from, Memory.getInt(addresses, i), Lane.I16.bytes());
            Memory.setShort(out, i, Memory.getShort(at));
        }
    }

    private static void gather4(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            long at = at(from, Memory.getInt(addresses, i), Lane.I32.bytes());
            Memory.setInt(out, i, Memory.getInt(at));
        }
    }

    private static void gather8(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            long at = at(from, Memory.getInt(addresses, i), Lane.I64.bytes());
            Memory.setLong(out, i, Memory.getLong(at));
        }
    }

    private static void gather16(long[] from, MemorySegment addresses, int count, MemorySegment out) {
        for (int i = 0; i < count; i++) {
            long at = at(from, Memory.getInt(addresses, i), Lane.I128.bytes());
            Memory.setLong(out, 2L * i, Memory.getLong(at));
            Memory.setLong(out, 2L * i + 1, Memory.getLong(at + 8));
        }
    }
}
