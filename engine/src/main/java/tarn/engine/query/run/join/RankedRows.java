package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;

/**
 * A bitmap of the codes, each word of it beside the number of codes in all words before. So the rank of a code, its place
 * among those that occur, takes one access to memory and a count of bits; an array has the first row of each rank. For codes
 * that are sparse, but not so sparse that a hash table, which takes 32 bytes or more for a row, would be smaller.
 *
 * <p>The rank directory is that of Jacobson (1989), interleaved with the bits.
 */
final class RankedRows implements FirstRows {
    private static final long CODES_PER_ROW = 128;

    /** Word, rank of its first code; and so on. */
    private final MemorySegment blocks;
    /** For each rank its first row plus 1. */
    private final MemorySegment firsts;

    private RankedRows(MemorySegment blocks, MemorySegment firsts) {
        this.blocks = blocks;
        this.firsts = firsts;
    }

    static boolean pays(long bound, int rows) {
        return bound <= CODES_PER_ROW * rows + (1 << 12);
    }

    static RankedRows of(CodedRows rows, long bound, Region region) {
        long words = (bound + 63) >>> 6;
        var blocks = region.allocateZeroed(16 * words);
        int parts = rows.parts();
        rows.parallel(parts, part -> {
            long low = low(words, part, parts);
            long span = low(words, part + 1, parts) - low;
            rows.fromLast((from, to) -> enter(rows, blocks, low, span, from, to));
            return true;
        });
        rows.checkCancelled();
        var firsts = region.allocateZeroed(4 * rank(blocks, words));
        rows.parallel(parts, part -> {
            long low = low(words, part, parts);
            long span = low(words, part + 1, parts) - low;
            rows.fromLast((from, to) -> {
                if (link(rows, blocks, firsts, low, span, from, to) != 0) {
                    rows.foundDuplicates();
                }
            });
            return true;
        });
        return new RankedRows(blocks, firsts);
    }

    /** The first code of a part, a multiple of 64. */
    private static long low(long words, int part, int parts) {
        return words * part / parts << 6;
    }

    private static void enter(CodedRows rows, MemorySegment blocks, long low, long span, int from, int to) {
        var codes = rows.codes;
        for (int row = from; row < to; row++) {
            if (rows.falls(row, low, span)) {
                long code = Memory.getLong(codes, row);
                long block = code >>> 6 << 1;
                Memory.setLong(blocks, block, Memory.getLong(blocks, block) | 1L << code);
            }
        }
    }

    private static long rank(MemorySegment blocks, long words) {
        long rank = 0;
        for (long word = 0; word < words; word++) {
            Memory.setLong(blocks, 2 * word + 1, rank);
            rank += Long.bitCount(Memory.getLong(blocks, 2 * word));
        }
        return rank;
    }

    private static int link(
            CodedRows rows, MemorySegment blocks, MemorySegment firsts, long low, long span, int from, int to) {
        var codes = rows.codes;
        var links = rows.links;
        int duplicates = 0;
        for (int row = to - 1; row >= from; row--) {
            if (rows.falls(row, low, span)) {
                long code = Memory.getLong(codes, row);
                long block = code >>> 6 << 1;
                long before = Memory.getLong(blocks, block) & (1L << code) - 1;
                long rank = Memory.getLong(blocks, block + 1) + Long.bitCount(before);
                int next = Memory.getInt(firsts, rank);
                Memory.setInt(links, row, next - 1);
                Memory.setInt(firsts, rank, row + 1);
                duplicates |= next;
            }
        }
        return duplicates;
    }

    @Override
    public void find(MemorySegment codes, int count, MemorySegment found) {
        for (int i = 0; i < count; i++) {
            long code = Memory.getLong(codes, i);
            long block = code >>> 6 << 1;
            long word = Memory.getLong(blocks, block);
            int row = 0;
            if ((word >>> code & 1) != 0) {
                long rank = Memory.getLong(blocks, block + 1) + Long.bitCount(word & (1L << code) - 1);
                row = Memory.getInt(firsts, rank);
            }
            Memory.setInt(found, i, row - 1);
        }
    }

    @Override
    public String strategy() {
        return "bitmap";
    }
}
