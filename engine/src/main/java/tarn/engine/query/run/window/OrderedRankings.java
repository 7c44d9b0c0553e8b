package tarn.engine.query.run.window;

import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.expr.WindowCall.Function.Ranking;

/**
 * Functions that number rows, with an ORDER BY of their own among the arguments: a row's place is counted among the rows of
 * its frame, whether it is one of them or not.
 */
final class OrderedRankings {
    private final TaskRows rows;
    private final Frames frames;
    private final FrameOrder order;

    OrderedRankings(TaskRows rows, Frames frames) {
        this.rows = rows;
        this.frames = frames;
        var chunk = rows.chunk();
        var all = new KeptRows(chunk, null, List.of());
        this.order = new FrameOrder(chunk, all, new RowOrder(chunk, rows.task().argumentOrder()), true);
    }

    FlatVector evaluate(Ranking function) {
        return switch (function) {
            case ROW_NUMBER, RANK -> counted(function == Ranking.RANK);
            case PERCENT_RANK, CUME_DIST -> shares(function == Ranking.CUME_DIST);
            case NTILE -> ntile();
            case DENSE_RANK, LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, FILL ->
                throw new IllegalStateException(function.name());
        };
    }

    private FlatVector counted(boolean peersAsOne) {
        var out = Rankings.room(rows, ScalarType.BIGINT);
        rows.chunk().slices((from, to, _) -> {
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                int bounds = frames.ranges(row, ranges);
                int place = order.place(row);
                int before = order.before(ranges, bounds, peersAsOne ? order.firstPeer(place) : place);
                Rankings.put(out.values(), row, before + 1L);
                check(row);
            }
        });
        return out;
    }

    private FlatVector shares(boolean withPeers) {
        var out = Rankings.room(rows, ScalarType.DOUBLE);
        rows.chunk().slices((from, to, _) -> {
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                int bounds = frames.ranges(row, ranges);
                int all = order.kept().narrow(ranges, bounds);
                int place = order.place(row);
                if (withPeers) {
                    Rankings.putShare(out.values(), row, order.beforeOrPeers(ranges, bounds, place), all);
                } else {
                    int before = order.before(ranges, bounds, order.firstPeer(place));
                    Rankings.putShare(out.values(), row, before, Math.max(0, all - 1));
                }
                check(row);
            }
        });
        return out;
    }

    private FlatVector ntile() {
        var numbers = Rankings.buckets(rows);
        var out = rows.chunk().result(ScalarType.BIGINT);
        rows.chunk().slices((from, to, _) -> {
            var buckets = new Rankings.Buckets(numbers, out);
            var ranges = new int[6];
            for (int row = from; row < to; row++) {
                int bounds = frames.ranges(row, ranges);
                int all = order.kept().narrow(ranges, bounds);
                buckets.put(row, order.before(ranges, bounds, order.place(row)), all);
                check(row);
            }
        });
        return out;
    }

    private void check(int row) {
        if ((row & 0xfff) == 0) {
            rows.chunk().query().checkCancelled();
        }
    }
}
