package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.query.run.key.KeyEncoder;
import tarn.engine.query.run.key.KeyLayout;

/**
 * Finds build rows by exact key codes: the first row of each code by a {@link FirstRows}, the
 * further rows with the same code by links in ascending order. Rows with a NULL key that equals nothing are left out.
 */
final class JoinIndex {
    private static final int CHUNK = 2048;

    private final KeyLayout layout;
    private final @Nullable FirstRows firsts;
    private final MemorySegment links;
    private final boolean unique;
    private final @Nullable MemorySegment complete;

    private JoinIndex(
            KeyLayout layout,
            @Nullable FirstRows firsts,
            MemorySegment links,
            boolean unique,
            @Nullable MemorySegment complete) {
        this.layout = layout;
        this.firsts = firsts;
        this.links = links;
        this.unique = unique;
        this.complete = complete;
    }

    static JoinIndex build(List<JoinSpec.Key> keys, List<Vector> columns, int rows, Region region, QueryContext query) {
        var layout = new KeyLayout(keys.stream().map(key -> key.left().type()).toList(), region, null);
        if (rows == 0) {
            return new JoinIndex(layout, null, MemorySegment.NULL, true, null);
        }
        try (var scratch = query.memory().newRegion("join index");
                var batch = query.memory().newRegion("join index")) {
            var codes = encode(layout, columns, rows, region, scratch, batch, query);
            var complete = complete(keys, columns, rows, region);
            var links = region.allocate(4L * rows);
            var coded = new CodedRows(codes, complete, rows, links, query);
            var firsts = firsts(coded, layout.bound(), region);
            return new JoinIndex(layout, firsts, links, coded.unique(), complete);
        }
    }

    private static FirstRows firsts(CodedRows coded, long bound, Region region) {
        if (DirectRows.pays(bound, coded.rows)) {
            return DirectRows.of(coded, bound, region);
        }
        return RankedRows.pays(bound, coded.rows) ? RankedRows.of(coded, bound, region) : HashedRows.of(coded, region);
    }

    private static MemorySegment encode(
            KeyLayout layout,
            List<Vector> columns,
            int rows,
            Region region,
            Region scratch,
            Region batch,
            QueryContext query) {
        var encoder = new KeyEncoder(layout, region, batch);
        for (int from = 0; from < rows; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, rows - from);
            encoder.observe(slices(columns, from), count, false);
        }
        if (!layout.assignFor(rows) && layout.numbersValues()) {
            for (int from = 0; from < rows; from += CHUNK) {
                query.checkCancelled();
                encoder.number(slices(columns, from), Math.min(CHUNK, rows - from));
            }
            layout.assign();
        }
        var codes = scratch.allocate(8L * rows);
        while (!encode(encoder, columns, rows, codes, query)) {
            layout.assign();
        }
        return codes;
    }

    private static boolean encode(
            KeyEncoder encoder, List<Vector> columns, int rows, MemorySegment codes, QueryContext query) {
        boolean room = true;
        for (int from = 0; from < rows; from += CHUNK) {
            query.checkCancelled();
            int count = Math.min(CHUNK, rows - from);
            room &= encoder.add(slices(columns, from), count);
            MemorySegment.copy(encoder.codes(), 0, codes, 8L * from, 8L * count);
        }
        return room;
    }

    /** The rows from a multiple of 64 on. */
    private static List<Vector> slices(List<Vector> columns, int from) {
        var slices = new ArrayList<Vector>(columns.size());
        for (Vector column : columns) {
            slices.add(
                    switch (column) {
                        case ConstantVector constant -> constant;
                        case FlatVector flat -> {
                            var lane = flat.type().lane();
                            long bytes = lane == Lane.BIT ? from / 8 : (long) from * lane.bytes();
                            yield new FlatVector(
                                    flat.type(), flat.values().asSlice(bytes), bits(flat.validity(), from));
                        }
                        case DictionaryVector coded ->
                            new DictionaryVector(
                                    coded.dictionary(), coded.codes().asSlice(4L * from), bits(coded.validity(), from));
                    });
        }
        return slices;
    }

    private static @Nullable MemorySegment bits(@Nullable MemorySegment validity, int from) {
        return validity == null ? null : validity.asSlice(from / 8);
    }

    /** Ones for the rows that have no NULL in a key where NULL equals nothing; null if all rows are so. */
    private static @Nullable MemorySegment complete(
            List<JoinSpec.Key> keys, List<Vector> columns, int rows, Region region) {
        MemorySegment all = null;
        for (int k = 0; k < keys.size(); k++) {
            var column = columns.get(k);
            if (keys.get(k).nullSafe() || !column.mayHaveNulls()) {
                continue;
            }
            if (all == null) {
                all = region.allocate(Bits.bytes(rows)).fill((byte) -1);
            }
            for (int row = 0; row < rows; row++) {
                if (column.isNull(row)) {
                    Bits.clear(all, row);
                }
            }
        }
        return all;
    }

    String strategy() {
        return (firsts == null ? "empty" : firsts.strategy()) + (unique ? ", unique" : "");
    }

    KeyLayout layout() {
        return layout;
    }

    /** Whether no two rows have the same key. */
    boolean isUnique() {
        return unique;
    }

    /** Ones for the rows that are in the index; null if all are. */
    @Nullable
    MemorySegment complete() {
        return complete;
    }

    /** For each row the next one with the same key, or -1. */
    MemorySegment links() {
        return links;
    }

    /** Writes the first build row of each code as an int, or -1. */
    void find(MemorySegment codes, int count, MemorySegment found) {
        if (firsts == null) {
            found.asSlice(0, 4L * count).fill((byte) -1);
        } else {
            firsts.find(codes, count, found);
        }
    }
}
