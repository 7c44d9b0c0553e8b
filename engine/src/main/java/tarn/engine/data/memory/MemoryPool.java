package tarn.engine.data.memory;

/** All memory of one database. Thread-safe. */
public interface MemoryPool extends AutoCloseable {

    /** A budget for one query. */
    QueryMemory newQuery();

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

    @Override
    void close();
}
