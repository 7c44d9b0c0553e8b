package tarn.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Comparisons;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.Hashing;
import tarn.engine.kernel.Kernel;
import tarn.engine.query.run.sort.Radix;

/** Nanoseconds a row of the kernels that most queries go through, on one batch in the cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"})
public class KernelBenchmarks {
    private static final int ROWS = Batch.DEFAULT_ROWS;

    private MemoryPool pool;
    private QueryMemory query;
    private Region batch;
    private Vector longs;
    private MemorySegment rowNumbers;
    private MemorySegment hashes;
    private MemorySegment values;
    private MemorySegment bitmap;
    private MemorySegment entries;
    private MemorySegment scratch;
    private Vector strings;
    private Vector limit;
    private final Kernel less = Comparisons.of(Comparisons.Order.LESS, ScalarType.BIGINT);
    private final Radix radix = new Radix(1);

    @Setup
    public void fill() {
        pool = MemoryPools.create(1L << 30);
        query = pool.newQuery();
        batch = query.newRegion("benchmark");
        values = Arena.global().allocate(8L * ROWS, 64);
        rowNumbers = Arena.global().allocate(4L * ROWS, 64);
        hashes = Arena.global().allocate(8L * ROWS, 64);
        bitmap = Arena.global().allocate(ROWS / 8 + 8, 64);
        entries = Arena.global().allocate(8L * ROWS, 64);
        scratch = Arena.global().allocate(8L * ROWS, 64);
        var views = Arena.global().allocate((long) Strings.VIEW_BYTES * ROWS, 64);
        for (int row = 0; row < ROWS; row++) {
            values.setAtIndex(ValueLayout.JAVA_LONG, row, row * 0x9E3779B97F4A7C15L >>> 40);
            rowNumbers.setAtIndex(ValueLayout.JAVA_INT, row, (row * 7) % ROWS);
            var text = Arena.global().allocateFrom("customer number " + row * 31 % ROWS);
            Strings.put(views, row, text.address(), (int) text.byteSize() - 1);
        }
        strings = new FlatVector(ScalarType.VARCHAR, views, null);
        var half = Arena.global().allocate(16, 16);
        half.set(ValueLayout.JAVA_LONG, 0, 1L << 23);
        limit = new ConstantVector(ScalarType.BIGINT, half, false);
        longs = new FlatVector(ScalarType.BIGINT, values, null);
    }

    @TearDown
    public void close() {
        query.close();
        pool.close();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment hashLongs() {
        Hashing.hash(longs, ROWS, hashes, false);
        return hashes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Vector gatherLongs() {
        batch.reset();
        return Gather.gather(longs, rowNumbers, ROWS, batch);
    }

    /** A filter: values to a bitmap. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Vector compareLongs() {
        batch.reset();
        return less.evaluate(List.of(longs, limit), ROWS, batch);
    }

    /** The same for a text of few values, by the numbers of its dictionary. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment compareCodes() {
        Comparisons.codesBetween(rowNumbers, ROWS / 4, ROWS / 2, ROWS, bitmap);
        return bitmap;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment hashStrings() {
        Hashing.hash(strings, ROWS, hashes, false);
        return hashes;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Vector gatherStrings() {
        batch.reset();
        return Gather.gather(strings, rowNumbers, ROWS, batch);
    }

    /** Copies the batch into place first, for it is in order afterwards. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public MemorySegment sortLongs() {
        MemorySegment.copy(values, 0, entries, 0, 8L * ROWS);
        radix.sort(entries, scratch, 0, ROWS, 0, Long.SIZE);
        return entries;
    }
}
