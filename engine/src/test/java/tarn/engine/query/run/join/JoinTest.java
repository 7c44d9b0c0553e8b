package tarn.engine.query.run.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.query.run.OperatorRun;
import tarn.engine.query.run.join.JoinSpec.Kind;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

class JoinTest {
    private final ColumnIds ids = new ColumnIds();
    private final Column mark = ids.column("mark", ScalarType.BOOLEAN);

    /** What joins what: key types, whether NULLs are equal, a residual or not, sizes. */
    private record Case(List<DataType> keys, boolean nullSafe, boolean residual, int left, int right, int distinct) {}

    static Stream<Case> cases() {
        var wide = new DecimalType(30, 2);
        List<List<DataType>> keys = List.of(
                List.of(),
                List.of(ScalarType.INTEGER),
                List.of(ScalarType.BIGINT),
                List.of(ScalarType.VARCHAR),
                List.of(ScalarType.DOUBLE),
                List.of(wide),
                List.of(ScalarType.BOOLEAN, ScalarType.VARCHAR),
                List.of(ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR),
                List.of(ScalarType.DATE, ScalarType.SMALLINT, wide));
        var cases = new ArrayList<Case>();
        for (var types : keys) {
            for (boolean residual : new boolean[] {false, true}) {
                cases.add(new Case(types, false, residual, 60, 40, 8));
                cases.add(new Case(types, true, residual, 25, 30, 3));
                if (types.isEmpty()) {
                    cases.add(new Case(types, false, residual, 30, 1, 4));
                }
                if (types.size() < 2) {
                    cases.add(new Case(types, false, residual, 30, 0, 4));
                    cases.add(new Case(types, false, residual, 0, 30, 4));
                }
                if (!residual) {
                    cases.add(new Case(types, false, false, 100, 20, 1000));
                }
            }
        }
        return cases.stream();
    }

    private static @Nullable Object value(DataType type, int distinct, Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        int n = random.nextInt(distinct);
        return switch (type.lane()) {
            case BIT -> n % 2 == 0;
            case I8, I16, I32 -> (long) n;
            case I64 -> n * 0x123456789AL - 7;
            case I128 -> java.math.BigInteger.valueOf(n - 2).shiftLeft(70);
            case F64 -> n == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : n == 1 ? Double.NaN : n / 3.0;
            case BYTES -> n == 0 ? "" : "key number " + n;
            case F32, INTERVAL -> throw new IllegalArgumentException();
        };
    }

    private List<Column> columns(String side, List<DataType> keys) {
        var columns = new ArrayList<Column>();
        for (DataType type : keys) {
            columns.add(ids.column(side + "_key", type));
        }
        columns.add(ids.column(side + "_value", ScalarType.BIGINT));
        columns.add(ids.column(side + "_text", ScalarType.VARCHAR));
        return columns;
    }

    private static List<List<@Nullable Object>> rows(List<DataType> keys, int count, int distinct, Random random) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < count; i++) {
            var row = new ArrayList<@Nullable Object>();
            for (DataType type : keys) {
                row.add(value(type, distinct, random));
            }
            row.add(random.nextInt(5) == 0 ? null : (long) random.nextInt(20));
            row.add("row " + i % 17);
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return a == null || b == null ? null : true;
    }

    private static Object canonical(Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    /** TRUE, FALSE or null for a pair of rows. */
    private static @Nullable Boolean matches(Case of, List<@Nullable Object> left, List<@Nullable Object> right) {
        Boolean all = true;
        for (int k = 0; k < of.keys().size(); k++) {
            Object a = left.get(k);
            Object b = right.get(k);
            if (a == null || b == null) {
                all = and(all, of.nullSafe() ? (Boolean) (a == b) : null);
            } else {
                all = and(all, canonical(a).equals(canonical(b)));
            }
        }
        if (of.residual()) {
            Long a = (Long) left.get(of.keys().size());
            Long b = (Long) right.get(of.keys().size());
            all = and(all, a == null || b == null ? null : a < b);
        }
        return all;
    }

    private static List<@Nullable Object> joined(
            @Nullable List<@Nullable Object> left, @Nullable List<@Nullable Object> right, int width) {
        var row = new ArrayList<@Nullable Object>();
        row.addAll(left == null ? Collections.nCopies(width, null) : left);
        row.addAll(right == null ? Collections.nCopies(width, null) : right);
        return row;
    }

    /** The rows expected of the probe, then those that come after it; null if the join must fail. */
    private static @Nullable List<List<List<@Nullable Object>>> expected(
            Kind kind, Case of, List<List<@Nullable Object>> left, List<List<@Nullable Object>> right) {
        int width = of.keys().size() + 2;
        var probe = new ArrayList<List<@Nullable Object>>();
        boolean[] found = new boolean[right.size()];
        for (var row : left) {
            int matches = 0;
            boolean unknown = false;
            for (int r = 0; r < right.size(); r++) {
                Boolean match = matches(of, row, right.get(r));
                unknown |= match == null;
                if (Boolean.TRUE.equals(match)) {
                    matches++;
                    found[r] = true;
                    if (List.of(Kind.INNER, Kind.LEFT, Kind.RIGHT, Kind.FULL, Kind.SINGLE)
                            .contains(kind)) {
                        probe.add(joined(row, right.get(r), width));
                    }
                }
            }
            if (kind == Kind.SINGLE && matches > 1) {
                return null;
            }
            if (matches == 0 && List.of(Kind.LEFT, Kind.FULL, Kind.SINGLE).contains(kind)) {
                probe.add(joined(row, null, width));
            }
            if (kind == Kind.SEMI && matches > 0 || kind == Kind.ANTI && matches == 0) {
                probe.add(row);
            }
            if (kind == Kind.MARK) {
                var marked = new ArrayList<>(row);
                marked.add(matches > 0 ? Boolean.TRUE : unknown ? null : Boolean.FALSE);
                probe.add(marked);
            }
        }
        var after = new ArrayList<List<@Nullable Object>>();
        for (int r = 0; r < right.size(); r++) {
            if ((kind == Kind.RIGHT || kind == Kind.FULL) && !found[r]) {
                after.add(joined(null, right.get(r), width));
            }
            if (kind == Kind.RIGHT_SEMI && found[r] || kind == Kind.RIGHT_ANTI && !found[r]) {
                after.add(right.get(r));
            }
        }
        return List.of(probe, after);
    }

    private JoinSpec spec(Kind kind, Case of, List<Column> left, List<Column> right) {
        var keys = new ArrayList<JoinSpec.Key>();
        for (int k = 0; k < of.keys().size(); k++) {
            keys.add(new JoinSpec.Key(
                    new Expr.Ref(left.get(k), Span.NONE), new Expr.Ref(right.get(k), Span.NONE), of.nullSafe()));
        }
        int value = of.keys().size();
        List<Expr> residual = of.residual()
                ? List.of(new Expr.Comparison(
                        ComparisonOperator.LESS,
                        new Expr.Ref(left.get(value), Span.NONE),
                        new Expr.Ref(right.get(value), Span.NONE),
                        Span.NONE))
                : List.of();
        var both = new ArrayList<>(left);
        both.addAll(right);
        var marked = new ArrayList<>(left);
        marked.add(mark);
        List<Column> output = switch (kind) {
            case INNER, LEFT, RIGHT, FULL, SINGLE -> both;
            case SEMI, ANTI -> left;
            case MARK -> marked;
            case RIGHT_SEMI, RIGHT_ANTI -> right;
        };
        return new JoinSpec(kind, left, right, keys, residual, kind == Kind.MARK ? mark : null, output, new Span(3, 5));
    }

    private List<List<@Nullable Object>> run(
            JoinSpec spec,
            List<List<@Nullable Object>> left,
            List<List<@Nullable Object>> right,
            int batchRows,
            int threads,
            boolean mixed) {
        try (var run = new OperatorRun(batchRows, threads)) {
            var join = Join.of(spec);
            var build = new Pipeline(
                    List.of(new Pipeline.Leg(run.source(spec.right(), right, mixed), List.of(), false)), join.build());
            var collected = new OperatorRun.Collected(batchRows);
            var legs = new ArrayList<Pipeline.Leg>();
            legs.add(new Pipeline.Leg(run.source(spec.left(), left, !mixed), List.of(join.probe()), false));
            if (spec.kind().emitsBuildRows()) {
                legs.add(new Pipeline.Leg(join.unmatched(), List.of(), true));
            }
            run.run(build, new Pipeline(legs, collected));
            assertThat(run.leaked()).isZero();
            return collected.rows();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyKindGivesWhatNestedLoopsGive(Case of) {
        for (Kind kind : Kind.values()) {
            for (int batchRows : new int[] {1, 3, 2048}) {
                for (int threads : new int[] {batchRows == 1 ? 1 : 4}) {
                    var random = new Random(kind.ordinal() * 31 + of.hashCode() % 7);
                    var left = rows(of.keys(), of.left(), of.distinct(), random);
                    var right = rows(of.keys(), of.right(), of.distinct(), random);
                    var spec = spec(kind, of, columns("l", of.keys()), columns("r", of.keys()));
                    var expected = expected(kind, of, left, right);
                    String what = kind + " " + of + " batch " + batchRows + " threads " + threads;
                    if (expected == null) {
                        assertThatThrownBy(() -> run(spec, left, right, batchRows, threads, batchRows == 3))
                                .as(what)
                                .isInstanceOfSatisfying(SqlException.class, error -> {
                                    assertThat(error.code()).isEqualTo(ErrorCode.CARDINALITY);
                                    assertThat(error.span()).isEqualTo(new Span(3, 5));
                                });
                    } else {
                        var all = new ArrayList<>(expected.getFirst());
                        all.addAll(expected.getLast());
                        assertThat(run(spec, left, right, batchRows, threads, batchRows == 3))
                                .as(what)
                                .containsExactlyElementsOf(all);
                    }
                }
            }
        }
    }

    @Test
    void largeBuildsAreIndexedInParallel() {
        var keys = List.<DataType>of(ScalarType.BIGINT);
        var left = columns("l", keys);
        var right = columns("r", keys);
        for (long stride : new long[] {1, 1L << 33}) {
            var build = new ArrayList<List<@Nullable Object>>();
            for (long i = 0; i < 150_000; i++) {
                build.add(Arrays.asList(i % 100_000 * stride, i, null));
            }
            var probe = new ArrayList<List<@Nullable Object>>();
            for (long i = 0; i < 1000; i++) {
                probe.add(Arrays.asList((i * 211 - 500) * stride, i, null));
            }
            var of = new Case(keys, false, false, 0, 0, 0);
            var rows = run(spec(Kind.INNER, of, left, right), probe, build, 2048, 4, false);
            var expected = new ArrayList<List<@Nullable Object>>();
            for (long i = 0; i < 1000; i++) {
                long key = i * 211 - 500;
                for (long r = key; key >= 0 && key < 100_000 && r < 150_000; r += 100_000) {
                    expected.add(Arrays.asList(key * stride, i, null, key * stride, r, null));
                }
            }
            assertThat(rows).isEqualTo(expected);
        }
    }

    @Test
    void onlyTheColumnsAskedForComeOut() {
        var keys = List.<DataType>of(ScalarType.INTEGER);
        var left = columns("l", keys);
        var right = columns("r", keys);
        var whole = spec(Kind.LEFT, new Case(keys, false, false, 0, 0, 0), left, right);
        var spec = new JoinSpec(
                Kind.LEFT, left, right, whole.keys(), List.of(), null, List.of(right.get(1), left.get(2)), Span.NONE);
        var rows = run(
                spec,
                List.of(Arrays.asList(1L, 10L, "one"), Arrays.asList(2L, 20L, "two")),
                List.of(Arrays.asList(2L, 200L, "zwei")),
                2048,
                1,
                false);
        assertThat(rows).containsExactly(Arrays.asList(null, "one"), Arrays.asList(200L, "two"));
        assertThat(Objects.requireNonNull(rows.getLast().getFirst())).isEqualTo(200L);
    }
}
