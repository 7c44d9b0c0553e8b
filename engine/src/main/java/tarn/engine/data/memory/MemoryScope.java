package tarn.engine.data.memory;

/**
 * The regions that a query makes for some time: from the beginning of the scope until it is left, but not those of scopes
 * within it. They can be freed before the query ends.
 */
public interface MemoryScope extends AutoCloseable {

    /** Regions made from now on belong to whatever was around the scope. */
    void leave();

    /** Frees the regions. */
    @Override
    void close();
}
