package tarn.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.Bytes;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.type.TimeTz;
import tarn.engine.data.type.Uhugeint;
import tarn.engine.data.type.Uuids;
import tarn.engine.expr.Expr;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Values between their physical form ({@link Expr.Literal}) and the Java classes that callers see. */
public final class JavaValues {
    private JavaValues() {}

    /** The Java object for a value in physical form. */
    public static Object toJava(Object physical, DataType type) {
        return switch (type) {
            case DecimalType decimal ->
                new BigDecimal(
                        physical instanceof BigInteger big ? big : BigInteger.valueOf((Long) physical),
                        decimal.scale());
            case EnumType names -> names.values().get(((Long) physical).intValue());
            case ArrayType(var element, var _) -> list((List<?>) physical, element);
            case ListType(var element) -> list((List<?>) physical, element);
            case StructType struct -> struct((List<?>) physical, struct);
            case MapType map -> map((List<?>) physical, map);
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT -> ((Long) physical).byteValue();
                    case SMALLINT -> ((Long) physical).shortValue();
                    case UTINYINT -> ((Long) physical).shortValue();
                    case INTEGER, USMALLINT -> ((Long) physical).intValue();
                    case DATE -> LocalDate.ofEpochDay((Long) physical);
                    case TIME -> LocalTime.ofNanoOfDay((Long) physical * 1000);
                    case TIMETZ ->
                        OffsetTime.of(
                                LocalTime.ofNanoOfDay(TimeTz.micros((Long) physical) * 1000),
                                ZoneOffset.ofTotalSeconds((int) TimeTz.offset((Long) physical)));
                    case TIMESTAMP_NS ->
                        LocalDateTime.ofInstant(Instant.EPOCH.plusNanos((Long) physical), ZoneOffset.UTC);
                    case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS ->
                        LocalDateTime.ofInstant(instant((Long) physical), ZoneOffset.UTC);
                    case TIMESTAMPTZ -> OffsetDateTime.ofInstant(instant((Long) physical), ZoneOffset.UTC);
                    case BLOB -> ((Bytes) physical).value().clone();
                    case UUID -> Uuids.of((BigInteger) physical);
                    case UHUGEINT -> Uhugeint.value((BigInteger) physical);
                    case NULL,
                            BOOLEAN,
                            BIGINT,
                            HUGEINT,
                            UINTEGER,
                            UBIGINT,
                            REAL,
                            DOUBLE,
                            VARCHAR,
                            BIT,
                            JSON,
                            INTERVAL -> physical;
                };
        };
    }

    private static List<@Nullable Object> list(List<?> values, DataType element) {
        var list = new ArrayList<@Nullable Object>(values.size());
        for (var value : values) {
            list.add(orNull(value, element));
        }
        return Collections.unmodifiableList(list);
    }

    /** By the names of the fields; those of a tuple are called by their position, from 1. */
    private static Map<String, @Nullable Object> struct(List<?> values, StructType type) {
        var struct = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.size(); i++) {
            var field = type.fields().get(i);
            struct.put(
                    field.name().isEmpty() ? String.valueOf(i + 1) : field.name(), orNull(values.get(i), field.type()));
        }
        return Collections.unmodifiableMap(struct);
    }

    private static Map<@Nullable Object, @Nullable Object> map(List<?> entries, MapType type) {
        var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        for (var entry : entries) {
            var pair = (List<?>) entry;
            map.put(orNull(pair.get(0), type.key()), orNull(pair.get(1), type.value()));
        }
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object orNull(@Nullable Object physical, DataType type) {
        return physical == null ? null : toJava(physical, type);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * A literal of the SQL type that fits a Java object.
     *
     * @throws SqlException PARAMETER for a class that has no SQL type
     */
    public static Expr.Literal toLiteral(@Nullable Object value) {
        return switch (value) {
            case null -> literal(null, ScalarType.NULL);
            case Boolean b -> literal(b, ScalarType.BOOLEAN);
            case Byte b -> literal(b.longValue(), ScalarType.TINYINT);
            case Short s -> literal(s.longValue(), ScalarType.SMALLINT);
            case Integer i -> literal(i.longValue(), ScalarType.INTEGER);
            case Long l -> literal(l, ScalarType.BIGINT);
            case BigInteger big -> literal(big, ScalarType.HUGEINT);
            case Float f -> literal(f, ScalarType.REAL);
            case Double d -> literal(d, ScalarType.DOUBLE);
            case BigDecimal decimal -> decimal(decimal);
            case String s -> literal(s, ScalarType.VARCHAR);
            case byte[] bytes -> literal(new Bytes(bytes.clone()), ScalarType.BLOB);
            case UUID uuid -> literal(Uuids.physical(uuid), ScalarType.UUID);
            case LocalDate date -> literal(date.toEpochDay(), ScalarType.DATE);
            case LocalTime time -> literal(time.toNanoOfDay() / 1000, ScalarType.TIME);
            case OffsetTime time ->
                literal(
                        TimeTz.of(
                                time.toLocalTime().toNanoOfDay() / 1000,
                                time.getOffset().getTotalSeconds()),
                        ScalarType.TIMETZ);
            case LocalDateTime at -> literal(micros(at.toInstant(ZoneOffset.UTC)), ScalarType.TIMESTAMP);
            case OffsetDateTime at -> literal(micros(at.toInstant()), ScalarType.TIMESTAMPTZ);
            case Instant at -> literal(micros(at), ScalarType.TIMESTAMPTZ);
            case java.sql.Timestamp at -> toLiteral(at.toLocalDateTime());
            case java.sql.Date date -> toLiteral(date.toLocalDate());
            case java.sql.Time time -> toLiteral(time.toLocalTime());
            case Interval interval -> literal(interval, ScalarType.INTERVAL);
            default ->
                throw SqlException.of(
                        ErrorCode.PARAMETER,
                        "no SQL type for a parameter of " + value.getClass().getName());
        };
    }

    private static Expr.Literal decimal(BigDecimal value) {
        var plain = value.scale() < 0 ? value.setScale(0) : value;
        int precision = Math.max(plain.precision(), Math.max(1, plain.scale()));
        if (precision > DecimalType.MAX_PRECISION) {
            return literal(value.doubleValue(), ScalarType.DOUBLE);
        }
        var type = new DecimalType(precision, plain.scale());
        var unscaled = plain.unscaledValue();
        return precision <= DecimalType.MAX_LONG_PRECISION
                ? literal(unscaled.longValueExact(), type)
                : literal(unscaled, type);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Expr.Literal literal(@Nullable Object value, DataType type) {
        return new Expr.Literal(value, type, Span.NONE);
    }
}
