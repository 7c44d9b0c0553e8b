package tarn.engine.expr.eval;

import java.time.ZoneId;
import java.util.List;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TextForm;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.kernel.Arguments;
import tarn.engine.kernel.Kernel;
import tarn.engine.kernel.Kernels;
import tarn.engine.kernel.Output;
import tarn.engine.kernel.RowOperator;

/** Casts to VARCHAR. */
final class TextWriting {
    private TextWriting() {}

    static Kernel kernel(DataType from, ZoneId zone) {
        return switch (from) {
            case DecimalType decimal ->
                Casts.with(
                        rows(2, decimal.lane() == Lane.I128 ? TextWriting::wideDecimal : TextWriting::decimal),
                        List.of(NumberCasts.constant(decimal.scale())));
            case EnumType _, ListType _, ArrayType _, StructType _, MapType _ ->
                throw new IllegalArgumentException(from.sql());
            case ScalarType scalar ->
                switch (scalar) {
                    case BOOLEAN -> rows(1, TextWriting::bool);
                    case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER ->
                        rows(1, TextWriting::integer);
                    case HUGEINT, UBIGINT -> rows(1, TextWriting::wide);
                    case UHUGEINT -> rows(1, TextWriting::unsignedWide);
                    case REAL -> rows(1, TextWriting::real);
                    case DOUBLE -> rows(1, TextWriting::number);
                    case DATE -> rows(1, TextWriting::date);
                    case TIME -> rows(1, TextWriting::time);
                    case TIMETZ -> rows(1, TextWriting::timeTz);
                    case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS -> rows(1, TextWriting::timestamp);
                    case TIMESTAMP_NS -> rows(1, TextWriting::timestampNs);
                    case TIMESTAMPTZ -> rows(1, new Instants(zone));
                    case INTERVAL -> rows(1, TextWriting::interval);
                    case NULL, VARCHAR, BLOB, BIT, JSON, UUID -> throw new IllegalArgumentException(from.sql());
                };
        };
    }

    private static Kernel rows(int arguments, RowOperator operator) {
        return Kernels.rows(ScalarType.VARCHAR, arguments, operator);
    }

    private static boolean bool(Arguments in, int row, Output out) {
        out.text().append(in.bit(0, row));
        out.putText(row);
        return true;
    }

    private static boolean integer(Arguments in, int row, Output out) {
        out.text().append(in.longAt(0, row));
        out.putText(row);
        return true;
    }

    private static boolean wide(Arguments in, int row, Output out) {
        out.text().append(in.wide(0, row));
        out.putText(row);
        return true;
    }

    private static boolean unsignedWide(Arguments in, int row, Output out) {
        out.text().append(Uhugeint.value(in.wide(0, row)));
        out.putText(row);
        return true;
    }

    private static boolean decimal(Arguments in, int row, Output out) {
        TextForm.decimal(out.text(), in.longAt(0, row), (int) in.int64(1, row));
        out.putText(row);
        return true;
    }

    private static boolean wideDecimal(Arguments in, int row, Output out) {
        TextForm.decimal(out.text(), in.wide(0, row), (int) in.int64(1, row));
        out.putText(row);
        return true;
    }

    private static boolean real(Arguments in, int row, Output out) {
        TextForm.real(out.text(), (float) in.doubleAt(0, row));
        out.putText(row);
        return true;
    }

    private static boolean number(Arguments in, int row, Output out) {
        TextForm.number(out.text(), in.float64(0, row));
        out.putText(row);
        return true;
    }

    private static boolean date(Arguments in, int row, Output out) {
        TextForm.date(out.text(), in.int32(0, row));
        out.putText(row);
        return true;
    }

    private static boolean time(Arguments in, int row, Output out) {
        TextForm.time(out.text(), in.int64(0, row));
        out.putText(row);
        return true;
    }

    private static boolean timeTz(Arguments in, int row, Output out) {
        TextForm.timeTz(out.text(), in.int64(0, row));
        out.putText(row);
        return true;
    }

    private static boolean timestamp(Arguments in, int row, Output out) {
        TextForm.timestamp(out.text(), in.int64(0, row));
        out.putText(row);
        return true;
    }

    private static boolean timestampNs(Arguments in, int row, Output out) {
        TextForm.timestampNs(out.text(), in.int64(0, row));
        out.putText(row);
        return true;
    }

    /** A record, so that equal ones share their compiled loop. */
    private record Instants(ZoneId zone) implements RowOperator {
        @Override
        public boolean apply(Arguments in, int row, Output out) {
            TextForm.timestampTz(out.text(), in.int64(0, row), zone);
            out.putText(row);
            return true;
        }
    }

    private static boolean interval(Arguments in, int row, Output out) {
        TextForm.interval(out.text(), in.months(0, row), in.days(0, row), in.micros(0, row));
        out.putText(row);
        return true;
    }
}
