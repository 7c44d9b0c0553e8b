package tarn.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import tarn.engine.catalog.Catalog;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.query.run.schedule.Scheduler;

/**
 * An in-memory database: tables, views, threads and memory. Work is done through {@link Session}s, any number at a time.
 * Thread-safe.
 *
 * <pre>{@code
 * try (var tarn = Tarn.open(); var session = tarn.session(); var result = session.execute("SELECT 42 AS answer")) {
 *     System.out.println(result.value(0, 0));
 * }
 * }</pre>
 */
public final class Tarn implements AutoCloseable {
    private static final Map<String, Shared> SHARED = new HashMap<>();

    private record Shared(Tarn database, int users) {}

    private final Catalog catalog = new Catalog();
    private final MemoryPool memory = MemoryPools.create(defaultMemoryLimit());
    private final ScanSamples samples = new ScanSamples(memory);
    private final Scheduler scheduler = new Scheduler(Runtime.getRuntime().availableProcessors());
    private final String sharedName;
    private volatile boolean externalAccess = true;

    private Tarn(String sharedName) {
        this.sharedName = sharedName;
    }

    /** A new database of its own. */
    public static Tarn open() {
        return new Tarn("");
    }

    /**
     * The database of this name within the JVM, made if there is none. It lives until it has been closed as often as it
     * has been opened.
     */
    public static Tarn open(String name) {
        if (name.isEmpty()) {
            return open();
        }
        synchronized (SHARED) {
            var shared = SHARED.getOrDefault(name, new Shared(new Tarn(name), 0));
            SHARED.put(name, new Shared(shared.database, shared.users + 1));
            return shared.database;
        }
    }

    /** A new session with default settings. */
    public Session session() {
        return new Session(this);
    }

    /** Threads that work on queries. */
    public int threads() {
        return scheduler.threads();
    }

    public void setThreads(int threads) {
        scheduler.setThreads(threads);
    }

    /** Bytes that tables and queries may hold together. */
    public long memoryLimit() {
        return memory.limit();
    }

    public void setMemoryLimit(long bytes) {
        memory.setLimit(bytes);
    }

    /** Bytes held now. */
    public long memoryUsed() {
        return memory.used();
    }

    /** Whether SQL may touch files. */
    public boolean externalAccess() {
        return externalAccess;
    }

    void setExternalAccess(boolean allowed) {
        externalAccess = allowed;
    }

    Catalog catalog() {
        return catalog;
    }

    /** What filters do to some rows of tables, as far as the optimizer has asked. */
    ScanSamples samples() {
        return samples;
    }

    MemoryPool memory() {
        return memory;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Four fifths of the machine's memory. */
    static long defaultMemoryLimit() {
        return machineMemory() / 5 * 4;
    }

    static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory() * 4;
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            var shared = SHARED.get(sharedName);
            if (shared != null && shared.database == this) {
                if (shared.users > 1) {
                    SHARED.put(sharedName, new Shared(this, shared.users - 1));
                    return;
                }
                SHARED.remove(sharedName);
            }
        }
        scheduler.close();
        memory.close();
    }
}
