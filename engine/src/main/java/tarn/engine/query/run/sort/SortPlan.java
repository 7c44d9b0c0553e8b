package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.SortKeys;
import tarn.engine.query.run.shared.RowStore;

/** Packs the keys of stored rows into as few stages as their ranges of values allow. */
final class SortPlan {
    private final List<Stage> stages = new ArrayList<>();
    private final List<Stage.Part> open = new ArrayList<>();
    private int openBits;
    private int allBits;

    private SortPlan() {}

    /**
     * @param blocks one more than the largest block number of {@code segments}
     * @param measure runs one task per segment and waits
     * @param bits gets for each number of keys, from 0, how many bits these take
     */
    static List<Stage> of(
            List<StoredKey> keys,
            List<RowStore.Segment> segments,
            int blocks,
            Tasks measure,
            Region region,
            int[] bits) {
        var plan = new SortPlan();
        for (int i = 0; i < keys.size(); i++) {
            plan.add(keys.get(i), segments, blocks, measure, region);
            bits[i + 1] = plan.allBits;
        }
        plan.close();
        return plan.stages;
    }

    /** Runs a task for each segment, in any order or at the same time. */
    interface Tasks {
        void forEach(List<RowStore.Segment> segments, java.util.function.Consumer<RowStore.Segment> task);
    }

    private void add(StoredKey key, List<RowStore.Segment> segments, int blocks, Tasks tasks, Region region) {
        boolean text = key.text() >= 0 && key.dictionary() == null;
        long flip = key.descending() && key.text() >= 0 ? SortKeys.reversal(ScalarType.VARCHAR) : 0;
        KeyColumns.@Nullable WordTest continues = text ? word -> SortKeys.chunkContinues(word ^ flip) : null;
        var first = new KeyColumns(segments, key.word(), blocks);
        if (key.dictionary() != null) {
            var ranks = ranks(key.dictionary(), key.descending(), region);
            tasks.forEach(segments, segment -> rank(segment, first, ranks));
        }
        for (int i = 0; i < key.words(); i++) {
            var column = i == 0 ? first : new KeyColumns(segments, key.word() + i, blocks);
            tasks.forEach(segments, segment -> column.measure(segment, continues));
            if (i == 0 && column.hasNulls()) {
                add(Stage.Part.flag(column, key.nullsFirst()));
            }
            addBits(column);
        }
        if (text && first.hasOdd()) {
            close();
            var views = new MemorySegment[blocks];
            for (var segment : segments) {
                views[segment.block().index()] =
                        segment.block().column(key.text()).vector().values();
            }
            stages.add(new Stage.Text(first, views, flip));
        }
    }

    private void addBits(KeyColumns column) {
        int left = column.width();
        while (left > 0) {
            int taken = Math.min(left, 64 - openBits);
            left -= taken;
            add(Stage.Part.bits(column, left, taken));
        }
    }

    private void add(Stage.Part part) {
        open.add(part);
        openBits += part.bits();
        allBits += part.bits();
        if (openBits == 64) {
            close();
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            stages.add(new Stage.Packed(List.copyOf(open)));
            open.clear();
            openBits = 0;
        }
    }

    /** The place of each code's entry among all entries. */
    private static MemorySegment ranks(Dictionary dictionary, boolean descending, Region region) {
        int size = dictionary.size();
        var views = dictionary.entries().values();
        var codes = IntStream.range(0, size).boxed();
        var sorted = dictionary.ordered()
                ? codes.toList()
                : codes.sorted((a, b) -> Strings.compare(views, a, views, b)).toList();
        var ranks = region.allocate(Math.max(1, size) * 4L);
        Memory.setInt(ranks, 0, 0);
        for (int i = 0; i < size; i++) {
            Memory.setInt(ranks, sorted.get(i), descending ? size - 1 - i : i);
        }
        return ranks;
    }

    private static void rank(RowStore.Segment segment, KeyColumns codes, MemorySegment ranks) {
        var words = codes.values(segment.block().index());
        for (int i = segment.from(); i < segment.from() + segment.rows(); i++) {
            int code = (int) Memory.getLong(words, i);
            Memory.setLong(words, i, Memory.getInt(ranks, code));
        }
    }
}
