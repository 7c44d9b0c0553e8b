package tarn.engine.catalog;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The names of one database. Readers take a snapshot and are never blocked; single statements that write hold the one
 * write lock from reading the snapshot that they change to putting the new one in its place; transactions write to a
 * snapshot of their own and are merged at their end.
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

    /**
     * Adds a transaction's changes.
     *
     * @param base the snapshot that it began with
     * @throws SqlException TRANSACTION if somebody has changed the same entries meanwhile; then nothing is changed
     */
    public void commit(CatalogSnapshot base, CatalogSnapshot changed) {
        change(now -> {
            var merged = now.merge(base, changed);
            if (merged == null) {
                throw SqlException.of(
                                ErrorCode.TRANSACTION,
                                "the transaction changed a table that another one has changed meanwhile")
                        .hint("the transaction is rolled back: run it again");
            }
            return merged;
        });
    }
}
