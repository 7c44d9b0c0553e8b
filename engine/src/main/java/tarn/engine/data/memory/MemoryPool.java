package tarn.engine.data.memory;

/** All memory of one database. Thread-safe. */
public interface MemoryPool extends AutoCloseable {

    /** A budget for one query; until it is closed, so is the {@link #use} that it begins. */
    QueryMemory newQuery();

    /**
     * Says that memory of the pool is going to be read or written: until the returned is closed, {@link #close} frees nothing.
     *
     * @throws tarn.sql.error.SqlException CLOSED after the pool was closed
     */
    Use use();

    /** A time in which memory stays. */
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Memory that outlives queries, for tables: charged to the pool, freed when the returned region is closed or, if its
     * owner forgets, becomes unreachable.
     *
     * @param owner named in the error when the limit is reached, such as {@code table orders}
     */
    Region newTableRegion(String owner);

    /** Bytes held now. */
    long used();

    /** Bytes that may be held, all queries and tables together. */
    long limit();

    void setLimit(long bytes);

    /** Frees all memory, as soon as nobody uses it; nothing more is handed out. */
    @Override
    void close();
}
