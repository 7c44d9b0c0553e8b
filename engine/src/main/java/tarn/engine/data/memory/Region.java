package tarn.engine.data.memory;

import java.lang.foreign.MemorySegment;

/**
 * A bump allocator over blocks that are charged to the query and the database. Not thread-safe: one thread fills it,
 * later others may read. Memory is freed as a whole.
 */
public interface Region extends AutoCloseable {

    /**
     * A segment of exactly {@code bytes}, aligned to 64, contents unspecified. Segments of 2 MiB and more have a block of
     * their own.
     *
     * @throws tarn.sql.error.SqlException OUT_OF_MEMORY, naming who holds how much, when the limit would be passed
     */
    MemorySegment allocate(long bytes);

    /** As {@link #allocate}, filled with zeros. */
    MemorySegment allocateZeroed(long bytes);

    /** Copies a string's bytes into the region and returns where they are now. */
    long copyString(long address, int length);

    /** Gives back a segment got from {@link #allocate} early, if it has a block of its own; otherwise does nothing. */
    void free(MemorySegment segment);

    /** Forgets all contents but may keep blocks for re-use. */
    void reset();

    /** Bytes charged now. */
    long bytes();

    @Override
    void close();
}
