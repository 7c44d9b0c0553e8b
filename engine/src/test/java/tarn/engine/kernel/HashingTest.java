package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.memory.QueryMemory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

class HashingTest {
    private final MemoryPool pool = MemoryPools.create(1L << 30);
    private final QueryMemory query = pool.newQuery();
    private final Region region = query.newRegion("test");

    @AfterEach
    void freesAll() {
        query.close();
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private FlatVector column(DataType type, List<? extends @Nullable Object> values) {
        var column = new ColumnBuffer(type, region);
        for (Object value : values) {
            column.append(Constants.of(value, type, region), 1);
        }
        return column.vector();
    }

    private List<Long> hashes(Vector vector, int rows, boolean combine) {
        var out = region.allocate(8L * rows);
        out.fill((byte) 1);
        Hashing.hash(vector, rows, out, combine);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(out.getAtIndex(JAVA_LONG, i));
        }
        return all;
    }

    @Test
    void shapesAgreeAndValuesDiffer() {
        List<Object> longs = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        List<Object> wides = new ArrayList<>();
        for (long i = 0; i < 70; i++) {
            longs.add(i - 35);
            texts.add("x".repeat((int) i));
            wides.add(BigInteger.valueOf(i - 35).shiftLeft(i % 2 == 0 ? 0 : 80));
        }
        Map<DataType, List<Object>> columns = new HashMap<>();
        List.of(ScalarType.TINYINT, ScalarType.SMALLINT, ScalarType.INTEGER, ScalarType.BIGINT, ScalarType.DOUBLE)
                .forEach(type -> columns.put(type, longs));
        columns.put(ScalarType.VARCHAR, texts);
        columns.put(ScalarType.HUGEINT, wides);
        columns.forEach((type, values) -> {
            List<@Nullable Object> withNull = new ArrayList<>(values);
            withNull.set(3, null);
            int rows = values.size();
            var flat = column(type, withNull);
            var codes = region.allocate(4L * rows);
            var validity = region.allocate(Bits.bytes(rows)).fill((byte) -1);
            Bits.clear(validity, 3);
            for (int i = 0; i < rows; i++) {
                codes.setAtIndex(JAVA_INT, i, i == 3 ? 0 : i);
            }
            var dictionary = new DictionaryVector(new Dictionary(column(type, values), rows, false), codes, validity);
            for (boolean combine : new boolean[] {false, true}) {
                var expected = hashes(flat, rows, combine);
                assertThat(hashes(dictionary, rows, combine)).as(type.sql()).isEqualTo(expected);
                assertThat(new HashSet<>(expected)).hasSize(rows);
                for (int i = 0; i < rows; i++) {
                    var constant = Constants.of(withNull.get(i), type, region);
                    assertThat(hashes(constant, 1, combine).getFirst()).isEqualTo(expected.get(i));
                }
            }
            assertThat(read(Gather.gatherOrNull(flat, rowNumbers(5, -1, 3, 69), 4, region), 4))
                    .containsExactly(withNull.get(5), null, null, withNull.get(69));
            assertThat(read(Gather.gatherOrNull(dictionary, rowNumbers(-1, 5, 3, -1), 4, region), 4))
                    .containsExactly(null, withNull.get(5), null, null);
        });
    }

    private MemorySegment rowNumbers(int... numbers) {
        var segment = region.allocate(4L * numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            segment.setAtIndex(JAVA_INT, i, numbers[i]);
        }
        return segment;
    }

    private static List<@Nullable Object> read(Vector vector, int rows) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Object value = Values.get(vector, i);
            all.add(value instanceof Double d ? (Object) d.longValue() : value);
        }
        return all;
    }

    @Test
    void equalValuesHashEqual() {
        var zeros = hashes(column(ScalarType.DOUBLE, List.of(0.0, -0.0)), 2, false);
        assertThat(zeros.get(0)).isEqualTo(zeros.get(1));
        var otherNan = Double.longBitsToDouble(0xfff8_0000_0000_0001L);
        var nans = hashes(column(ScalarType.DOUBLE, List.of(Double.NaN, otherNan)), 2, false);
        assertThat(nans.get(0)).isEqualTo(nans.get(1));
        var month = List.of(new Interval(1, 0, 0), new Interval(0, 30, 0), new Interval(0, 29, 86_400_000_000L));
        assertThat(new HashSet<>(hashes(column(ScalarType.INTERVAL, month), 3, false)))
                .hasSize(1);
    }

    @Test
    void slicesAndAppendsKeepRows() {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            values.add(i % 3 == 0 ? null : i % 2 == 0 ? (Object) true : false);
        }
        var whole = column(ScalarType.BOOLEAN, values);
        var buffer = new ColumnBuffer(ScalarType.BOOLEAN, region);
        buffer.append(whole, 77);
        buffer.append(whole, rowNumbers(1, 499, 0), 3);
        buffer.appendNull();
        buffer.append(whole, 500);
        List<@Nullable Object> expected = new ArrayList<>(values.subList(0, 77));
        expected.add(values.get(1));
        expected.add(values.get(499));
        expected.add(values.get(0));
        expected.add(null);
        expected.addAll(values);
        assertThat(read(buffer.vector(), 581)).isEqualTo(expected);
        for (int from : new int[] {0, 1, 63, 64, 65, 300}) {
            assertThat(read(buffer.slice(from, 200, region), 200)).isEqualTo(expected.subList(from, from + 200));
        }
    }
}
