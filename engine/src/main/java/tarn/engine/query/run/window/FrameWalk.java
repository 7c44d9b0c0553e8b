package tarn.engine.query.run.window;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.query.run.sort.Radix;

/**
 * Goes from frame to frame, telling which rows leave and which come. Where neighbouring rows' frames lie far apart, it goes
 * in an order that keeps the way short: by blocks of the frames' starts, in each to and fro by their ends (Mo's algorithm),
 * some n times the root of n steps.
 */
final class FrameWalk {
    /** Steps a row up to which the rows' own order is kept. */
    private static final long SHORT = 64;

    private static final int CHECK = (1 << 12) - 1;

    private final Chunk chunk;
    private final Frames frames;
    private final Counter counter;
    private int[] present = new int[6];
    private int presentBounds;
    private int[] wanted = new int[6];
    private int steps;

    /** What is known of the rows that are in the frame. */
    interface Counter {
        void add(int row);

        void remove(int row);

        /** All rows of the frame of {@code row} are there, and no others. */
        void result(int row);
    }

    FrameWalk(Chunk chunk, Frames frames, Counter counter) {
        this.chunk = chunk;
        this.frames = frames;
        this.counter = counter;
    }

    /** Gives the results of rows {@code from} to {@code to - 1}. */
    void walk(int from, int to, Region region) {
        var order = way(from, to) > SHORT * (to - from) + chunk.rows() ? shorter(from, to, region) : null;
        for (int i = from; i < to; i++) {
            int row = order == null ? i : (int) Memory.getLong(order, 2L * (i - from) + 1);
            int bounds = frames.ranges(row, wanted);
            difference(present, presentBounds, wanted, bounds, false);
            difference(wanted, bounds, present, presentBounds, true);
            var swap = present;
            present = wanted;
            presentBounds = bounds;
            wanted = swap;
            counter.result(row);
            step();
        }
    }

    private long way(int from, int to) {
        long way = 0;
        for (int row = from + 1; row < to; row++) {
            way += Math.abs(frames.start(row) - frames.start(row - 1));
            way += Math.abs(frames.end(row) - frames.end(row - 1));
        }
        return way;
    }

    private MemorySegment shorter(int from, int to, Region region) {
        int count = to - from;
        var entries = region.allocate(count * 16L);
        var scratch = region.allocate(count * 16L);
        int block = Math.max(1, (int) (chunk.rows() / Math.sqrt(count)));
        for (int i = 0; i < count; i++) {
            long start = frames.start(from + i) / block;
            int end = frames.end(from + i);
            Memory.setLong(entries, 2L * i, start << 32 | (start % 2 == 0 ? end : Integer.MAX_VALUE - end));
            Memory.setLong(entries, 2L * i + 1, from + i);
        }
        new Radix(2).sort(entries, scratch, 0, count, 0, 64);
        return entries;
    }

    /** Tells of the rows that are in the ranges of {@code these} but not in those of {@code others}. */
    private void difference(int[] these, int theseBounds, int[] others, int othersBounds, boolean coming) {
        for (int i = 0; i < theseBounds; i += 2) {
            int at = these[i];
            for (int k = 0; k < othersBounds && at < these[i + 1]; k += 2) {
                tell(at, Math.min(these[i + 1], others[k]), coming);
                at = Math.max(at, others[k + 1]);
            }
            tell(at, these[i + 1], coming);
        }
    }

    private void tell(int from, int to, boolean coming) {
        for (int row = from; row < to; row++) {
            if (coming) {
                counter.add(row);
            } else {
                counter.remove(row);
            }
            step();
        }
    }

    private void step() {
        if ((++steps & CHECK) == 0) {
            chunk.query().checkCancelled();
        }
    }
}
