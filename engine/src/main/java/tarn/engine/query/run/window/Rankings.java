package tarn.engine.query.run.window;

import static tarn.engine.query.run.window.Chunk.get;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Functions that number the rows of a partition. */
final class Rankings {
    private Rankings() {}

    static FlatVector rowNumber(TaskRows rows) {
        var out = room(rows);
        rows.chunk().slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                put(out, row, row - rows.partitionStart(row) + 1L);
            }
        });
        return new FlatVector(ScalarType.BIGINT, out, null);
    }

    static FlatVector rank(TaskRows rows) {
        var out = room(rows);
        var peers = rows.peers().start();
        rows.chunk().slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                put(out, row, get(peers, row) - rows.partitionStart(row) + 1L);
            }
        });
        return new FlatVector(ScalarType.BIGINT, out, null);
    }

    static FlatVector denseRank(TaskRows rows) {
        var out = room(rows);
        var peers = rows.peers().start();
        long rank = 0;
        for (int row = 0; row < rows.count(); row++) {
            if (rows.partitionStart(row) == row) {
                rank = 0;
            }
            rank += get(peers, row) == row ? 1 : 0;
            put(out, row, rank);
        }
        return new FlatVector(ScalarType.BIGINT, out, null);
    }

    static FlatVector percentRank(TaskRows rows) {
        var out = room(rows);
        var peers = rows.peers().start();
        rows.chunk().slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                int start = rows.partitionStart(row);
                putShare(out, row, get(peers, row) - start, rows.partitionEnd(row) - start - 1);
            }
        });
        return new FlatVector(ScalarType.DOUBLE, out, null);
    }

    static FlatVector cumeDist(TaskRows rows) {
        var out = room(rows);
        var peers = rows.peers().end();
        rows.chunk().slices((from, to, _) -> {
            for (int row = from; row < to; row++) {
                int start = rows.partitionStart(row);
                putShare(out, row, get(peers, row) - start, rows.partitionEnd(row) - start);
            }
        });
        return new FlatVector(ScalarType.DOUBLE, out, null);
    }

    static void putShare(MemorySegment out, int row, int part, int all) {
        Memory.setDouble(out, row, all == 0 ? 0 : (double) part / all);
    }

    static FlatVector ntile(TaskRows rows) {
        var numbers = buckets(rows);
        var out = rows.chunk().result(ScalarType.BIGINT);
        rows.chunk().slices((from, to, _) -> {
            var buckets = new Buckets(numbers, out);
            for (int row = from; row < to; row++) {
                int start = rows.partitionStart(row);
                buckets.put(row, row - start, rows.partitionEnd(row) - start);
            }
        });
        return out;
    }

    static FlatVector buckets(TaskRows rows) {
        var chunk = rows.chunk();
        int argument = rows.task().arguments().getFirst();
        return Flatten.flatten(chunk.column(argument), chunk.rows(), chunk.region());
    }

    /** Buckets as even as can be, the larger ones first. For one thread; divides anew where a row's partition or number is another. */
    static final class Buckets {
        private final FlatVector numbers;
        private final FlatVector out;
        private long number;
        private long rows = -1;
        private long small;
        private long larger;

        /** @param numbers how many buckets each row wants */
        Buckets(FlatVector numbers, FlatVector out) {
            this.numbers = numbers;
            this.out = out;
        }

        /** Writes the bucket of the row at a place, from 0, among so many. */
        void put(int row, long at, long size) {
            if (numbers.isNull(row)) {
                Bits.clear(java.util.Objects.requireNonNull(out.validity()), row);
                return;
            }
            long wanted = Memory.getLong(numbers.values(), row);
            if (wanted != number || size != rows) {
                divide(wanted, size);
            }
            long inLarger = larger * (small + 1);
            long bucket = at < inLarger ? at / (small + 1) : larger + (at - inLarger) / Math.max(1, small);
            Rankings.put(out.values(), row, bucket + 1);
        }

        private void divide(long wanted, long size) {
            if (wanted < 1) {
                throw SqlException.of(ErrorCode.WINDOWING, "ntile takes a number of buckets from 1 on, not: " + wanted);
            }
            number = wanted;
            rows = size;
            small = size / wanted;
            larger = size % wanted;
        }
    }

    /** Room for a result of eight bytes a row. */
    static MemorySegment room(TaskRows rows) {
        return rows.chunk().results().allocate(Math.max(8, rows.count() * 8L));
    }

    static FlatVector room(TaskRows rows, DataType type) {
        return new FlatVector(type, room(rows), null);
    }

    static void put(MemorySegment longs, int row, long value) {
        Memory.setLong(longs, row, value);
    }
}
