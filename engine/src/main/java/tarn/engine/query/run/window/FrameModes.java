package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;

/**
 * The most frequent value of each frame, of several the one that comes first: the values play a tournament, and where a row
 * comes or leaves only the games of its value are played again.
 */
final class FrameModes {
    private final TaskRows rows;
    private final Chunk chunk;
    private final Frames frames;
    private final Vector values;
    private final KeptRows kept;
    private final MemorySegment codes;

    /** For each kept row the next one with its value, or -1. */
    private final MemorySegment next;

    private final int leaves;

    FrameModes(TaskRows rows, Frames frames, @Nullable MemorySegment included) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.frames = frames;
        this.values = chunk.column(rows.task().arguments().getFirst());
        this.kept = new KeptRows(chunk, included, values);
        var order = new RowOrder(chunk, DistinctValues.keys(rows.task()));
        this.codes = order.codes();
        this.next = chunk.ints();
        var previous = order.previous(kept);
        int most = 0;
        for (int row = 0; row < rows.count(); row++) {
            put(next, row, -1);
            most = Math.max(most, get(codes, row));
            if (kept.has(row) && get(previous, row) >= 0) {
                put(next, get(previous, row), row);
            }
        }
        this.leaves = Integer.highestOneBit(Math.max(1, most)) * 2;
    }

    Vector modes() {
        var picks = chunk.ints();
        chunk.slices((from, to, region) ->
                new FrameWalk(chunk, frames, new Tournament(picks, region)).walk(from, to, region));
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    private final class Tournament implements FrameWalk.Counter {
        private final MemorySegment picks;
        private final MemorySegment counts;

        /** The first row of each value in the frame. */
        private final MemorySegment firsts;

        private final MemorySegment present;

        /** Winners of games, the last game's at 1; a value's first game is at (leaves + value) / 2. */
        private final MemorySegment winners;

        Tournament(MemorySegment picks, Region region) {
            this.picks = picks;
            this.counts = region.allocateZeroed(leaves * 4L);
            this.firsts = region.allocateZeroed(leaves * 4L);
            this.present = region.allocateZeroed(Bits.bytes(rows.count()));
            this.winners = region.allocateZeroed(leaves * 4L);
            for (int game = leaves - 1; game >= 1; game--) {
                put(winners, game, player(2 * game));
            }
        }

        private int player(int place) {
            return place >= leaves ? place - leaves : get(winners, place);
        }

        private boolean beats(int a, int b) {
            int byCount = Integer.compare(get(counts, a), get(counts, b));
            return byCount > 0 || byCount == 0 && get(firsts, a) <= get(firsts, b);
        }

        private void replay(int code) {
            for (int game = (leaves + code) >> 1; game >= 1; game >>= 1) {
                int a = player(2 * game);
                int b = player(2 * game + 1);
                put(winners, game, beats(a, b) ? a : b);
            }
        }

        @Override
        public void add(int row) {
            if (!kept.has(row)) {
                return;
            }
            int code = get(codes, row);
            int count = get(counts, code);
            put(counts, code, count + 1);
            Bits.set(present, row);
            if (count == 0 || row < get(firsts, code)) {
                put(firsts, code, row);
            }
            replay(code);
        }

        @Override
        public void remove(int row) {
            if (!kept.has(row)) {
                return;
            }
            int code = get(codes, row);
            int count = get(counts, code) - 1;
            put(counts, code, count);
            Bits.clear(present, row);
            if (count > 0 && get(firsts, code) == row) {
                int first = get(next, row);
                while (!Bits.get(present, first)) {
                    first = get(next, first);
                }
                put(firsts, code, first);
            }
            replay(code);
        }

        @Override
        public void result(int row) {
            int winner = player(1);
            put(picks, row, get(counts, winner) == 0 ? -1 : get(firsts, winner));
        }
    }
}
