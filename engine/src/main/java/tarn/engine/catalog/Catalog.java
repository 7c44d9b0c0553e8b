package tarn.engine.catalog;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The names of one database. Readers take a snapshot and are never blocked; writers hold the one write lock from reading
 * the snapshot that they change to putting the new one in its place.
 */
public final class Catalog {
    private final ReentrantLock writing = new ReentrantLock();
    private volatile CatalogSnapshot current = CatalogSnapshot.empty();

    public CatalogSnapshot snapshot() {
        return current;
    }

    /** Replaces the snapshot by what {@code change} makes of it; if that throws, nothing has changed. */
    public void change(UnaryOperator<CatalogSnapshot> change) {
        writing.lock();
        try {
            current = change.apply(current);
        } finally {
            writing.unlock();
        }
    }
}
