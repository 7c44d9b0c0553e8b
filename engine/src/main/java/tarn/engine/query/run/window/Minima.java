package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Region;

/** A row of ints that finds the next one below a bound: the minima of blocks, of blocks of these, and so on. Once made, for all threads. */
final class Minima {
    private static final int BITS = 4;
    private static final int FANOUT = 1 << BITS;

    private final List<MemorySegment> levels = new ArrayList<>();

    /** @param numbers kept, not copied */
    Minima(MemorySegment numbers, int count, Region region) {
        levels.add(numbers);
        for (int size = count; size > FANOUT; ) {
            var below = levels.getLast();
            int blocks = (size + FANOUT - 1) / FANOUT;
            var above = region.allocate(Math.max(8, blocks * 4L));
            for (int block = 0; block < blocks; block++) {
                int least = Integer.MAX_VALUE;
                for (int at = block * FANOUT; at < Math.min(size, (block + 1) * FANOUT); at++) {
                    least = Math.min(least, get(below, at));
                }
                put(above, block, least);
            }
            levels.add(above);
            size = blocks;
        }
    }

    /** The first place from {@code from} on, before {@code to}, with a number below the bound; {@code to} if there is none. */
    int next(int from, int to, int bound) {
        int at = from;
        int level = 0;
        while ((long) at << level * BITS < to) {
            if (get(levels.get(level), at) < bound) {
                if (level == 0) {
                    return at;
                }
                level--;
                at <<= BITS;
            } else {
                at++;
                while (level + 1 < levels.size() && (at & FANOUT - 1) == 0) {
                    at >>= BITS;
                    level++;
                }
            }
        }
        return to;
    }
}
