package tarn.engine.query.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ColumnIds;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.Pipeline.Leg;
import tarn.engine.pipeline.Transform;
import tarn.engine.query.run.RowsSource;
import tarn.engine.query.run.Runs;
import tarn.engine.query.run.limit.Limit;
import tarn.engine.query.run.shared.StoreSink;
import tarn.engine.query.run.shared.StoredRows;
import tarn.engine.query.run.sink.ResultSink;
import tarn.engine.query.run.values.SeriesSource;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

class DriverTest {
    private static final List<DataType> BIGINT = List.of(ScalarType.BIGINT);

    private static List<List<@Nullable Object>> numbers(long from, long to) {
        return LongStream.range(from, to)
                .<List<@Nullable Object>>mapToObj(List::of)
                .toList();
    }

    private static ResultSink result() {
        return new ResultSink(Runs.columns(new ColumnIds(), BIGINT));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "1,2048", "4,1", "4,3", "4,2048"})
    void keepsTheOrderOfMorselsAndLegs(int threads, int batchRows) {
        var legs = List.of(
                new Leg(new RowsSource(BIGINT, numbers(0, 500), 7, false), List.of(), false),
                new Leg(new SeriesSource("series", 500, 1, 100), List.of(), false),
                new Leg(new RowsSource(BIGINT, numbers(600, 700), 90, false), List.of(), true));
        assertThat(Runs.run(threads, batchRows, List.of(new Pipeline(legs, result()))))
                .isEqualTo(numbers(0, 700));
    }

    @ParameterizedTest
    @CsvSource({"1,1,0,10", "4,3,5,20", "4,2048,0,1", "1,2048,95,10", "4,1,0,0", "4,64,200,5"})
    void limitsInOrder(int threads, int batchRows, long offset, long limit) {
        var limiting = new Limit(BIGINT, limit, offset);
        var source = new RowsSource(BIGINT, numbers(0, 100), 6, false);
        assertThat(Runs.run(
                        threads,
                        batchRows,
                        List.of(Runs.pipeline(source, limiting), Runs.pipeline(limiting.result(), result()))))
                .isEqualTo(numbers(Math.min(100, offset), Math.min(100, offset + limit)));
    }

    @Test
    void readsNoMoreThanALimitNeeds() {
        var seen = new AtomicInteger();
        var limiting = new Limit(BIGINT, 10, 0);
        var counting = transform((batch, out) -> {
            seen.addAndGet(batch.rows());
            out.accept(batch);
        });
        var series = new SeriesSource("series", 0, 1, 1L << 40);
        Runs.run(4, 64, List.of(Runs.pipeline(series, limiting, counting), Runs.pipeline(limiting.result(), result())));
        assertThat(seen.get()).isLessThanOrEqualTo(4 * 64);
    }

    @Test
    void readsSharedRowsTwice() {
        var store = new StoreSink("Shared", BIGINT);
        var twice = List.of(
                new Leg(new StoredRows("SharedScan", store::store, List.of(0)), List.of(), false),
                new Leg(new StoredRows("SharedScan", store::store, List.of(0)), List.of(), false));
        var expected = new ArrayList<>(numbers(0, 50_000));
        expected.addAll(numbers(0, 50_000));
        assertThat(Runs.run(
                        4,
                        100,
                        List.of(
                                Runs.pipeline(new SeriesSource("series", 0, 1, 50_000), store),
                                new Pipeline(twice, result()))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void throwsTheFirstErrorOfAnyThread(int threads) {
        var failing = transform((batch, out) -> {
            throw SqlException.of(ErrorCode.DIVISION, "division by zero");
        });
        var series = new SeriesSource("series", 0, 1, 1L << 40);
        assertThatThrownBy(() -> Runs.run(threads, 2048, List.of(Runs.pipeline(series, result(), failing))))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIVISION));
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void endsWhenCancelled(int threads) {
        var runs = new ArrayList<QueryRun>();
        var cancelling = transform((batch, out) -> runs.getFirst().cancel());
        var series = new SeriesSource("series", 0, 1, 1L << 40);
        assertThatThrownBy(() -> Runs.run(
                        threads,
                        RunSettings.DEFAULT,
                        1 << 30,
                        List.of(Runs.pipeline(series, result(), cancelling)),
                        runs::add))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void endsAfterTheTimeout() {
        var dropping = transform((batch, out) -> {});
        var series = new SeriesSource("series", 0, 1, 1L << 50);
        assertThatThrownBy(() -> Runs.run(
                        4,
                        new RunSettings(2048, 20),
                        1 << 30,
                        List.of(Runs.pipeline(series, result(), dropping)),
                        _ -> {}))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void saysWhenMemoryEndsAndFreesAll(int threads) {
        var series = new SeriesSource("series", 0, 1, 1L << 40);
        assertThatThrownBy(() -> Runs.run(
                        threads, RunSettings.DEFAULT, 32 << 20, List.of(Runs.pipeline(series, result())), _ -> {}))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY))
                .hasMessageContaining("Result");
    }

    @Test
    void queriesTakeTurnsOnOneThread() throws InterruptedException {
        var first = new CountDownLatch(1);
        try (var pool = MemoryPools.create(1 << 30);
                var scheduler = new Scheduler(1)) {
            var memory = pool.newQuery();
            var endless = new QueryRun(scheduler, memory, RunSettings.DEFAULT);
            var dropping = transform((batch, out) -> first.countDown());
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    scheduler.run(
                            List.of(Runs.pipeline(new SeriesSource("series", 0, 1, 1L << 50), result(), dropping)),
                            endless);
                } catch (SqlException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
                }
            });
            first.await();
            var other = pool.newQuery();
            var sink = result();
            scheduler.run(
                    List.of(Runs.pipeline(new SeriesSource("series", 0, 1, 200_000), sink)),
                    new QueryRun(scheduler, other, RunSettings.DEFAULT));
            assertThat(sink.rows()).isEqualTo(200_000);
            endless.cancel();
            thread.join();
            other.close();
            memory.close();
            assertThat(pool.used()).isZero();
        }
    }

    @Test
    void manyQueriesShareThreadsWhoseNumberChanges() throws InterruptedException {
        var wrong = new AtomicInteger();
        try (var pool = MemoryPools.create(1 << 30);
                var scheduler = new Scheduler(3)) {
            var clients = new ArrayList<Thread>();
            for (int client = 0; client < 6; client++) {
                int own = client;
                clients.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 40; i++) {
                        try (var memory = pool.newQuery()) {
                            if (own == 0) {
                                scheduler.setThreads(1 + i % 5);
                            }
                            var store = new StoreSink("Shared", BIGINT);
                            var sink = result();
                            var pipelines = List.of(
                                    Runs.pipeline(new SeriesSource("series", 0, 1, 70_000L * (i % 4)), store),
                                    Runs.pipeline(new StoredRows("SharedScan", store::store, List.of(0)), sink));
                            scheduler.run(pipelines, new QueryRun(scheduler, memory, RunSettings.DEFAULT));
                            wrong.addAndGet(sink.rows() == 70_000L * (i % 4) ? 0 : 1);
                        } catch (RuntimeException e) {
                            wrong.incrementAndGet();
                        }
                    }
                }));
            }
            for (var client : clients) {
                client.join();
            }
            assertThat(wrong.get()).isZero();
            assertThat(pool.used()).isZero();
        }
    }

    @Test
    void aStepMayRunTasksOfItsOwn() {
        var sum = new AtomicInteger();
        var nesting = new Transform() {
            @Override
            public String name() {
                return "Test";
            }

            @Override
            public Worker worker(tarn.engine.pipeline.WorkerContext context) {
                return (batch, out) -> context.query()
                        .parallel(List.of(sum::incrementAndGet, sum::incrementAndGet, sum::incrementAndGet));
            }
        };
        Runs.run(4, 2048, List.of(Runs.pipeline(new SeriesSource("series", 0, 1, 2048 * 100), result(), nesting)));
        assertThat(sum.get()).isEqualTo(300);
    }

    @Test
    void countsRowsAndTimeOfEachOperator() {
        var runs = new ArrayList<QueryRun>();
        var doubling = transform((batch, out) -> {
            out.accept(batch);
            out.accept(batch);
        });
        var source = new SeriesSource("series", 0, 1, 100_000);
        var sink = result();
        Runs.run(4, RunSettings.DEFAULT, 1 << 30, List.of(Runs.pipeline(source, sink, doubling)), runs::add);
        var run = runs.getFirst();
        assertThat(run.profile(source).rows()).isEqualTo(100_000);
        assertThat(run.profile(doubling).rows()).isEqualTo(200_000);
        assertThat(run.profile(sink).rows()).isEqualTo(200_000);
        assertThat(run.profile(source).nanos()).isPositive();
        assertThat(run.progress()).isEqualTo(1);
    }

    private static Transform transform(Transform.Worker worker) {
        return new Transform() {
            @Override
            public String name() {
                return "Test";
            }

            @Override
            public Worker worker(tarn.engine.pipeline.WorkerContext context) {
                return worker;
            }
        };
    }
}
