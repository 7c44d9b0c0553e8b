package tarn.engine.query.run.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.run.RowsSource;
import tarn.engine.query.run.Runs;
import tarn.engine.query.run.sink.ResultSink;
import tarn.sql.error.Span;

class SortTest {
    private static final List<DataType> TYPES = List.of(
            ScalarType.BIGINT,
            ScalarType.INTEGER,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            ScalarType.HUGEINT,
            ScalarType.BOOLEAN,
            ScalarType.INTERVAL,
            ScalarType.REAL);

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "1,2048", "4,1", "4,3", "4,2048"})
    void sortsByAnyKeysStably(int threads, int batchRows) {
        for (int round = 0; round < 30; round++) {
            var rows = rows(random.nextInt(300), round % 3);
            var keys = keys();
            for (boolean coded : new boolean[] {false, true}) {
                assertThat(sort(threads, batchRows, rows, keys, Long.MAX_VALUE, 0, coded))
                        .as("keys %s", keys)
                        .isEqualTo(expected(rows, keys));
            }
        }
    }

    @Test
    void sortsManyRowsInParts() {
        var rows = rows(40_000, 1);
        for (int round = 0; round < 3; round++) {
            var keys = keys();
            var expected = expected(rows, keys);
            for (int threads : new int[] {1, 4}) {
                assertThat(sort(threads, 2048, rows, keys, Long.MAX_VALUE, 0, false))
                        .isEqualTo(expected);
                assertThat(sort(threads, 2048, rows, keys, 100, 10, false)).isEqualTo(expected.subList(10, 110));
                assertThat(sort(threads, 2048, rows, keys, 20_000, 0, false)).isEqualTo(expected.subList(0, 20_000));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,3,0,5", "4,3,2,7", "4,1,0,0", "1,2048,1000,3", "4,2048,3,100"})
    void keepsTheFirstRows(int threads, int batchRows, int offset, int limit) {
        var rows = rows(300, 2);
        var keys = keys();
        var expected = expected(rows, keys).stream().skip(offset).limit(limit).toList();
        assertThat(sort(threads, batchRows, rows, keys, limit, offset, false)).isEqualTo(expected);
    }

    @Test
    void ordersLongStringsThatShareTheirBeginning() {
        var words = new ArrayList<String>();
        for (int i = 0; i < 400; i++) {
            words.add("the same beginning ".repeat(random.nextInt(3))
                    + "x".repeat(random.nextInt(20))
                    + (char) random.nextInt(4));
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        words.forEach(word -> rows.add(row(word)));
        for (boolean descending : new boolean[] {false, true}) {
            var keys = List.of(new Key(3, descending, false));
            assertThat(sort(4, 64, rows, keys, Long.MAX_VALUE, 0, false)).isEqualTo(expected(rows, keys));
        }
    }

    @Test
    void keepsTheFirstRowOfEachKeyInTheOrderOfTheInput() {
        var rows = rows(500, 1);
        var ids = new ColumnIds();
        var layout = Runs.columns(ids, TYPES);
        var expected = new ArrayList<List<@Nullable Object>>();
        var seen = new java.util.HashSet<List<@Nullable Object>>();
        for (var row : rows) {
            if (seen.add(java.util.Arrays.asList(row.get(1), row.get(5)))) {
                expected.add(row);
            }
        }
        for (int threads : new int[] {1, 4}) {
            var sink = new FirstOfKeys(layout, List.of(ref(layout, 1), ref(layout, 5)));
            var result = new ResultSink(layout);
            var source = new RowsSource(TYPES, rows, 17, false);
            assertThat(Runs.run(threads, 5, List.of(Runs.pipeline(source, sink), Runs.pipeline(sink.result(), result))))
                    .isEqualTo(expected);
        }
    }

    private record Key(int column, boolean descending, boolean nullsFirst) {}

    private List<Key> keys() {
        var columns = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Collections.shuffle(columns, random);
        return columns.subList(0, 1 + random.nextInt(4)).stream()
                .map(column -> new Key(column, random.nextBoolean(), random.nextBoolean()))
                .toList();
    }

    /** @param spread 0: few values, 1: some, 2: all over the range of the type */
    private List<List<@Nullable Object>> rows(int count, int spread) {
        var rows = new ArrayList<List<@Nullable Object>>();
        long range = spread == 0 ? 3 : spread == 1 ? 1000 : Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            var row = new ArrayList<@Nullable Object>();
            long n = random.nextLong(-range, range);
            row.add(spread == 2 && random.nextInt(4) == 0 ? Long.MIN_VALUE + n : n);
            row.add(orNull(random.nextLong(-range, range)));
            row.add(orNull(
                    switch (random.nextInt(12)) {
                        case 0 -> Double.NaN;
                        case 1 -> Double.NEGATIVE_INFINITY;
                        case 2 -> 0.0;
                        default -> random.nextLong(-range, range) / 4.0;
                    }));
            row.add(orNull(word(random.nextInt(spread == 0 ? 3 : 20))));
            row.add(orNull(BigInteger.valueOf(random.nextLong(-range, range)).shiftLeft(random.nextInt(60))));
            row.add(orNull(random.nextBoolean()));
            row.add(orNull(new Interval(random.nextInt(3) - 1, random.nextInt(60), random.nextLong(-range, range))));
            row.add(orNull((float) random.nextInt(100) / 8));
            rows.add(row);
        }
        return rows;
    }

    private String word(int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(2)));
        }
        return word.toString();
    }

    private @Nullable Object orNull(Object value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    private static List<@Nullable Object> row(String word) {
        var row = new ArrayList<@Nullable Object>(Collections.nCopies(TYPES.size(), null));
        row.set(3, word);
        return row;
    }

    private static List<List<@Nullable Object>> expected(List<List<@Nullable Object>> rows, List<Key> keys) {
        var sorted = new ArrayList<>(rows);
        Comparator<List<@Nullable Object>> order = (a, b) -> 0;
        for (var key : keys) {
            order = order.thenComparing((a, b) -> compare(a.get(key.column), b.get(key.column), key));
        }
        sorted.sort(order);
        return sorted;
    }

    @SuppressWarnings("unchecked")
    private static int compare(@Nullable Object a, @Nullable Object b, Key key) {
        if (a == null || b == null) {
            return a == b ? 0 : (a == null) == key.nullsFirst ? -1 : 1;
        }
        int order = a instanceof Interval x && b instanceof Interval y
                ? micros(x).compareTo(micros(y))
                : a instanceof String x && b instanceof String y
                        ? java.util.Arrays.compareUnsigned(x.getBytes(), y.getBytes())
                        : ((Comparable<Object>) a).compareTo(b);
        return key.descending ? -order : order;
    }

    private static BigInteger micros(Interval interval) {
        return BigInteger.valueOf(interval.months() * 30L + interval.days())
                .multiply(BigInteger.valueOf(86_400_000_000L))
                .add(BigInteger.valueOf(interval.micros()));
    }

    private static Expr ref(List<Column> layout, int column) {
        return new Expr.Ref(layout.get(column), Span.NONE);
    }

    private static List<List<@Nullable Object>> sort(
            int threads,
            int batchRows,
            List<List<@Nullable Object>> rows,
            List<Key> keys,
            long limit,
            long offset,
            boolean coded) {
        var layout = Runs.columns(new ColumnIds(), TYPES);
        var order = keys.stream()
                .map(key -> new SortSpec.Key(ref(layout, key.column), key.descending, key.nullsFirst))
                .toList();
        var sort = new Sort(new SortSpec(layout, order, limit, offset));
        var source = new RowsSource(TYPES, rows, rows.size() > 1000 ? 3000 : 11, coded);
        return Runs.run(
                threads,
                batchRows,
                List.of(Runs.pipeline(source, sort), Runs.pipeline(sort.result(), new ResultSink(layout))));
    }
}
