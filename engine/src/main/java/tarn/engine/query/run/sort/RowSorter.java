package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.shared.RowStore;

/**
 * Sorts stored rows, stably in the order of the segments given: entries of packed key and row address are split by their
 * leading bits, each part small enough for the cache, then sorted by radix; rows that are equal so far are told apart by
 * the next stage.
 */
final class RowSorter {
    private static final int PARALLEL_ROWS = 1 << 15;
    private static final int MOST_PART_BITS = 10;
    private static final int PART_ROWS_SHIFT = 12;

    private final QueryContext query;
    private final List<RowStore.Segment> segments;
    private final boolean alone;
    private final Region region;
    private final long rows;
    private final int addressBits;
    private final List<Stage> stages;
    private final int[] keyBits;
    private final Stage.Packed first;
    private final int firstTies;
    private final int words;
    private final MemorySegment entries;
    private final MemorySegment scratch;

    /**
     * @param alone whether the work must stay on the calling thread
     * @param region for the entries, two or four longs a row
     */
    RowSorter(List<RowStore.Segment> segments, List<StoredKey> keys, QueryContext query, boolean alone, Region region) {
        this.query = query;
        this.segments = segments;
        this.region = region;
        this.rows = segments.stream().mapToLong(RowStore.Segment::rows).sum();
        this.alone = alone || rows < PARALLEL_ROWS;
        int blocks =
                1 + segments.stream().mapToInt(s -> s.block().index()).max().orElse(0);
        addressBits = 64 - Long.numberOfLeadingZeros(((long) blocks << RowStore.BLOCK_SHIFT) - 1);
        keyBits = new int[keys.size() + 1];
        stages = SortPlan.of(keys, segments, blocks, this::perSegment, region, keyBits);
        first = !stages.isEmpty() && stages.getFirst() instanceof Stage.Packed packed
                ? packed
                : new Stage.Packed(List.of());
        firstTies = first.parts().isEmpty() ? 0 : 1;
        words = stages.size() == firstTies && first.bits() + addressBits <= 64 ? 1 : 2;
        entries = region.allocate(rows * words * 8);
        scratch = region.allocate(rows * words * 8);
    }

    /** Sorts; only the first {@code needed} rows are sure to be in order. */
    SortedRows sort(long needed) {
        int lowBit = words == 1 ? addressBits : 0;
        int bits = first.bits();
        int partBits =
                alone ? 0 : Math.clamp(63 - Long.numberOfLeadingZeros(rows) - PART_ROWS_SHIFT, 1, MOST_PART_BITS);
        partBits = Math.min(partBits, bits);
        if (partBits == 0) {
            perPiece(cut(1), (piece, _) -> fill(piece, entries));
            new Range(0, rows, lowBit + bits).sort(entries, scratch);
        } else {
            sortParts(partBits, lowBit, needed);
        }
        region.free(scratch);
        return new SortedRows(entries, words, addressBits, rows, stages.size() == firstTies ? keyBits : null);
    }

    private void sortParts(int partBits, int lowBit, long needed) {
        int shift = lowBit + first.bits() - partBits;
        var pieces = cut(query.threads() * 2);
        var counts = new long[pieces.size()][1 << partBits];
        perPiece(pieces, (piece, index) -> {
            fill(piece, scratch);
            long[] count = counts[index];
            for (long i = piece.from; i < piece.to; i++) {
                count[(int) (Memory.getLong(scratch, i * words) >>> shift)]++;
            }
        });
        var starts = new long[(1 << partBits) + 1];
        long start = 0;
        for (int part = 0; part < 1 << partBits; part++) {
            starts[part] = start;
            for (long[] count : counts) {
                long size = count[part];
                count[part] = start;
                start += size;
            }
        }
        starts[1 << partBits] = start;
        perPiece(pieces, (piece, index) -> scatter(piece, shift, counts[index]));
        var next = new AtomicInteger();
        var tasks = new ArrayList<Runnable>();
        for (int i = 0; i < query.threads() * 4; i++) {
            tasks.add(() -> {
                for (int part = next.getAndIncrement(); part < 1 << partBits; part = next.getAndIncrement()) {
                    if (starts[part] < needed) {
                        new Range(starts[part], starts[part + 1], shift).sort(entries, scratch);
                    }
                }
            });
        }
        query.parallel(tasks);
    }

    /** Segments that follow each other, and the places of their rows. */
    private record Piece(List<RowStore.Segment> segments, long from, long to) {}

    @FunctionalInterface
    private interface PieceTask {
        void run(Piece piece, int index);
    }

    private List<Piece> cut(int count) {
        var pieces = new ArrayList<Piece>();
        var own = new ArrayList<RowStore.Segment>();
        long from = 0;
        long at = 0;
        for (var segment : segments) {
            own.add(segment);
            at += segment.rows();
            if (at - from >= (rows + count - 1) / count) {
                pieces.add(new Piece(List.copyOf(own), from, at));
                own.clear();
                from = at;
            }
        }
        if (!own.isEmpty()) {
            pieces.add(new Piece(List.copyOf(own), from, at));
        }
        return pieces;
    }

    private void perPiece(List<Piece> pieces, PieceTask task) {
        var tasks = new ArrayList<Runnable>();
        for (int i = 0; i < pieces.size(); i++) {
            int index = i;
            tasks.add(() -> task.run(pieces.get(index), index));
        }
        run(tasks);
    }

    private void perSegment(List<RowStore.Segment> all, Consumer<RowStore.Segment> task) {
        int each = Math.max(1, all.size() / (query.threads() * 4));
        var tasks = new ArrayList<Runnable>();
        for (int i = 0; i < all.size(); i += each) {
            var own = all.subList(i, Math.min(all.size(), i + each));
            tasks.add(() -> own.forEach(task));
        }
        run(tasks);
    }

    private void run(List<Runnable> tasks) {
        if (alone) {
            tasks.forEach(Runnable::run);
        } else {
            query.parallel(tasks);
        }
    }

    private void fill(Piece piece, MemorySegment out) {
        long at = piece.from;
        for (var segment : piece.segments) {
            query.checkCancelled();
            first.fill(segment, out, at * words, words);
            int address = segment.address();
            if (words == 1) {
                for (int i = 0; i < segment.rows(); i++) {
                    long key = Memory.getLong(out, at + i);
                    Memory.setLong(out, at + i, key << addressBits | (address + i));
                }
            } else {
                for (int i = 0; i < segment.rows(); i++) {
                    Memory.setLong(out, (at + i) * 2 + 1, address + i);
                }
            }
            at += segment.rows();
        }
    }

    private void scatter(Piece piece, int shift, long[] starts) {
        query.checkCancelled();
        if (words == 1) {
            for (long i = piece.from; i < piece.to; i++) {
                long entry = Memory.getLong(scratch, i);
                Memory.setLong(entries, starts[(int) (entry >>> shift)]++, entry);
            }
        } else {
            for (long i = piece.from; i < piece.to; i++) {
                long key = Memory.getLong(scratch, 2 * i);
                long at = 2 * starts[(int) (key >>> shift)]++;
                Memory.setLong(entries, at, key);
                Memory.setLong(entries, at + 1, Memory.getLong(scratch, 2 * i + 1));
            }
        }
    }

    /** Entries {@code from} to {@code to - 1}, which differ below {@code highBit} only. */
    private final class Range {
        private final long from;
        private final long to;
        private final int highBit;

        Range(long from, long to, int highBit) {
            this.from = from;
            this.to = to;
            this.highBit = highBit;
        }

        void sort(MemorySegment own, MemorySegment spare) {
            query.checkCancelled();
            var radix = new Radix(words);
            radix.sort(own, spare, from, to, words == 1 ? addressBits : 0, highBit);
            if (stages.size() > firstTies) {
                new Ties(stages, own, spare, radix, query).resolve(from, to, firstTies);
            }
        }
    }
}
