package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import tarn.engine.expr.WindowCall;

/** What EXCLUDE takes out of frames. */
final class Excluding {
    private Excluding() {}

    static boolean excludes(Chunk chunk, WindowCall.Exclude exclude, int row, int other) {
        return switch (exclude) {
            case NOTHING -> false;
            case CURRENT_ROW -> other == row;
            case GROUP -> get(chunk.peerStart(), row) <= other && other < get(chunk.peerEnd(), row);
            case TIES -> other != row && get(chunk.peerStart(), row) <= other && other < get(chunk.peerEnd(), row);
        };
    }

    /** The ranges left of a frame, at most three: starts and ends in turn, written to {@code out}; how many numbers. */
    static int ranges(Chunk chunk, Frames frames, int row, int[] out) {
        int from = frames.start(row);
        int to = frames.end(row);
        int peersFrom = Math.clamp(get(chunk.peerStart(), row), from, to);
        int peersTo = Math.clamp(get(chunk.peerEnd(), row), from, to);
        int self = Math.clamp(row, from, to);
        int behind = Math.clamp(row + 1, from, to);
        return switch (frames.exclude()) {
            case NOTHING -> fill(out, from, to);
            case CURRENT_ROW -> fill(out, from, self, behind, to);
            case GROUP -> fill(out, from, peersFrom, peersTo, to);
            case TIES -> fill(out, from, peersFrom, self, behind, peersTo, to);
        };
    }

    private static int fill(int[] out, int... bounds) {
        int count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] < bounds[i + 1]) {
                out[count++] = bounds[i];
                out[count++] = bounds[i + 1];
            }
        }
        return count;
    }
}
