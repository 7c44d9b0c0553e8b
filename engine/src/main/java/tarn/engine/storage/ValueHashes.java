package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;

/** Stored values as numbers: different numbers are different values, and the same number hardly ever is two values. */
final class ValueHashes {
    private ValueHashes() {}

    /** Hands on a number for each row of a chunk that is not NULL; those of up to 64 bits are the values themselves. */
    static void each(ColumnChunk chunk, Lane lane, int from, int to, LongConsumer sink) {
        var validity = chunk.validity();
        switch (chunk) {
            case ColumnChunk.Fixed fixed -> fixed(fixed.values(), validity, lane, from, to, sink);
            case ColumnChunk.Coded coded -> fixed(coded.codes(), validity, Lane.I32, from, to, sink);
            case ColumnChunk.Text text -> text(text, from, to, sink);
        }
    }

    private static void fixed(
            MemorySegment values, @Nullable MemorySegment validity, Lane lane, int from, int to, LongConsumer sink) {
        for (int row = from; row < to; row++) {
            if (validity == null || Bits.get(validity, row)) {
                sink.accept(fixed(values, lane, row));
            }
        }
    }

    private static long fixed(MemorySegment values, Lane lane, int row) {
        return switch (lane) {
            case BIT -> Bits.get(values, row) ? 1 : 0;
            case I8 -> Memory.getByte(values, row);
            case I16 -> Memory.getShort(values, row);
            case I32, F32 -> Memory.getInt(values, row);
            case I64, F64 -> Memory.getLong(values, row);
            case I128, BYTES, INTERVAL -> mix(Memory.getLong(values, 2L * row)) + Memory.getLong(values, 2L * row + 1);
        };
    }

    private static void text(ColumnChunk.Text text, int from, int to, LongConsumer sink) {
        var validity = text.validity();
        long data = text.data().address();
        for (int row = from; row < to; row++) {
            if (validity == null || Bits.get(validity, row)) {
                int start = Memory.getInt(text.offsets(), row);
                int end = Memory.getInt(text.offsets(), row + 1);
                sink.accept(hash(data + start, data + end));
            }
        }
    }

    private static long hash(long at, long end) {
        long hash = end - at;
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash ^ Memory.getLong(at));
        }
        for (; at < end; at++) {
            hash = hash * 0x9E3779B97F4A7C15L + Memory.getByte(at);
        }
        return hash;
    }

    /** The finisher of MurmurHash3. */
    static long mix(long value) {
        long x = value;
        x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
        x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
        return x ^ x >>> 33;
    }
}
