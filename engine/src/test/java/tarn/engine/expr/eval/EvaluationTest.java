package tarn.engine.expr.eval;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.ScalarOverload;
import tarn.engine.kernel.Kernels;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

class EvaluationTest {
    private static final Span SPAN = new Span(3, 9);
    private static final List<DataType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.TINYINT,
            ScalarType.SMALLINT,
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.HUGEINT,
            ScalarType.REAL,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            ScalarType.INTERVAL,
            new DecimalType(30, 2));

    private final MemoryPool pool = MemoryPools.create(1L << 30);
    private final QueryMemory query = pool.newQuery();
    private final Region region = query.newRegion("test");

    @AfterEach
    void freesAll() {
        query.close();
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private Vector flat(DataType type, List<? extends @Nullable Object> values) {
        var column = new ColumnBuffer(type, region);
        for (Object value : values) {
            column.append(Constants.of(value, type, region), 1);
        }
        return column.vector();
    }

    private Vector dictionary(DataType type, List<? extends @Nullable Object> values) {
        var distinct = values.stream().filter(Objects::nonNull).distinct().toList();
        var entries = new Dictionary((FlatVector) flat(type, distinct), distinct.size(), false);
        var codes = region.allocate(4L * values.size() + 4);
        var validity = region.allocateZeroed(Bits.bytes(values.size()));
        for (int i = 0; i < values.size(); i++) {
            codes.setAtIndex(JAVA_INT, i, Math.max(0, distinct.indexOf(values.get(i))));
            Bits.put(validity, i, values.get(i) != null);
        }
        return new DictionaryVector(entries, codes, validity);
    }

    private static List<@Nullable Object> read(Vector vector, int rows) {
        return new ArrayList<>(
                IntStream.range(0, rows).mapToObj(i -> Values.get(vector, i)).toList());
    }

    private static List<@Nullable Object> random(DataType type, int rows, Random random) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(random.nextInt(4) == 0 ? null : value(type, random));
        }
        return values;
    }

    private static Object value(DataType type, Random random) {
        long small = random.nextInt(-3, 4);
        boolean edge = random.nextInt(6) == 0;
        return switch (type.lane()) {
            case BIT -> (Object) (small > 0);
            case I8 -> edge ? (long) (small > 0 ? Byte.MAX_VALUE : Byte.MIN_VALUE) : small;
            case I16 -> edge ? (long) (small > 0 ? Short.MAX_VALUE : Short.MIN_VALUE) : small;
            case I32 -> edge ? (long) (small > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE) : small;
            case I64 -> edge ? (small > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : small;
            case I128 -> BigInteger.valueOf(small).shiftLeft(edge ? 100 : 0);
            case F32 ->
                edge ? (small > 0 ? Float.NaN : Float.NEGATIVE_INFINITY) : (float) small * (small < 0 ? -0f : 1);
            case F64 -> edge ? (small > 0 ? Double.NaN : Double.POSITIVE_INFINITY) : small == 0 ? -0.0 : small / 2.0;
            case BYTES -> "prefix".substring(0, edge ? 6 : 0) + "abc".repeat((int) small + 3);
            case INTERVAL -> new Interval((int) small, edge ? 30 : 0, small * 1000);
        };
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        return switch (a) {
            case Interval i -> {
                var j = (Interval) b;
                yield Long.compare(micros(i), micros(j));
            }
            case Double d -> Double.compare(d + 0.0, (Double) b + 0.0);
            case Float f -> Float.compare(f + 0f, (Float) b + 0f);
            default -> ((Comparable<Object>) a).compareTo(b);
        };
    }

    private static long micros(Interval i) {
        return (i.months() * 30L + i.days()) * 86_400_000_000L + i.micros();
    }

    private static @Nullable Boolean compared(ComparisonOperator operator, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return switch (operator) {
                case DISTINCT_FROM -> a != b;
                case NOT_DISTINCT_FROM -> a == b;
                default -> null;
            };
        }
        int order = compare(a, b);
        return switch (operator) {
            case EQUAL, NOT_DISTINCT_FROM -> order == 0;
            case NOT_EQUAL, DISTINCT_FROM -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private List<@Nullable Object> evaluate(Expr expr, List<Column> layout, int rows, Vector... columns) {
        var evaluator = new Evaluation(layout, region, 2048).compile(expr);
        evaluator.evaluate(new Batch(rows, List.of(columns)));
        return read(evaluator.evaluate(new Batch(rows, List.of(columns))), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 300})
    void comparisonsOfAllTypesAndShapes(int rows) {
        var random = new Random(rows);
        for (var type : TYPES) {
            var a = random(type, rows, random);
            var b = random(type, rows, random);
            var layout = List.of(new Column(0, "a", type), new Column(1, "b", type));
            var left = new Expr.Ref(layout.get(0), SPAN);
            var right = new Expr.Ref(layout.get(1), SPAN);
            var constant = new Expr.Literal(value(type, random), type, SPAN);
            for (var operator : ComparisonOperator.values()) {
                List<@Nullable Object> both = new ArrayList<>();
                List<@Nullable Object> withConstant = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    both.add(compared(operator, a.get(i), b.get(i)));
                    withConstant.add(compared(operator, a.get(i), constant.value()));
                }
                var pair = new Expr.Comparison(operator, left, right, SPAN);
                var single = new Expr.Comparison(operator, left, constant, SPAN);
                var flipped = new Expr.Comparison(operator.flip(), constant, left, SPAN);
                var bs = flat(type, b);
                for (var as : List.of(flat(type, a), dictionary(type, a))) {
                    assertThat(evaluate(pair, layout, rows, as, bs))
                            .as(type + " " + operator)
                            .isEqualTo(both);
                    assertThat(evaluate(single, layout, rows, as, bs)).isEqualTo(withConstant);
                    assertThat(evaluate(flipped, layout, rows, as, bs)).isEqualTo(withConstant);
                }
            }
        }
    }

    @Test
    void logicHasThreeValues() {
        List<@Nullable Object> values = new ArrayList<>(List.of(true, false));
        values.add(null);
        List<@Nullable Object> a = new ArrayList<>();
        List<@Nullable Object> b = new ArrayList<>();
        List<@Nullable Object> and = new ArrayList<>();
        List<@Nullable Object> or = new ArrayList<>();
        for (Object x : values) {
            for (Object y : values) {
                a.add(x);
                b.add(y);
                and.add(
                        x == (Object) false || y == (Object) false
                                ? (Object) false
                                : x == null || y == null ? null : true);
                or.add(
                        x == (Object) true || y == (Object) true
                                ? (Object) true
                                : x == null || y == null ? null : false);
            }
        }
        var layout = List.of(new Column(0, "a", ScalarType.BOOLEAN), new Column(1, "b", ScalarType.BOOLEAN));
        List<Expr> refs = List.of(new Expr.Ref(layout.get(0), SPAN), new Expr.Ref(layout.get(1), SPAN));
        var columns = new Vector[] {flat(ScalarType.BOOLEAN, a), flat(ScalarType.BOOLEAN, b)};
        assertThat(evaluate(new Expr.And(refs, SPAN), layout, 9, columns)).isEqualTo(and);
        assertThat(evaluate(new Expr.Or(refs, SPAN), layout, 9, columns)).isEqualTo(or);
        var not = new Expr.Not(new Expr.Not(new Expr.And(refs, SPAN), SPAN), SPAN);
        assertThat(evaluate(not, layout, 9, columns)).isEqualTo(and);
        var rows = region.allocate(64);
        var selector = new Evaluation(layout, region, 9).selector(new Expr.Or(refs, SPAN));
        int count = selector.select(new Batch(9, List.of(columns)), rows);
        assertThat(IntStream.range(0, count).map(i -> rows.getAtIndex(JAVA_INT, i)))
                .containsExactly(IntStream.range(0, 9)
                        .filter(i -> Boolean.TRUE.equals(or.get(i)))
                        .boxed()
                        .toArray(Integer[]::new));
    }

    private static Expr divide(Expr a, Expr b) {
        var function = new ScalarOverload(
                "//",
                List.of(ScalarType.INTEGER, ScalarType.INTEGER),
                ScalarType.INTEGER,
                ScalarOverload.Properties.STRICT,
                _ -> Kernels.longs(ScalarType.INTEGER, (x, y) -> x / y)::evaluate);
        return new Expr.Call(function, List.of(a, b), SPAN);
    }

    @Test
    void rowsThatAreDecidedMakeNoErrors() {
        var layout = List.of(new Column(0, "a", ScalarType.INTEGER), new Column(1, "b", ScalarType.INTEGER));
        var a = new Expr.Ref(layout.get(0), SPAN);
        var b = new Expr.Ref(layout.get(1), SPAN);
        var zero = new Expr.Literal(0L, ScalarType.INTEGER, SPAN);
        for (int nonZero : List.of(1, 30, 99, 100)) {
            List<Object> as = new ArrayList<>();
            List<Object> bs = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                as.add((long) i);
                bs.add(i < nonZero ? 2L : 0L);
            }
            var columns = new Vector[] {flat(ScalarType.INTEGER, as), flat(ScalarType.INTEGER, bs)};
            var test = new Expr.Comparison(ComparisonOperator.NOT_EQUAL, b, zero, SPAN);
            var quotient = divide(a, b);
            var large = new Expr.Comparison(ComparisonOperator.GREATER_OR_EQUAL, quotient, zero, SPAN);
            List<Object> expected = new ArrayList<>();
            bs.forEach(x -> expected.add((Long) x != 0));
            var and = new Expr.And(List.of(test, large), SPAN);
            assertThat(evaluate(and, layout, 100, columns)).isEqualTo(expected);
            var or = new Expr.Or(List.of(new Expr.Not(test, SPAN), large), SPAN);
            assertThat(evaluate(or, layout, 100, columns)).doesNotContain(false, (Object) null);
            var rows = region.allocate(400);
            assertThat(new Evaluation(layout, region, 100).selector(and).select(new Batch(100, List.of(columns)), rows))
                    .isEqualTo(nonZero);
            var guarded = new Expr.Case(
                    List.of(new Expr.Case.When(test, quotient)),
                    new Expr.Literal(-1L, ScalarType.INTEGER, SPAN),
                    ScalarType.INTEGER,
                    SPAN);
            List<Object> quotients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                quotients.add(i < nonZero ? (long) (i / 2) : -1L);
            }
            assertThat(evaluate(guarded, layout, 100, columns)).isEqualTo(quotients);
            if (nonZero < 100) {
                assertThatThrownBy(() -> evaluate(quotient, layout, 100, columns))
                        .hasMessage("division by zero in " + nonZero + " // 0")
                        .isInstanceOfSatisfying(SqlException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.DIVISION);
                            assertThat(e.span()).isEqualTo(SPAN);
                        });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 300})
    void caseCoalesceAndInOfAllTypes(int rows) {
        var random = new Random(rows);
        for (var type : TYPES) {
            var a = random(type, rows, random);
            var b = random(type, rows, random);
            var tests = random(ScalarType.BOOLEAN, rows, random);
            var layout =
                    List.of(new Column(0, "a", type), new Column(1, "b", type), new Column(2, "t", ScalarType.BOOLEAN));
            var left = new Expr.Ref(layout.get(0), SPAN);
            var right = new Expr.Ref(layout.get(1), SPAN);
            var test = new Expr.Ref(layout.get(2), SPAN);
            var constant = new Expr.Literal(value(type, random), type, SPAN);
            var nothing = new Expr.Literal(null, type, SPAN);
            List<@Nullable Object> branches = new ArrayList<>();
            List<@Nullable Object> first = new ArrayList<>();
            List<@Nullable Object> member = new ArrayList<>();
            List<@Nullable Object> memberOrNull = new ArrayList<>();
            var options = Objects.requireNonNull(constant.value());
            for (int i = 0; i < rows; i++) {
                Object x = a.get(i);
                Object y = b.get(i);
                branches.add(Boolean.TRUE.equals(tests.get(i)) ? x : y == null ? constant.value() : y);
                first.add(x != null ? x : y != null ? y : constant.value());
                Boolean found = x == null ? null : (Boolean) (compare(x, options) == 0);
                member.add(found);
                memberOrNull.add(Boolean.TRUE.equals(found) ? found : null);
            }
            var bIsNull = new Expr.IsNull(right, false, SPAN);
            var choose = new Expr.Case(
                    List.of(new Expr.Case.When(test, left), new Expr.Case.When(bIsNull, constant)), right, type, SPAN);
            var coalesce = new Expr.Coalesce(List.of(left, nothing, right, constant), type, SPAN);
            var in = new Expr.InList(left, List.of(constant, constant), SPAN);
            var inOrNull = new Expr.InList(left, List.of(constant, nothing), SPAN);
            var ts = flat(ScalarType.BOOLEAN, tests);
            for (Function<List<@Nullable Object>, Vector> shape :
                    List.<Function<List<@Nullable Object>, Vector>>of(v -> flat(type, v), v -> dictionary(type, v))) {
                var columns = new Vector[] {shape.apply(a), shape.apply(b), ts};
                assertThat(evaluate(choose, layout, rows, columns))
                        .as(type.sql())
                        .isEqualTo(branches);
                assertThat(evaluate(coalesce, layout, rows, columns)).isEqualTo(first);
                assertThat(evaluate(in, layout, rows, columns)).isEqualTo(member);
                assertThat(evaluate(inOrNull, layout, rows, columns)).isEqualTo(memberOrNull);
            }
        }
    }

    @Test
    void caseBetweenTextsGivesADictionary() {
        List<Object> numbers =
                IntStream.range(0, 200).mapToObj(i -> (Object) (long) (i % 7)).toList();
        var layout = List.of(new Column(0, "n", ScalarType.INTEGER));
        var column = new Expr.Ref(layout.getFirst(), SPAN);
        List<Expr.Case.When> whens = new ArrayList<>();
        String[] names = {"none", "one", null, "none"};
        for (int i = 0; i < names.length; i++) {
            var equal = new Expr.Comparison(
                    ComparisonOperator.EQUAL, column, new Expr.Literal((long) i, ScalarType.INTEGER, SPAN), SPAN);
            whens.add(new Expr.Case.When(equal, new Expr.Literal(names[i], ScalarType.VARCHAR, SPAN)));
        }
        var many = new Expr.Literal("many", ScalarType.VARCHAR, SPAN);
        var expr = new Expr.Case(whens, many, ScalarType.VARCHAR, SPAN);
        var evaluator = new Evaluation(layout, region, 2048).compile(expr);
        var result = evaluator.evaluate(new Batch(200, List.of(flat(ScalarType.INTEGER, numbers))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DictionaryVector.class,
                        d -> assertThat(d.dictionary().size()).isEqualTo(3));
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add(i % 7 < names.length ? names[i % 7] : "many");
        }
        assertThat(read(result, 200)).isEqualTo(expected);
        var ones = Constants.of(1L, ScalarType.INTEGER, region);
        assertThat(read(evaluator.evaluate(new Batch(2, List.of(ones))), 2)).containsExactly("one", "one");
    }

    @Test
    void functionsOfDictionariesShareEntries() {
        List<Object> words = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            words.add((i % 2 == 0 ? "word" : "WORD") + i % 5);
        }
        var lower = new ScalarOverload(
                "lower",
                List.of(ScalarType.VARCHAR),
                ScalarType.VARCHAR,
                ScalarOverload.Properties.STRICT,
                _ -> Kernels.rows(ScalarType.VARCHAR, 1, (in, row, out) -> {
                    String text = in.string(0, row);
                    out.putString(row, text.toLowerCase(Locale.ROOT));
                    return !text.endsWith("4");
                })::evaluate);
        var layout = List.of(new Column(0, "w", ScalarType.VARCHAR));
        var call = new Expr.Call(lower, List.of(new Expr.Ref(layout.getFirst(), SPAN)), SPAN);
        var evaluator = new Evaluation(layout, region, 2048).compile(call);
        var result = evaluator.evaluate(new Batch(200, List.of(dictionary(ScalarType.VARCHAR, words))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DictionaryVector.class,
                        d -> assertThat(d.dictionary().size()).isEqualTo(4));
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add(i % 5 == 4 ? null : "word" + i % 5);
        }
        assertThat(read(result, 200)).isEqualTo(expected);
    }
}
