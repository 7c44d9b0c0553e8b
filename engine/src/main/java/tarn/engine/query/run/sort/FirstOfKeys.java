package tarn.engine.query.run.sort;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/**
 * DISTINCT ON: of all rows with equal keys the first one, in the order of the input. A stable sort brings the rows of a
 * key together with the first in front; what comes out is in the order of the input again.
 */
public final class FirstOfKeys implements Sink {
    private static final int ADDRESS_BITS = 31;

    private final Sort sort;
    private @Nullable SortedRows firsts;

    public FirstOfKeys(List<Column> layout, List<Expr> keys) {
        var order =
                keys.stream().map(key -> new SortSpec.Key(key, false, false)).toList();
        sort = new Sort(new SortSpec(layout, order, Long.MAX_VALUE, 0));
    }

    @Override
    public String name() {
        return "DistinctOn";
    }

    /** The rows kept, once the sink is finished. */
    public Source result() {
        return new SortedSource("DistinctOnResult", sort, () -> firsts);
    }

    @Override
    public Worker worker(WorkerContext worker) {
        return sort.worker(worker);
    }

    @Override
    public void finish(QueryContext query) {
        sort.finish(query);
        SortedRows sorted = sort.sorted();
        if (sorted == null) {
            return;
        }
        var segments = sort.store().segments();
        var keys = new SameKeys(segments, sort.storedKeys());
        var kept = new BitSet();
        int before = 0;
        for (long i = 0; i < sorted.rows(); i++) {
            int address = sorted.address(i);
            if (i == 0 || !keys.same(before, address)) {
                kept.set(address);
            }
            before = address;
            if ((i & 0xffff) == 0) {
                query.checkCancelled();
            }
        }
        var entries = query.memory().newRegion(name()).allocate(kept.cardinality() * 8L);
        long count = 0;
        for (var segment : segments) {
            int end = segment.address() + segment.rows();
            for (int at = kept.nextSetBit(segment.address()); at >= 0 && at < end; at = kept.nextSetBit(at + 1)) {
                Memory.setLong(entries, count++, at);
            }
        }
        firsts = new SortedRows(entries, 1, ADDRESS_BITS, count, null);
    }
}
