package tarn.engine.data.vector;

/**
 * Distinct values that codes point into. Immutable; compared by identity, so it is a class and not a record.
 */
public final class Dictionary {
    private final FlatVector entries;
    private final int size;
    private final boolean ordered;

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
}
