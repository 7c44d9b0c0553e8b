package tarn.engine.data.arrow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.type.Uuids;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;

/** Copies lists, structs and maps into Arrow's vectors, value by value. */
final class NestedCopy {
    private NestedCopy() {}

    static void copy(Vector from, int rows, FieldVector to) {
        to.setInitialCapacity(rows);
        to.allocateNew();
        for (int row = 0; row < rows; row++) {
            put(to, row, Values.get(from, row), from.type());
        }
        to.setValueCount(rows);
    }

    /** @param value in physical form */
    private static void put(FieldVector to, int at, @Nullable Object value, DataType type) {
        if (value == null) {
            nothing(to, at);
            return;
        }
        switch (to) {
            case ListVector lists -> list(lists, at, (List<?>) value, Nested.element(type));
            case FixedSizeListVector arrays -> array(arrays, at, (List<?>) value, Nested.element(type));
            case StructVector structs -> struct(structs, at, (List<?>) value, (StructType) type);
            case BitVector bits -> bits.setSafe(at, (Boolean) value ? 1 : 0);
            case TinyIntVector bytes -> bytes.setSafe(at, ((Long) value).intValue());
            case SmallIntVector shorts -> shorts.setSafe(at, ((Long) value).intValue());
            case IntVector ints -> ints.setSafe(at, ((Long) value).intValue());
            case BigIntVector longs -> longs.setSafe(at, (Long) value);
            case UInt1Vector bytes -> bytes.setSafe(at, ((Long) value).intValue());
            case UInt2Vector shorts -> shorts.setSafe(at, ((Long) value).intValue());
            case UInt4Vector ints -> ints.setSafe(at, ((Long) value).intValue());
            case UInt8Vector longs -> longs.setSafe(at, ((BigInteger) value).longValue());
            case Float4Vector floats -> floats.setSafe(at, (Float) value);
            case Float8Vector doubles -> doubles.setSafe(at, (Double) value);
            case DecimalVector decimals -> decimals.setSafe(at, decimal(value, decimals.getScale()));
            case DateDayVector days -> days.setSafe(at, ((Long) value).intValue());
            case Decimal256Vector wide -> wide.setSafe(at, new BigDecimal(Uhugeint.value((BigInteger) value)));
            case TimeMicroVector times ->
                times.setSafe(at, type == ScalarType.TIMETZ ? TimeTz.micros((Long) value) : (Long) value);
            case TimeStampSecVector stamps -> stamps.setSafe(at, (Long) value / 1_000_000);
            case TimeStampMilliVector stamps -> stamps.setSafe(at, (Long) value / 1000);
            case TimeStampVector stamps -> stamps.setSafe(at, (Long) value);
            case VarCharVector texts ->
                texts.setSafe(at, TextForm.of(value, type).getBytes(StandardCharsets.UTF_8));
            case VarBinaryVector blobs -> blobs.setSafe(at, ((Bytes) value).value());
            case FixedSizeBinaryVector uuids -> uuids.setSafe(at, uuid((BigInteger) value));
            case IntervalMonthDayNanoVector intervals -> {
                var interval = (Interval) value;
                intervals.setSafe(at, interval.months(), interval.days(), Math.multiplyExact(interval.micros(), 1000L));
            }
            default -> throw new IllegalStateException(to.getField().toString());
        }
    }

    private static void nothing(FieldVector to, int at) {
        switch (to) {
            case ListVector lists -> lists.setNull(at);
            case FixedSizeListVector arrays -> arrays.setNull(at);
            case StructVector structs -> {
                structs.setNull(at);
                structs.getChildrenFromFields().forEach(child -> nothing(child, at));
            }
            case NullVector _ -> {}
            default -> {
                while (at >= to.getValueCapacity()) {
                    to.reAlloc();
                }
                to.setNull(at);
            }
        }
    }

    private static byte[] uuid(BigInteger physical) {
        var uuid = Uuids.of(physical);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static BigDecimal decimal(Object value, int scale) {
        var unscaled = value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
        return new BigDecimal(unscaled, scale);
    }

    private static void array(FixedSizeListVector to, int at, List<?> values, DataType element) {
        int first = to.startNewValue(at);
        for (int i = 0; i < values.size(); i++) {
            put(to.getDataVector(), first + i, values.get(i), element);
        }
    }

    private static void list(ListVector to, int at, List<?> values, DataType element) {
        int first = to.startNewValue(at);
        for (int i = 0; i < values.size(); i++) {
            put(to.getDataVector(), first + i, values.get(i), element);
        }
        to.endValue(at, values.size());
    }

    private static void struct(StructVector to, int at, List<?> values, StructType type) {
        to.setIndexDefined(at);
        var children = to.getChildrenFromFields();
        for (int i = 0; i < children.size(); i++) {
            put(children.get(i), at, values.get(i), type.types().get(i));
        }
    }
}
