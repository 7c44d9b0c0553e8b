package tarn.engine.data.memory;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The memory of one query: a child of the database's allocator, made with the first block. */
final class QueryBudget implements QueryMemory {
    private final DatabasePool pool;
    private final MemoryPool.Use use;
    private final Set<Blocks> regions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Scope scope;
    private @Nullable BufferAllocator allocator;
    private long peakAtClose;
    private boolean closed;

    QueryBudget(DatabasePool pool, MemoryPool.Use use) {
        this.pool = pool;
        this.use = use;
    }

    @Override
    public Region newRegion(String owner) {
        var blocks = pool.newBlocks(owner, this::allocator);
        regions.add(blocks);
        var current = scope;
        if (current != null) {
            current.made.add(blocks);
        }
        return new BlockRegion(blocks);
    }

    @Override
    public MemoryScope newScope() {
        var made = new Scope(scope);
        scope = made;
        return made;
    }

    private final class Scope implements MemoryScope {
        private final @Nullable Scope around;
        private final Set<Blocks> made = ConcurrentHashMap.newKeySet();

        Scope(@Nullable Scope around) {
            this.around = around;
        }

        @Override
        public void leave() {
            scope = around;
        }

        @Override
        public void close() {
            made.forEach(Blocks::close);
            regions.removeAll(made);
            made.clear();
        }
    }

    private synchronized BufferAllocator allocator() {
        if (closed) {
            throw SqlException.of(ErrorCode.CLOSED, "the query is closed");
        }
        if (allocator == null) {
            allocator = pool.root().newChildAllocator("query", 0, Long.MAX_VALUE);
        }
        return allocator;
    }

    @Override
    public synchronized long used() {
        return allocator == null ? 0 : allocator.getAllocatedMemory();
    }

    @Override
    public synchronized long peak() {
        return allocator == null ? peakAtClose : allocator.getPeakMemoryAllocation();
    }

    @Override
    public void close() {
        for (Blocks region : regions) {
            region.close();
        }
        regions.clear();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (allocator != null) {
                peakAtClose = allocator.getPeakMemoryAllocation();
                allocator.close();
                allocator = null;
            }
        }
        use.close();
    }
}
