package tarn.engine.data.memory;

/** The memory of one query; closing it frees every region made from it. Thread-safe. */
public interface QueryMemory extends AutoCloseable {

    /**
     * A new region for one operator on one thread.
     *
     * @param owner the operator, named in the out-of-memory error and in the profile
     */
    Region newRegion(String owner);

    /** Begins a scope; no other thread may make regions while it begins or ends. */
    MemoryScope newScope();

    /** Bytes held now, and at most so far. */
    long used();

    long peak();

    @Override
    void close();
}
