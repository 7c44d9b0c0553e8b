package tarn.engine.data.arrow;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;

/** Arrow's names for Tarn's types. */
final class ArrowTypes {
    private ArrowTypes() {}

    static ArrowType of(DataType type) {
        return switch (type) {
            case DecimalType decimal -> new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL -> ArrowType.Null.INSTANCE;
                    case BOOLEAN -> ArrowType.Bool.INSTANCE;
                    case TINYINT -> new ArrowType.Int(8, true);
                    case SMALLINT -> new ArrowType.Int(16, true);
                    case INTEGER -> new ArrowType.Int(32, true);
                    case BIGINT -> new ArrowType.Int(64, true);
                    case HUGEINT -> new ArrowType.Decimal(DecimalType.MAX_PRECISION, 0, 128);
                    case REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
                    case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
                    case VARCHAR -> ArrowType.Utf8.INSTANCE;
                    case DATE -> new ArrowType.Date(DateUnit.DAY);
                    case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
                    case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
                    case TIMESTAMPTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
                    case INTERVAL -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
                };
        };
    }
}
