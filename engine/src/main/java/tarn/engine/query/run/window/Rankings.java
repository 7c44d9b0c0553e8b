package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that number the rows of a partition. */
final class Rankings {
    private Rankings() {}

    static FlatVector rowNumber(Chunk chunk) {
        var out = longs(chunk);
        for (int row = 0; row < chunk.rows(); row++) {
            put(out, row, row - get(chunk.partitionStart(), row) + 1L);
        }
        return bigint(out);
    }

    static FlatVector rank(Chunk chunk) {
        var out = longs(chunk);
        var peers = chunk.peerStart();
        for (int row = 0; row < chunk.rows(); row++) {
            put(out, row, get(peers, row) - get(chunk.partitionStart(), row) + 1L);
        }
        return bigint(out);
    }

    static FlatVector denseRank(Chunk chunk) {
        var out = longs(chunk);
        var peers = chunk.peerStart();
        long rank = 0;
        for (int row = 0; row < chunk.rows(); row++) {
            if (get(chunk.partitionStart(), row) == row) {
                rank = 0;
            }
            rank += get(peers, row) == row ? 1 : 0;
            put(out, row, rank);
        }
        return bigint(out);
    }

    static FlatVector percentRank(Chunk chunk) {
        var out = longs(chunk);
        var peers = chunk.peerStart();
        for (int row = 0; row < chunk.rows(); row++) {
            int from = get(chunk.partitionStart(), row);
            int others = get(chunk.partitionEnd(), row) - from - 1;
            double share = others == 0 ? 0 : (double) (get(peers, row) - from) / others;
            out.setAtIndex(ValueLayout.JAVA_DOUBLE, row, share);
        }
        return new FlatVector(ScalarType.DOUBLE, out, null);
    }

    static FlatVector cumeDist(Chunk chunk) {
        var out = longs(chunk);
        var peers = chunk.peerEnd();
        for (int row = 0; row < chunk.rows(); row++) {
            int from = get(chunk.partitionStart(), row);
            double share = (double) (get(peers, row) - from) / (get(chunk.partitionEnd(), row) - from);
            out.setAtIndex(ValueLayout.JAVA_DOUBLE, row, share);
        }
        return new FlatVector(ScalarType.DOUBLE, out, null);
    }

    /** Buckets as even as can be, the larger ones first. */
    static FlatVector ntile(Chunk chunk, int argument) {
        var buckets = Flatten.flatten(chunk.column(argument), chunk.rows(), chunk.region());
        var out = longs(chunk);
        var validity = chunk.region().allocate(Bits.bytes(chunk.rows()));
        validity.fill((byte) -1);
        for (int row = 0; row < chunk.rows(); row++) {
            if (buckets.isNull(row)) {
                Bits.clear(validity, row);
                put(out, row, 0);
                continue;
            }
            long count = buckets.values().getAtIndex(ValueLayout.JAVA_LONG, row);
            if (count < 1) {
                throw SqlException.of(ErrorCode.WINDOWING, "ntile takes a number of buckets from 1 on, not: " + count);
            }
            int from = get(chunk.partitionStart(), row);
            long size = get(chunk.partitionEnd(), row) - from;
            long at = row - from;
            long small = size / count;
            long larger = size % count;
            long inLarger = larger * (small + 1);
            put(out, row, at < inLarger ? at / (small + 1) + 1 : larger + (at - inLarger) / Math.max(1, small) + 1);
        }
        return new FlatVector(ScalarType.BIGINT, out, buckets.mayHaveNulls() ? validity : null);
    }

    private static MemorySegment longs(Chunk chunk) {
        return chunk.region().allocate(Math.max(8, chunk.rows() * 8L));
    }

    private static void put(MemorySegment longs, int row, long value) {
        longs.setAtIndex(ValueLayout.JAVA_LONG, row, value);
    }

    private static FlatVector bigint(MemorySegment values) {
        return new FlatVector(ScalarType.BIGINT, values, null);
    }
}
