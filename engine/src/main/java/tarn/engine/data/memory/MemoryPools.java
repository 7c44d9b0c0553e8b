package tarn.engine.data.memory;

/** Makes memory pools. */
public final class MemoryPools {
    private MemoryPools() {}

    /** A pool over Arrow's allocator, which is started with the first block. */
    public static MemoryPool create(long limitBytes) {
        return new DatabasePool(limitBytes);
    }
}
