package tarn.engine.data.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values that codes point into, distinct and not NULL unless made by {@link #ofRows}. Immutable; compared by identity, so it
 * is a class and not a record.
 */
public final class Dictionary {
    private final FlatVector entries;
    private final int size;
    private final boolean ordered;
    private final boolean distinct;
    private final boolean lasting;
    private @Nullable Hashes hashes;

    /** The arena frees the memory when the dictionary is forgotten; loops read the plain segment. */
    private record Hashes(Arena arena, MemorySegment values) {}

    /**
     * @param ordered whether a smaller code means a smaller value
     */
    public Dictionary(FlatVector entries, int size, boolean ordered) {
        this(entries, size, ordered, true, false);
    }

    private Dictionary(FlatVector entries, int size, boolean ordered, boolean distinct, boolean lasting) {
        this.entries = entries;
        this.size = size;
        this.ordered = ordered;
        this.distinct = distinct;
        this.lasting = lasting;
    }

    /** Of a table's column: its memory lives as long as any query that reads the table. */
    public static Dictionary ofTable(FlatVector entries, int size) {
        return new Dictionary(entries, size, false, true, true);
    }

    /** A column's values row by row: some may be alike, and those of NULL rows mean nothing. */
    public static Dictionary ofRows(FlatVector column, int rows) {
        return new Dictionary(new FlatVector(column.type(), column.values(), null), rows, false, false, false);
    }

    public FlatVector entries() {
        return entries;
    }

    public int size() {
        return size;
    }

    public boolean ordered() {
        return ordered;
    }

    /** Whether different codes mean different values. */
    public boolean distinct() {
        return distinct;
    }

    /** Whether its entries may be pointed to until the end of the query, see {@link #ofTable}. */
    public boolean lasting() {
        return lasting;
    }

    /** A long per entry, computed by the first who asks, into the segment handed over. */
    public synchronized MemorySegment hashes(BiConsumer<Dictionary, MemorySegment> compute) {
        var known = hashes;
        if (known == null) {
            var arena = Arena.ofAuto();
            var memory = arena.allocate(8L * size, 64);
            var values = MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
            compute.accept(this, values);
            known = new Hashes(arena, values);
            hashes = known;
        }
        return known.values();
    }
}
