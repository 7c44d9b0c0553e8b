package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.vector.Strings;
import tarn.engine.query.run.shared.RowStore;

/** Tells whether stored rows have equal keys; NULL equals NULL. */
final class SameKeys {
    private final List<KeyColumns> words = new ArrayList<>();
    private final List<@Nullable MemorySegment[]> texts = new ArrayList<>();

    SameKeys(List<RowStore.Segment> segments, List<StoredKey> keys) {
        int blocks =
                1 + segments.stream().mapToInt(s -> s.block().index()).max().orElse(0);
        for (StoredKey key : keys) {
            for (int i = 0; i < key.words(); i++) {
                words.add(new KeyColumns(segments, key.word() + i, blocks));
            }
            if (key.text() >= 0 && key.dictionary() == null) {
                var views = new MemorySegment[blocks];
                for (var segment : segments) {
                    views[segment.block().index()] =
                            segment.block().column(key.text()).vector().values();
                }
                texts.add(views);
            }
        }
    }

    boolean same(int a, int b) {
        for (KeyColumns column : words) {
            boolean isNull = column.isNull(a);
            if (isNull != column.isNull(b) || !isNull && column.value(a) != column.value(b)) {
                return false;
            }
        }
        for (MemorySegment[] views : texts) {
            if (!Strings.equal(
                    views[a >>> RowStore.BLOCK_SHIFT],
                    a & (RowStore.BLOCK_ROWS - 1),
                    views[b >>> RowStore.BLOCK_SHIFT],
                    b & (RowStore.BLOCK_ROWS - 1))) {
                return false;
            }
        }
        return true;
    }
}
