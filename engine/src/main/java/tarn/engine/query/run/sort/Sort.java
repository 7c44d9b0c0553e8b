package tarn.engine.query.run.sort;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.kernel.SortKeys;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;
import tarn.engine.query.run.shared.RowStore;

/**
 * ORDER BY, stable in the order of the input. With a limit, workers throw away in between what cannot be among the first
 * rows any more.
 */
public final class Sort implements Sink {
    /** Rows beyond the limit that a worker gathers before it throws away. */
    private static final int SLACK_ROWS = 1 << 16;

    /** Fewer rows are not worth throwing away. */
    private static final int LEAST_ROWS = 64;

    private final SortSpec spec;
    private final KeyLayout layout;
    private final RowStore store;
    private final List<KeyEncoder> encoders = new ArrayList<>();
    private final AtomicReference<@Nullable Bound> bound = new AtomicReference<>();
    private List<StoredKey> keys = List.of();
    private @Nullable SortedRows sorted;
    private @Nullable Region region;

    public Sort(SortSpec spec) {
        this.spec = spec;
        layout = KeyLayout.of(spec);
        store = new RowStore(layout.types());
    }

    @Override
    public String name() {
        return spec.limit() == Long.MAX_VALUE ? "Sort" : "TopN";
    }

    /** The rows in order, once the sink is finished. */
    public Source result() {
        return new SortedSource(name() + "Result", this, () -> sorted);
    }

    /** The rows by their places in the order, once the sink is finished; null when there are none. */
    public @Nullable OrderedRows ordered() {
        return sorted == null ? null : new OrderedRows(sorted, store, keys);
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var encoder = new KeyEncoder(spec, layout, worker);
        encoders.add(encoder);
        return new Collector(encoder, worker);
    }

    @Override
    public boolean enough() {
        return spec.needed() == 0 || spec.limit() == 0;
    }

    @Override
    public void finish(QueryContext query) {
        store.seal();
        if (enough() || store.rows() == 0) {
            return;
        }
        var settled = new ArrayList<StoredKey>();
        for (int i = 0; i < layout.keys().size(); i++) {
            settled.add(settled(layout.keys().get(i), i, query));
        }
        keys = settled;
        region = query.memory().newRegion(name());
        var order = new RowSorter(store.segments(), keys, query, false, region).sort(spec.needed());
        sorted = order;
        query.profile(this).setBytes(store.bytes() + region.bytes());
        query.profile(this).setStrategy(() -> order.words() == 1 ? "radix, packed" : "radix");
    }

    /** Strings have codes of one dictionary for words, or chunks; where workers saw both, chunks are made of the strings. */
    private StoredKey settled(StoredKey key, int index, QueryContext query) {
        if (key.text() < 0) {
            return key;
        }
        return switch (KeyEncoder.words(encoders, index)) {
            case CHUNKS -> key;
            case CODES -> key.withDictionary(KeyEncoder.dictionary(encoders, index));
            case BOTH -> {
                long flip = key.descending() ? SortKeys.reversal(ScalarType.VARCHAR) : 0;
                query.parallel(store.segments().stream()
                        .<Runnable>map(segment -> () -> chunk(segment, key, flip))
                        .toList());
                yield key;
            }
        };
    }

    private static void chunk(RowStore.Segment segment, StoredKey key, long flip) {
        var words = segment.block().column(key.word()).vector().values();
        var views = segment.block().column(key.text()).vector().values();
        for (int i = segment.from(); i < segment.from() + segment.rows(); i++) {
            Memory.setLong(words, i, SortKeys.textChunk(views, i, 0) ^ flip);
        }
    }

    /** Frees the rows when they have been read. */
    void close() {
        store.close();
        sorted = null;
        if (region != null) {
            region.close();
        }
    }

    /** The first key, a signed whole number, of a row that enough rows come before; NULLs come behind it or do not occur. */
    public OptionalLong lastKept() {
        var now = bound.get();
        var key = layout.keys().getFirst();
        if (now == null || now.side() != (key.nullsFirst() ? 1 : 0)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(now.word() ^ Long.MIN_VALUE ^ (key.descending() ? -1L : 0));
    }

    SortSpec spec() {
        return spec;
    }

    RowStore store() {
        return store;
    }

    /** The keys as they lie in the store once the sink is finished. */
    List<StoredKey> storedKeys() {
        return keys;
    }

    /** Null when there are no rows. */
    @Nullable
    SortedRows sorted() {
        return sorted;
    }

    private final class Collector implements Worker {
        private final KeyEncoder encoder;
        private final WorkerContext worker;
        private final RowStore.Writer writer;
        private final @Nullable BoundFilter filter;
        private long rows;

        Collector(KeyEncoder encoder, WorkerContext worker) {
            this.encoder = encoder;
            this.worker = worker;
            this.writer = store.newWriter(worker.newRegion(name()));
            this.filter = spec.limit() == Long.MAX_VALUE
                    ? null
                    : new BoundFilter(layout.keys().getFirst(), worker);
        }

        @Override
        public void consume(Batch batch) {
            var encoded = encoder.encode(batch);
            Bound now = bound.get();
            if (filter == null || now == null) {
                writer.append(encoded, batch.rows(), worker.morsel());
                rows += batch.rows();
            } else {
                int kept = filter.select(encoded, now);
                writer.append(encoded, filter.rowNumbers(), kept, worker.morsel());
                rows += kept;
            }
            if (filter != null
                    && rows >= spec.needed()
                    && rows - spec.needed() >= Math.min(spec.needed(), SLACK_ROWS)
                    && rows >= LEAST_ROWS) {
                prune();
            }
        }

        /** Keeps the rows that are first among this worker's own, and tells all workers of the last of them. */
        private void prune() {
            int needed = (int) spec.needed();
            var keep = new BitSet();
            try (var region = worker.newRegion(name())) {
                var first = new RowSorter(writer.segments(), layout.keys(), worker.query(), true, region).sort(needed);
                for (int i = 0; i < needed; i++) {
                    keep.set(first.address(i));
                }
                var last = Bound.of(
                        writer.segments(),
                        first.address(needed - 1),
                        layout.keys().getFirst());
                bound.accumulateAndGet(last, Bound::lesser);
            }
            writer.retain(keep, worker.newRegion(name()));
            rows = needed;
        }
    }
}
