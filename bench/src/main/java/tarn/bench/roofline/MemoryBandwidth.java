package tarn.bench.roofline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;

/**
 * How fast memory is read, copied, and read here and there, through memory allocated as Tarn's own, which asks for huge pages.
 * Each thread works on a part of its own; the best of several runs counts, for all that disturbs makes it slower.
 */
final class MemoryBandwidth implements AutoCloseable {
    private static final int LONG = Long.BYTES;
    private static final int RUNS = 5;

    private final int threads;
    private final long longs;
    private final ExecutorService workers;
    private final MemoryPool pool;
    private final QueryMemory query;
    private final MemorySegment from;
    private final MemorySegment to;
    private volatile long kept;

    /** @param bytes of the array that is read; far more than the caches hold */
    MemoryBandwidth(long bytes, int threads) throws IOException {
        this.threads = threads;
        this.longs = bytes / LONG / threads * threads;
        this.workers = Executors.newFixedThreadPool(threads);
        this.pool = MemoryPools.create(2 * bytes + (64L << 20));
        this.query = pool.newQuery();
        var region = query.newRegion("roofline");
        this.from = region.allocate(longs * LONG);
        this.to = region.allocate(longs * LONG);
        seconds((first, last) -> {
            for (long i = first; i < last; i++) {
                Memory.setLong(from, i, i);
                Memory.setLong(to, i, 0);
            }
            return 0;
        });
    }

    /** Work of one thread on the longs from {@code first} to before {@code last}; gives something that depends on all of it. */
    private interface Part {
        long run(long first, long last);
    }

    /** Bytes a second that are read one after the other. */
    double read() throws IOException {
        return longs * LONG / best(this::sum);
    }

    /** Bytes a second that are read, and as many written. */
    double copy() throws IOException {
        return longs
                * LONG
                / best((first, last) -> {
                    MemorySegment.copy(from, first * LONG, to, first * LONG, (last - first) * LONG);
                    return Memory.getLong(to, first);
                });
    }

    /** Values of eight bytes a second that are read from places that a counter scatters over all of the array. */
    double gather() throws IOException {
        long reads = longs / 8;
        return reads / best((first, last) -> gather(first / 8, last / 8));
    }

    private long sum(long first, long last) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long i = first;
        for (; i + 4 <= last; i += 4) {
            a += Memory.getLong(from, i);
            b += Memory.getLong(from, i + 1);
            c += Memory.getLong(from, i + 2);
            d += Memory.getLong(from, i + 3);
        }
        for (; i < last; i++) {
            a += Memory.getLong(from, i);
        }
        return a + b + c + d;
    }

    private long gather(long first, long last) {
        long sum = 0;
        for (long i = first; i < last; i++) {
            long place = Math.unsignedMultiplyHigh(i * 0x9E3779B97F4A7C15L, longs);
            sum += Memory.getLong(from, place);
        }
        return sum;
    }

    private double best(Part part) throws IOException {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            best = Math.min(best, seconds(part));
        }
        return best;
    }

    private double seconds(Part part) throws IOException {
        var parts = new ArrayList<Callable<Long>>();
        for (int thread = 0; thread < threads; thread++) {
            long first = longs / threads * thread;
            long last = longs / threads * (thread + 1);
            parts.add(() -> part.run(first, last));
        }
        long start = System.nanoTime();
        kept = all(parts);
        return (System.nanoTime() - start) / 1e9;
    }

    private long all(List<Callable<Long>> parts) throws IOException {
        try {
            long sum = 0;
            for (var done : workers.invokeAll(parts)) {
                sum += done.get();
            }
            return sum;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException error) {
            throw new IllegalStateException("reading memory, sum so far " + kept, error);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        query.close();
        pool.close();
    }
}
