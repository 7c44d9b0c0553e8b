package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Flatten;
import tarn.engine.kernel.Gather;

/**
 * The most frequent values of each frame, of several the one that comes first: the values play a tournament, and where a row
 * comes or leaves only the games of its value are played again.
 */
final class FrameModes {
    private final TaskRows rows;
    private final Chunk chunk;
    private final Frames frames;
    private final Vector values;
    private final KeptRows kept;
    private final boolean distinct;
    private final MemorySegment codes;

    /** The place of each row in the order of the argument's ORDER BY; null if it is the rows' own. */
    private final @Nullable MemorySegment places;

    /** The rows by their values, those of one value in that order; where each row is among them, and where a value begins. */
    private final RowOrder byValue;

    private final MemorySegment slots;
    private final MemorySegment begins;
    private final int leaves;

    FrameModes(TaskRows rows, Frames frames, @Nullable MemorySegment included, boolean distinct) {
        this.rows = rows;
        this.chunk = rows.chunk();
        this.frames = frames;
        this.distinct = distinct;
        this.values = chunk.column(rows.task().arguments().getFirst());
        this.kept = new KeptRows(chunk, included, List.of(values));
        var keys = DistinctValues.keys(rows.task());
        var order = rows.task().argumentOrder();
        var byKeys = new RowOrder(chunk, keys);
        this.codes = byKeys.codes();
        if (order.isEmpty()) {
            this.byValue = byKeys;
            this.places = null;
        } else {
            var all = new ArrayList<>(keys);
            all.addAll(order);
            this.byValue = new RowOrder(chunk, all);
            this.places = inverse(new RowOrder(chunk, order));
        }
        this.slots = inverse(byValue);
        this.begins = chunk.ints();
        int most = 0;
        for (int slot = rows.count() - 1; slot >= 0; slot--) {
            int code = get(codes, byValue.row(slot));
            put(begins, code, slot);
            most = Math.max(most, code);
        }
        this.leaves = Integer.highestOneBit(Math.max(1, most)) * 2;
    }

    private MemorySegment inverse(RowOrder order) {
        var inverse = chunk.ints();
        for (int i = 0; i < rows.count(); i++) {
            put(inverse, order.row(i), i);
        }
        return inverse;
    }

    /** The most frequent value. */
    Vector modes() {
        var picks = chunk.ints();
        chunk.slices((from, to, region) -> {
            var counter = new Tournament(region) {
                @Override
                public void result(int row) {
                    int winner = winner();
                    put(picks, row, winner < 0 ? -1 : first(winner));
                }
            };
            new FrameWalk(chunk, frames, counter).walk(from, to, region);
        });
        return Gather.gatherOrNull(values, picks, rows.count(), chunk.results());
    }

    /** The most frequent values, as many as the second argument says. */
    FlatVector frequent(DataType result) {
        var numbers = Flatten.flatten(chunk.column(rows.task().arguments().get(1)), rows.count(), chunk.region());
        var out = chunk.result(result);
        chunk.slices((from, to, region) -> {
            var writer = new NestedWriter(chunk.newResultRegion());
            var counter = new Tournament(region) {
                @Override
                public void result(int row) {
                    if (winner() < 0) {
                        Bits.clear(Objects.requireNonNull(out.validity()), row);
                        return;
                    }
                    best(Memory.getLong(numbers.values(), row), writer);
                    writer.end();
                    writer.finish(out.values(), row);
                }
            };
            new FrameWalk(chunk, frames, counter).walk(from, to, region);
        });
        return out;
    }

    private abstract class Tournament implements FrameWalk.Counter {
        private final MemorySegment counts;

        /** The first row of each value in the frame. */
        private final MemorySegment firsts;

        /** The slots of the rows in the frame. */
        private final NumberSet present;

        /** Winners of games, the last game's at 1; a value's first game is at (leaves + value) / 2. */
        private final MemorySegment winners;

        /** Values that have won, and do not play for the places behind, with what they count. */
        private int[] placed = new int[16];

        private int[] theirCounts = new int[16];

        Tournament(Region region) {
            this.counts = region.allocateZeroed(leaves * 4L);
            this.firsts = region.allocateZeroed(leaves * 4L);
            this.present = new NumberSet(rows.count(), region);
            this.winners = region.allocateZeroed(leaves * 4L);
            for (int game = leaves - 1; game >= 1; game--) {
                put(winners, game, player(2 * game));
            }
        }

        private int player(int place) {
            return place >= leaves ? place - leaves : get(winners, place);
        }

        private int place(int row) {
            return places == null ? row : get(places, row);
        }

        private int shown(int code) {
            int count = get(counts, code);
            return distinct ? Math.min(1, count) : count;
        }

        private boolean beats(int a, int b) {
            int byCount = Integer.compare(shown(a), shown(b));
            return byCount > 0 || byCount == 0 && place(get(firsts, a)) <= place(get(firsts, b));
        }

        private void replay(int code) {
            for (int game = (leaves + code) >> 1; game >= 1; game >>= 1) {
                int a = player(2 * game);
                int b = player(2 * game + 1);
                put(winners, game, beats(a, b) ? a : b);
            }
        }

        /** The value in front, -1 if there is none. */
        final int winner() {
            int winner = player(1);
            return get(counts, winner) == 0 ? -1 : winner;
        }

        final int first(int code) {
            return get(firsts, code);
        }

        final void best(long most, NestedWriter out) {
            int count = 0;
            for (int winner = winner(); winner >= 0 && count < most; winner = winner()) {
                out.cell(values, first(winner));
                if (count == placed.length) {
                    placed = Arrays.copyOf(placed, 2 * count);
                    theirCounts = Arrays.copyOf(theirCounts, 2 * count);
                }
                placed[count] = winner;
                theirCounts[count++] = get(counts, winner);
                put(counts, winner, 0);
                replay(winner);
            }
            for (int i = 0; i < count; i++) {
                put(counts, placed[i], theirCounts[i]);
                replay(placed[i]);
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
            present.add(get(slots, row));
            if (count == 0 || place(row) < place(first(code))) {
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
            present.remove(get(slots, row));
            if (count > 0 && first(code) == row) {
                put(firsts, code, byValue.row(present.next(get(begins, code))));
            }
            replay(code);
        }
    }
}
