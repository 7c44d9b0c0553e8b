package tarn.engine.query.run.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.engine.catalog.ColumnStatistics;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.query.run.OperatorRun;
import tarn.engine.query.run.aggregate.AggregateSpec.Call;
import tarn.engine.query.run.aggregate.AggregateSpec.Order;
import tarn.sql.error.Span;

class HashAggregateTest {
    private final ColumnIds ids = new ColumnIds();

    /** Key types, rows, and how many values a key has. */
    private record Case(List<DataType> keys, int rows, int distinct) {}

    static Stream<Case> cases() {
        var wide = new DecimalType(30, 2);
        List<List<DataType>> keys = List.of(
                List.of(),
                List.of(ScalarType.INTEGER),
                List.of(ScalarType.BIGINT),
                List.of(ScalarType.VARCHAR),
                List.of(ScalarType.DOUBLE),
                List.of(wide),
                List.of(ScalarType.BOOLEAN),
                List.of(ScalarType.VARCHAR, ScalarType.VARCHAR),
                List.of(ScalarType.INTEGER, ScalarType.DATE, ScalarType.BOOLEAN),
                List.of(ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR, ScalarType.SMALLINT, wide));
        var cases = new ArrayList<Case>();
        for (var types : keys) {
            cases.add(new Case(types, 0, 1));
            cases.add(new Case(types, 200, 3));
            cases.add(new Case(types, 700, 500));
        }
        return cases.stream();
    }

    private static @Nullable Object value(DataType type, int distinct, Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        int n = random.nextInt(distinct);
        return switch (type.lane()) {
            case BIT -> n % 2 == 0;
            case I8, I16, I32 -> (long) n - distinct / 2;
            case I64 -> n % 3 == 0 ? Long.MIN_VALUE + n : n % 3 == 1 ? Long.MAX_VALUE - n : n;
            case I128 -> BigInteger.valueOf(n - 2).shiftLeft(70);
            case F64 -> n == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : n == 1 ? Double.NaN : n / 3.0;
            case BYTES -> n == 0 ? "" : "key number " + n;
            case F32, INTERVAL -> throw new IllegalArgumentException();
        };
    }

    private final List<Column> layout = new ArrayList<>();

    private void layout(List<DataType> keys) {
        layout.clear();
        keys.forEach(type -> layout.add(ids.column("key", type)));
        layout.add(ids.column("a", ScalarType.BIGINT));
        layout.add(ids.column("b", ScalarType.BIGINT));
        layout.add(ids.column("text", ScalarType.VARCHAR));
    }

    private static List<List<@Nullable Object>> rows(Case of, Random random) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < of.rows(); i++) {
            var row = new ArrayList<@Nullable Object>();
            for (DataType type : of.keys()) {
                row.add(value(type, of.distinct(), random));
            }
            row.add(random.nextInt(6) == 0 ? null : (long) random.nextInt(9));
            row.add(random.nextInt(6) == 0 ? null : (long) random.nextInt(9));
            row.add(random.nextInt(6) == 0 ? null : "text " + random.nextInt(30));
            rows.add(row);
        }
        return rows;
    }

    private Expr ref(int column) {
        return new Expr.Ref(layout.get(column), Span.NONE);
    }

    private Call call(String name, boolean distinct, @Nullable Expr filter, List<Order> order, Integer... columns) {
        return call(name, distinct, filter, order, null, columns);
    }

    private Call call(
            String name,
            boolean distinct,
            @Nullable Expr filter,
            List<Order> order,
            AggregateSpec.@Nullable Range range,
            Integer... columns) {
        var arguments = Arrays.stream(columns).map(this::ref).toList();
        var types = arguments.stream().map(Expr::type).toArray(DataType[]::new);
        return new Call(
                Functions.aggregate(name, Span.NONE, types), arguments, distinct, filter, order, range, Span.NONE);
    }

    private List<Call> calls(int keys) {
        Expr less = new Expr.Comparison(ComparisonOperator.LESS, ref(keys), ref(keys + 1), Span.NONE);
        return List.of(
                call("count", false, null, List.of()),
                call("count", false, null, List.of(), keys),
                call("sum", false, null, List.of(), keys),
                call("min", false, null, List.of(), keys + 2),
                call("sum", false, less, List.of(), keys + 1),
                call("count", true, null, List.of(), keys + 2),
                call("sum", true, less, List.of(), keys),
                call("sum", true, null, List.of(), new AggregateSpec.Range(0, 8, 1e6), keys),
                call("count", true, null, List.of(), new AggregateSpec.Range(1, 6, 1e6), keys + 1),
                call("avg", true, null, List.of(), new AggregateSpec.Range(0, 8, 10), keys + 1),
                call("first", false, null, List.of(), keys + 2),
                call("first", false, less, List.of(new Order(ref(keys + 1), true, false)), keys + 2),
                call("max", true, null, List.of(), keys),
                call("any_value", false, null, List.of(), keys + 2));
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    private static @Nullable BigInteger sum(Stream<@Nullable Object> values) {
        return values.filter(v -> v != null)
                .map(v -> BigInteger.valueOf((Long) v))
                .reduce(BigInteger::add)
                .orElse(null);
    }

    private static List<@Nullable Object> expected(List<List<@Nullable Object>> rows, int keys) {
        var less = rows.stream()
                .filter(row -> row.get(keys) != null
                        && row.get(keys + 1) != null
                        && (Long) row.get(keys) < (Long) row.get(keys + 1))
                .toList();
        var texts =
                new LinkedHashSet<>(rows.stream().map(row -> row.get(keys + 2)).toList());
        var sorted = less.stream()
                .sorted(Comparator.comparing(row -> -(Long) row.get(keys + 1)))
                .toList();
        var result = new ArrayList<@Nullable Object>();
        result.add((long) rows.size());
        result.add(rows.stream().filter(row -> row.get(keys) != null).count());
        result.add(sum(rows.stream().map(row -> row.get(keys))));
        result.add(texts.stream()
                .filter(v -> v != null)
                .map(v -> (String) v)
                .min(Comparator.naturalOrder())
                .orElse(null));
        result.add(sum(less.stream().map(row -> row.get(keys + 1))));
        result.add(texts.stream().filter(v -> v != null).count());
        result.add(sum(less.stream().map(row -> row.get(keys)).distinct()));
        result.add(sum(rows.stream().map(row -> row.get(keys)).distinct()));
        var seconds = rows.stream()
                .map(row -> (Long) row.get(keys + 1))
                .filter(v -> v != null)
                .distinct()
                .toList();
        result.add((long) seconds.size());
        result.add(seconds.isEmpty() ? null : seconds.stream().mapToLong(v -> v).sum() / (double) seconds.size());
        result.add(rows.isEmpty() ? null : rows.getFirst().get(keys + 2));
        result.add(sorted.isEmpty() ? null : sorted.getFirst().get(keys + 2));
        result.add(rows.stream()
                .map(row -> (Long) row.get(keys))
                .filter(v -> v != null)
                .max(Comparator.naturalOrder())
                .orElse(null));
        result.add(texts.stream().filter(v -> v != null).findFirst().orElse(null));
        return result;
    }

    private static List<List<@Nullable Object>> expected(
            List<List<@Nullable Object>> rows, int keys, List<List<Integer>> sets, boolean withSet) {
        var all = new ArrayList<List<@Nullable Object>>();
        for (int s = 0; s < sets.size(); s++) {
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
            if (sets.get(s).isEmpty()) {
                groups.put(Collections.nCopies(keys, null), new ArrayList<>());
            }
            for (var row : rows) {
                var key = new ArrayList<@Nullable Object>(Collections.nCopies(keys, null));
                sets.get(s).forEach(k -> key.set(k, canonical(row.get(k))));
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            }
            int set = s;
            groups.forEach((key, members) -> {
                var row = new ArrayList<>(key);
                row.addAll(expected(members, keys));
                if (withSet) {
                    row.add((long) set);
                }
                all.add(row);
            });
        }
        return all;
    }

    private List<List<@Nullable Object>> run(
            AggregateSpec spec, List<List<@Nullable Object>> rows, int batchRows, int threads, boolean mixed) {
        try (var run = new OperatorRun(batchRows, threads)) {
            var aggregate = new HashAggregate(spec);
            var collected = new OperatorRun.Collected(batchRows);
            run.run(
                    new Pipeline(
                            List.of(new Pipeline.Leg(run.source(spec.layout(), rows, mixed), List.of(), false)),
                            aggregate),
                    new Pipeline(List.of(new Pipeline.Leg(aggregate.result(), List.of(), false)), collected));
            assertThat(run.leaked()).isZero();
            return collected.rows();
        }
    }

    private AggregateSpec spec(int keys, List<Call> calls, List<List<Integer>> sets) {
        var groups = layout.subList(0, keys).stream()
                .map(column -> (Expr) new Expr.Ref(column, Span.NONE))
                .toList();
        return new AggregateSpec(
                List.copyOf(layout),
                groups,
                Collections.nCopies(keys, ColumnStatistics.UNKNOWN),
                calls,
                sets,
                sets.size() > 1);
    }

    private static List<Integer> allOf(int keys) {
        return Stream.iterate(0, k -> k + 1).limit(keys).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void groupsAsAMapDoes(Case of) {
        int keys = of.keys().size();
        var rows = rows(of, new Random(of.rows() + keys));
        layout(of.keys());
        List<List<List<Integer>>> allSets = keys == 0
                ? List.of(List.of(List.of()))
                : List.of(List.of(allOf(keys)), List.of(allOf(keys), List.of(keys - 1), List.of()));
        for (var sets : allSets) {
            var spec = spec(keys, calls(keys), sets);
            var expected = expected(rows, keys, sets, sets.size() > 1);
            for (int batchRows : new int[] {1, 3, 2048}) {
                for (int threads : new int[] {1, 4}) {
                    assertThat(run(spec, rows, batchRows, threads, batchRows == 3))
                            .as(of + " sets " + sets + " batch " + batchRows + " threads " + threads)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60_000, 250_000})
    void manyGroupsAreMergedByPartitions(int count) {
        layout(List.of(ScalarType.INTEGER, ScalarType.VARCHAR));
        long keys = count / 3;
        var rows = new ArrayList<List<@Nullable Object>>();
        for (long i = 0; i < count; i++) {
            rows.add(Arrays.asList(i % keys, "s" + i % 7, i, i % 2 == 0 ? null : i, "t" + i % 5));
        }
        var calls = List.of(
                call("count", false, null, List.of()),
                call("sum", false, null, List.of(), 2),
                call("max", false, null, List.of(), 4));
        record Group(long key, String text) {}
        var sums = new HashMap<Group, Long>();
        for (long i = 0; i < count; i++) {
            sums.merge(new Group(i % keys, "s" + i % 7), i, Long::sum);
        }
        for (int threads : new int[] {1, 2}) {
            var result = run(spec(2, calls, List.of(List.of(0, 1))), rows, 2048, threads, false);
            assertThat(result).hasSize(sums.size());
            for (var row : result) {
                var group = new Group((Long) row.get(0), (String) row.get(1));
                assertThat(((BigInteger) row.get(3)).longValue()).isEqualTo(sums.get(group));
                if ((Long) row.get(2) == 1) {
                    assertThat(row.get(4)).isEqualTo("t" + sums.get(group) % 5);
                }
            }
        }
    }
}
