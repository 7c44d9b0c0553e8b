package tarn.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
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
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

class KernelsTest {
    private final MemoryPool pool = MemoryPools.create(1L << 30);
    private final QueryMemory query = pool.newQuery();
    private final Region region = query.newRegion("test");

    @AfterEach
    void freesAll() {
        query.close();
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private Vector column(DataType type, List<? extends @Nullable Object> values) {
        var column = new ColumnBuffer(type, region);
        for (Object value : values) {
            column.append(Constants.of(value, type, region), 1);
        }
        return column.vector();
    }

    private static List<@Nullable Object> read(Vector vector, int rows) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(Values.get(vector, i));
        }
        return all;
    }

    private static <T> List<@Nullable T> random(int rows, Random random, Function<Random, T> value) {
        List<@Nullable T> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(random.nextInt(5) == 0 ? null : value.apply(random));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 2049})
    void longsOfAllLanesAgreeWithPlainCode(int rows) {
        var random = new Random(rows);
        for (var type : List.of(ScalarType.TINYINT, ScalarType.SMALLINT, ScalarType.INTEGER, ScalarType.BIGINT)) {
            var a = random(rows, random, r -> (long) r.nextInt(-60, 60));
            var b = random(rows, random, r -> (long) r.nextInt(-60, 60));
            var left = column(type, a);
            var right = column(type, b);
            List<@Nullable Object> sums = new ArrayList<>();
            List<@Nullable Object> sevens = new ArrayList<>();
            List<@Nullable Object> quotients = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                Long x = a.get(i);
                Long y = b.get(i);
                sums.add(x == null || y == null ? null : (Object) (x + y));
                sevens.add(y == null ? null : (Object) (7 - y));
                quotients.add(x == null || y == null || y == 0 ? null : (Object) (x / y));
            }
            assertThat(read(Kernels.longs(type, Math::addExact).evaluate(List.of(left, right), rows, region), rows))
                    .isEqualTo(sums);
            var seven = Constants.of(7L, type, region);
            assertThat(read(
                            Kernels.longs(type, Math::subtractExact).evaluate(List.of(seven, right), rows, region),
                            rows))
                    .isEqualTo(sevens);
            var divide = Kernels.longsOrNull(type, (_, y) -> y == 0, (x, y) -> x / y);
            assertThat(read(divide.evaluate(List.of(left, right), rows, region), rows))
                    .isEqualTo(quotients);
        }
    }

    @Test
    void overflowIsAnErrorUnlessTheRowIsNull() {
        var kernel = Kernels.longs(ScalarType.INTEGER, Math::addExact);
        var large = column(ScalarType.INTEGER, List.of(1L, (long) Integer.MAX_VALUE));
        var one = Constants.of(1L, ScalarType.INTEGER, region);
        assertThatThrownBy(() -> kernel.evaluate(List.of(large, one), 2, region))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the result 2147483648 does not fit the type");
        List<@Nullable Object> second = new ArrayList<>(List.of(1L));
        second.add(null);
        assertThat(read(kernel.evaluate(List.of(large, column(ScalarType.INTEGER, second)), 2, region), 2))
                .containsExactly(2L, null);
    }

    @Test
    void constantsGiveConstants() {
        var kernel = Kernels.doubles(ScalarType.DOUBLE, Math::sqrt);
        var four = Constants.of(4.0, ScalarType.DOUBLE, region);
        assertThat(read(kernel.evaluate(List.of(four), 3, region), 3)).containsExactly(2.0, 2.0, 2.0);
        var none = kernel.evaluate(List.of(Constants.nullOf(ScalarType.DOUBLE)), 3, region);
        assertThat(read(none, 3)).containsOnlyNulls().hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 2049})
    void rowOperatorsReadAndWriteEveryLane(int rows) {
        var random = new Random(rows);
        var words = random(rows, random, r -> "word".repeat(r.nextInt(4)) + r.nextInt(10));
        var counts = random(rows, random, r -> (long) r.nextInt(10));
        var repeat = Kernels.rows(ScalarType.VARCHAR, 2, (in, row, out) -> {
            out.putString(row, in.string(0, row).repeat((int) in.longAt(1, row)));
            return in.longAt(1, row) != 3;
        });
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String word = words.get(i);
            Long count = counts.get(i);
            expected.add(
                    word == null || count == null || count == 3
                            ? null
                            : word.repeat(Objects.requireNonNull(count).intValue()));
        }
        var columns = List.of(column(ScalarType.VARCHAR, words), column(ScalarType.BIGINT, counts));
        assertThat(read(repeat.evaluate(columns, rows, region), rows)).isEqualTo(expected);
        var isLong = Kernels.test(1, (in, row) -> in.length(0, row) > 6);
        List<@Nullable Object> lengths = new ArrayList<>();
        words.forEach(w -> lengths.add(w == null ? null : (Object) (w.length() > 6)));
        assertThat(read(isLong.evaluate(columns.subList(0, 1), rows, region), rows))
                .isEqualTo(lengths);
    }
}
