package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;
import static tarn.engine.query.run.window.Chunk.put;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The rows of every frame in an order of their own (that of an ORDER BY among the arguments, or of the values themselves):
 * a {@link WaveletMatrix} over the places of the rows in that order.
 */
final class FrameOrder {
    private final KeptRows kept;
    private final RowOrder order;
    private final WaveletMatrix matrix;

    /** For each kept row, by its number, its place among all kept rows in the order. */
    private final MemorySegment places;

    private final MemorySegment rowsByPlace;
    private final @Nullable MemorySegment firstPeers;

    /** @param peers whether {@link #firstPeer} will be asked for */
    FrameOrder(Chunk chunk, KeptRows kept, RowOrder order, boolean peers) {
        this.kept = kept;
        this.order = order;
        this.places = chunk.ints();
        this.rowsByPlace = chunk.ints();
        this.firstPeers = peers ? chunk.ints() : null;
        var numbers = chunk.ints();
        int place = 0;
        int firstPeer = 0;
        for (int i = 0; i < chunk.rows(); i++) {
            int row = order.row(i);
            if (kept.has(row)) {
                if (peers && place > 0 && !order.same(get(rowsByPlace, place - 1), row)) {
                    firstPeer = place;
                }
                if (firstPeers != null) {
                    put(firstPeers, place, firstPeer);
                }
                put(places, kept.before(row), place);
                put(numbers, kept.before(row), place);
                put(rowsByPlace, place++, row);
            }
        }
        this.matrix =
                new WaveletMatrix(numbers, kept.count(), Math.max(0, kept.count() - 1), chunk.query(), chunk.region());
    }

    RowOrder order() {
        return order;
    }

    KeptRows kept() {
        return kept;
    }

    /** The row at place {@code k}, from 0, of a frame; its ranges are narrowed by {@link KeptRows#narrow} before, and overwritten. */
    int select(int[] ranges, int bounds, int k) {
        return get(rowsByPlace, matrix.select(ranges, bounds, k));
    }

    /** The place of a kept row among all. */
    int place(int row) {
        return get(places, kept.before(row));
    }

    /** The place of the first row that has the order of the row at a place. */
    int firstPeer(int place) {
        return get(java.util.Objects.requireNonNull(firstPeers), place);
    }

    /** How many rows of narrowed ranges stand before a place. */
    int before(int[] ranges, int bounds, int place) {
        int before = 0;
        for (int i = 0; i < bounds; i += 2) {
            before += matrix.below(ranges[i], ranges[i + 1], place);
        }
        return before;
    }

    /** How many rows of narrowed ranges stand before a place or have its order. */
    int beforeOrPeers(int[] ranges, int bounds, int place) {
        int first = firstPeer(place);
        int low = place + 1;
        int high = kept.count();
        while (low < high) {
            int middle = low + high >>> 1;
            if (firstPeer(middle) == first) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return before(ranges, bounds, low);
    }
}
