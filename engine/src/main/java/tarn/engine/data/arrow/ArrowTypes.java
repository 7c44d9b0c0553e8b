package tarn.engine.data.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/** Arrow's names for Tarn's types. */
final class ArrowTypes {
    /** Digits of the greatest UHUGEINT. */
    private static final int UHUGEINT_DIGITS = 39;

    private ArrowTypes() {}

    /** The field of a column or of a part of a nested one. */
    static Field field(String name, DataType type, boolean nullable) {
        var arrow = new FieldType(nullable, of(type), null);
        return new Field(
                name,
                arrow,
                switch (type) {
                    case ListType(var element) -> List.of(field(ListVector.DATA_VECTOR_NAME, element, true));
                    case ArrayType(var element, var _) -> List.of(field(ListVector.DATA_VECTOR_NAME, element, true));
                    case StructType struct -> {
                        var fields = new ArrayList<Field>();
                        for (int i = 0; i < struct.fields().size(); i++) {
                            var field = struct.fields().get(i);
                            fields.add(field(
                                    field.name().isEmpty() ? String.valueOf(i + 1) : field.name(), field.type(), true));
                        }
                        yield fields;
                    }
                    case MapType(var key, var value) ->
                        List.of(new Field(
                                MapVector.DATA_VECTOR_NAME,
                                FieldType.notNullable(ArrowType.Struct.INSTANCE),
                                List.of(
                                        field(MapVector.KEY_NAME, key, false),
                                        field(MapVector.VALUE_NAME, value, true))));
                    case ScalarType _, DecimalType _, EnumType _ -> List.of();
                });
    }

    /** By what a value of a TIMESTAMP is divided for Arrow, which counts seconds and milliseconds as such. */
    static long divisor(DataType type) {
        return type == ScalarType.TIMESTAMP_S ? 1_000_000 : type == ScalarType.TIMESTAMP_MS ? 1000 : 1;
    }

    private static ArrowType of(DataType type) {
        return switch (type) {
            case EnumType _ -> ArrowType.Utf8.INSTANCE;
            case ListType _ -> ArrowType.List.INSTANCE;
            case ArrayType array -> new ArrowType.FixedSizeList(array.size());
            case StructType _ -> ArrowType.Struct.INSTANCE;
            case MapType _ -> new ArrowType.Map(false);
            case DecimalType decimal -> new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL -> ArrowType.Null.INSTANCE;
                    case BOOLEAN -> ArrowType.Bool.INSTANCE;
                    case TINYINT -> new ArrowType.Int(8, true);
                    case SMALLINT -> new ArrowType.Int(16, true);
                    case INTEGER -> new ArrowType.Int(32, true);
                    case BIGINT -> new ArrowType.Int(64, true);
                    case UTINYINT -> new ArrowType.Int(8, false);
                    case USMALLINT -> new ArrowType.Int(16, false);
                    case UINTEGER -> new ArrowType.Int(32, false);
                    case UBIGINT -> new ArrowType.Int(64, false);
                    case HUGEINT -> new ArrowType.Decimal(DecimalType.MAX_PRECISION, 0, 128);
                    case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
                    case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
                    case VARCHAR -> ArrowType.Utf8.INSTANCE;
                    case BIT, JSON -> ArrowType.Utf8.INSTANCE;
                    case BLOB -> ArrowType.Binary.INSTANCE;
                    case UHUGEINT -> new ArrowType.Decimal(UHUGEINT_DIGITS, 0, 256);
                    case UUID -> new ArrowType.FixedSizeBinary(16);
                    case DATE -> new ArrowType.Date(DateUnit.DAY);
                    case TIME, TIMETZ -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
                    case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
                    case TIMESTAMP_S -> new ArrowType.Timestamp(TimeUnit.SECOND, null);
                    case TIMESTAMP_MS -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
                    case TIMESTAMP_NS -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
                    case TIMESTAMPTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
                    case INTERVAL -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
                };
        };
    }
}
