package tarn.engine.data.memory;

import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The pool of one database: Arrow's root allocator, and the list of who holds blocks. */
final class DatabasePool implements MemoryPool {
    private static final int NAMED_OWNERS = 3;

    /** Started with the first table: a database without tables needs no thread. */
    private static final class Cleaning {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final Set<Blocks> holders = ConcurrentHashMap.newKeySet();
    private long limit;
    private @Nullable RootAllocator root;
    private int users;
    private boolean closed;

    DatabasePool(long limit) {
        this.limit = limit;
    }

    @Override
    public QueryMemory newQuery() {
        return new QueryBudget(this, use());
    }

    @Override
    public synchronized Use use() {
        if (closed) {
            throw SqlException.of(ErrorCode.CLOSED, "the database is closed");
        }
        users++;
        return this::leave;
    }

    private void leave() {
        boolean last;
        synchronized (this) {
            last = --users == 0 && closed;
        }
        if (last) {
            free();
        }
    }

    @Override
    public Region newTableRegion(String owner) {
        var blocks = newBlocks(owner, this::root);
        var region = new BlockRegion(blocks);
        region.closeBy(Cleaning.CLEANER.register(region, blocks::close));
        return region;
    }

    Blocks newBlocks(String owner, Supplier<BufferAllocator> allocator) {
        return new Blocks(owner, this, allocator);
    }

    void add(Blocks holder) {
        holders.add(holder);
    }

    void remove(Blocks holder) {
        holders.remove(holder);
    }

    synchronized BufferAllocator root() {
        if (closed) {
            throw SqlException.of(ErrorCode.CLOSED, "the database is closed");
        }
        if (root == null) {
            root = new RootAllocator(RootAllocator.configBuilder()
                    .allocationManagerFactory(HugeBlock.FACTORY)
                    .roundingPolicy(size -> size)
                    .maxAllocation(limit)
                    .build());
        }
        return root;
    }

    @Override
    public synchronized long used() {
        return root == null ? 0 : root.getAllocatedMemory();
    }

    @Override
    public synchronized long limit() {
        return limit;
    }

    @Override
    public synchronized void setLimit(long bytes) {
        limit = bytes;
        if (root != null) {
            root.setLimit(bytes);
        }
    }

    @Override
    public void close() {
        boolean unused;
        synchronized (this) {
            unused = users == 0 && !closed;
            closed = true;
        }
        if (unused) {
            free();
        }
    }

    private void free() {
        for (Blocks holder : holders) {
            holder.close();
        }
        synchronized (this) {
            if (root != null) {
                root.close();
                root = null;
            }
        }
    }

    SqlException limitReached(long wanted) {
        Map<String, Long> byOwner = new HashMap<>();
        for (Blocks holder : holders) {
            byOwner.merge(holder.owner(), holder.bytes(), Long::sum);
        }
        String owners = byOwner.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED_OWNERS)
                .map(e -> e.getKey() + " holds " + size(e.getValue()))
                .collect(Collectors.joining(", "));
        return SqlException.of(
                ErrorCode.OUT_OF_MEMORY,
                "out of memory: the limit of " + size(limit()) + " leaves no room for " + size(wanted)
                        + (owners.isEmpty() ? "" : "; " + owners));
    }

    private static String size(long bytes) {
        if (bytes >= 1_000_000_000L) {
            return "%.1f GB".formatted(bytes / 1e9);
        }
        return bytes >= 1_000_000L ? "%.1f MB".formatted(bytes / 1e6) : "%.1f kB".formatted(bytes / 1e3);
    }
}
