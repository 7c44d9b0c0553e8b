package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.SortKeys;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.shared.RowStore;

/** Orders runs of entries whose keys are equal by the stages that follow. Entries are pairs of key and address. */
final class Ties {
    private static final int DEEPEST = 100;

    private final List<Stage> stages;
    private final MemorySegment entries;
    private final MemorySegment scratch;
    private final Radix radix;
    private final QueryContext query;
    private final ArrayDeque<Run> deferred = new ArrayDeque<>();

    /** Entries equal in all stages before {@code stage}, and if that is a string, in its first {@code offset} bytes. */
    private record Run(long from, long to, int stage, int offset) {}

    Ties(List<Stage> stages, MemorySegment entries, MemorySegment scratch, Radix radix, QueryContext query) {
        this.stages = stages;
        this.entries = entries;
        this.scratch = scratch;
        this.radix = radix;
        this.query = query;
    }

    /** Takes sorted entries and orders those with equal keys by {@code stage} and what follows. */
    void resolve(long from, long to, int stage) {
        split(from, to, stage, SortKeys.CHUNK_BYTES, 0);
        for (Run run = deferred.poll(); run != null; run = deferred.poll()) {
            sort(run.from, run.to, run.stage, run.offset, 0);
        }
    }

    private void split(long from, long to, int stage, int offset, int depth) {
        long start = from;
        while (start < to) {
            long key = key(start);
            long end = start + 1;
            while (end < to && key(end) == key) {
                end++;
            }
            if (end - start > 1) {
                if (depth < DEEPEST) {
                    sort(start, end, stage, offset, depth + 1);
                } else {
                    deferred.add(new Run(start, end, stage, offset));
                }
            }
            start = end;
        }
    }

    private void sort(long from, long to, int firstStage, int firstOffset, int depth) {
        int stage = firstStage;
        int offset = firstOffset;
        if (to - from > RowStore.BLOCK_ROWS) {
            query.checkCancelled();
        }
        while (stage < stages.size()) {
            boolean goesOn = false;
            switch (stages.get(stage)) {
                case Stage.Packed packed -> {
                    for (long i = from; i < to; i++) {
                        Memory.setLong(entries, 2 * i, packed.of(address(i)));
                    }
                }
                case Stage.Text text -> {
                    if (ended(text, address(from), offset)) {
                        stage++;
                        offset = SortKeys.CHUNK_BYTES;
                        continue;
                    }
                    for (long i = from; i < to; i++) {
                        Memory.setLong(entries, 2 * i, chunk(text, address(i), offset));
                    }
                    goesOn = true;
                }
            }
            radix.sort(entries, scratch, from, to, 0, 64);
            stage += goesOn ? 0 : 1;
            offset = goesOn ? offset + SortKeys.CHUNK_BYTES : SortKeys.CHUNK_BYTES;
            if (key(from) != key(to - 1)) {
                if (stage < stages.size()) {
                    split(from, to, stage, offset, depth);
                }
                return;
            }
        }
    }

    /** All entries of a run are NULL, end or go on together: the chunk before says so. */
    private static boolean ended(Stage.Text text, int address, int offset) {
        return text.nulls().isNull(address) || Strings.length(views(text, address), row(address)) <= offset;
    }

    private static long chunk(Stage.Text text, int address, int offset) {
        return SortKeys.textChunk(views(text, address), row(address), offset) ^ text.flip();
    }

    private static MemorySegment views(Stage.Text text, int address) {
        return text.views()[address >>> RowStore.BLOCK_SHIFT];
    }

    private static int row(int address) {
        return address & (RowStore.BLOCK_ROWS - 1);
    }

    private long key(long entry) {
        return Memory.getLong(entries, 2 * entry);
    }

    private int address(long entry) {
        return (int) Memory.getLong(entries, 2 * entry + 1);
    }
}
