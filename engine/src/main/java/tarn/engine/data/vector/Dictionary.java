package tarn.engine.data.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values that codes point into. Immutable; compared by identity, so it is a class and not a record.
 */
public final class Dictionary {
    private final FlatVector entries;
    private final int size;
    private final boolean ordered;
    private @Nullable Hashes hashes;

    /** The arena frees the memory when the dictionary is forgotten; loops read the plain segment. */
    private record Hashes(Arena arena, MemorySegment values) {}

    /**
     * @param ordered whether a smaller code means a smaller value
     */
    public Dictionary(FlatVector entries, int size, boolean ordered) {
        this.entries = entries;
        this.size = size;
        this.ordered = ordered;
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
