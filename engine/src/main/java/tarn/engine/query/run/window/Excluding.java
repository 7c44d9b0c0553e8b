package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import tarn.engine.expr.WindowCall;

/** What EXCLUDE leaves of frames. */
final class Excluding {
    private Excluding() {}

    /** The ranges left of a frame, at most three: starts and ends in turn, written to {@code out}; how many numbers. */
    static int ranges(Chunk.Runs peers, WindowCall.Exclude exclude, int row, int from, int to, int[] out) {
        int peersFrom = Math.clamp(get(peers.start(), row), from, to);
        int peersTo = Math.clamp(get(peers.end(), row), from, to);
        int self = Math.clamp(row, from, to);
        int behind = Math.clamp(row + 1, from, to);
        int count = 0;
        switch (exclude) {
            case NOTHING -> count = put(out, count, from, to);
            case CURRENT_ROW -> {
                count = put(out, count, from, self);
                count = put(out, count, behind, to);
            }
            case GROUP -> {
                count = put(out, count, from, peersFrom);
                count = put(out, count, peersTo, to);
            }
            case TIES -> {
                count = put(out, count, from, peersFrom);
                count = put(out, count, self, behind);
                count = put(out, count, peersTo, to);
            }
        }
        return count;
    }

    private static int put(int[] out, int count, int from, int to) {
        if (from >= to) {
            return count;
        }
        out[count] = from;
        out[count + 1] = to;
        return count + 2;
    }
}
