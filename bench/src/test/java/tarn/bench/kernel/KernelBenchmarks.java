package tarn.bench.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Gather;
import tarn.engine.kernel.Hashing;

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

    @Setup
    public void fill() {
        pool = MemoryPools.create(1L << 30);
        query = pool.newQuery();
        batch = query.newRegion("benchmark");
        var values = Arena.global().allocate(8L * ROWS, 64);
        rowNumbers = Arena.global().allocate(4L * ROWS, 64);
        hashes = Arena.global().allocate(8L * ROWS, 64);
        for (int row = 0; row < ROWS; row++) {
            values.setAtIndex(ValueLayout.JAVA_LONG, row, row * 0x9E3779B97F4A7C15L >>> 40);
            rowNumbers.setAtIndex(ValueLayout.JAVA_INT, row, (row * 7) % ROWS);
        }
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

    public static void main(String[] patterns) throws RunnerException {
        var options = new OptionsBuilder().include(patterns.length > 0 ? patterns[0] : "tarn.bench.kernel");
        new Runner(options.build()).run();
    }
}
