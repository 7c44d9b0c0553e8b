package tarn.engine.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Values;

/** The rows of a result, read forward. */
final class TarnResultSet extends LabelledResultSet {
    private final TarnConnection connection;
    private final @Nullable TarnStatement statement;
    private final Result result;
    private final List<Batch> batches;
    private final long rows;
    private int batch;
    private int rowInBatch = -1;
    private long row;
    private boolean wasNull;
    private volatile boolean closed;

    /**
     * @param mostRows rows to hand out at most, 0 for all
     */
    TarnResultSet(TarnConnection connection, @Nullable TarnStatement statement, Result result, long mostRows) {
        this.connection = connection;
        this.statement = statement;
        this.result = result;
        this.batches = result.batches();
        this.rows = mostRows == 0 ? result.rows() : Math.min(mostRows, result.rows());
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        if (row >= rows) {
            row = rows + 1;
            return false;
        }
        row++;
        rowInBatch++;
        while (rowInBatch >= batches.get(batch).rows()) {
            batch++;
            rowInBatch = 0;
        }
        return true;
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw Sql.closed("result set");
        }
    }

    @Override
    public void close() throws SQLException {
        if (release()) {
            connection.forget(this);
            if (statement != null) {
                statement.resultClosed();
            }
        }
    }

    private synchronized boolean release() {
        if (closed) {
            return false;
        }
        closed = true;
        result.close();
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    private int index(int column) throws SQLException {
        requireOpen();
        if (row < 1 || row > rows) {
            throw Sql.wrong(row < 1 ? "next() has not been called" : "there are no more rows");
        }
        if (column < 1 || column > result.columns().size()) {
            throw Sql.wrong("no column " + column + ": the result has "
                    + result.columns().size());
        }
        return column - 1;
    }

    /**
     * A value as a Java object. Under the lock that {@link #close} takes, as {@link #physical} is: another thread may abort the
     * connection, and the memory is gone then.
     */
    private synchronized @Nullable Object value(int column) throws SQLException {
        int index = index(column);
        var value = result.value(batches.get(batch), rowInBatch, index);
        wasNull = value == null;
        return value;
    }

    /** A value as the engine has it. */
    private synchronized @Nullable Object physical(int column) throws SQLException {
        int index = index(column);
        var value = Values.get(batches.get(batch).column(index), rowInBatch);
        wasNull = value == null;
        return value;
    }

    private SQLException cannot(Object value, String type) {
        return Sql.wrong("a " + value.getClass().getSimpleName() + " is no " + type + ": " + value);
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return JdbcTypes.object(
                physical(column), result.columns().get(column - 1).type());
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        var value = getObject(column);
        if (value != null && !(value instanceof Array)) {
            throw cannot(value, "list");
        }
        return (Array) value;
    }

    @Override
    public @Nullable Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
        return getObject(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> wanted) throws SQLException {
        var value = value(column);
        if (value == null) {
            return null;
        }
        return wanted.cast(
                switch (wanted.getName()) {
                    case "java.lang.String" -> getString(column);
                    case "java.lang.Boolean" -> getBoolean(column);
                    case "java.lang.Byte" -> getByte(column);
                    case "java.lang.Short" -> getShort(column);
                    case "java.lang.Integer" -> getInt(column);
                    case "java.lang.Long" -> getLong(column);
                    case "java.lang.Float" -> getFloat(column);
                    case "java.lang.Double" -> getDouble(column);
                    case "java.math.BigDecimal" -> getBigDecimal(column);
                    case "java.math.BigInteger" -> decimal(value).toBigInteger();
                    case "java.time.LocalDate" -> localDate(value);
                    case "java.time.LocalTime" -> localTime(value);
                    case "java.time.LocalDateTime" -> localDateTime(value);
                    case "java.time.OffsetDateTime" -> offsetDateTime(value);
                    case "java.time.Instant" -> offsetDateTime(value).toInstant();
                    case "java.sql.Date" -> Date.valueOf(localDate(value));
                    case "java.sql.Time" -> Time.valueOf(localTime(value));
                    case "java.sql.Timestamp" -> Timestamp.valueOf(localDateTime(value));
                    case "java.sql.Array" -> getArray(column);
                    case "java.sql.Struct" -> getObject(column);
                    default -> {
                        if (wanted.isInstance(value)) {
                            yield value;
                        }
                        throw cannot(value, wanted.getSimpleName());
                    }
                });
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        var value = physical(column);
        return value == null ? null : result.columns().get(column - 1).text(value);
    }

    @Override
    public @Nullable String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        return switch (value(column)) {
            case null -> false;
            case Boolean b -> b;
            case Number number -> decimal(number).signum() != 0;
            case String s when s.equalsIgnoreCase("true") || s.equals("1") -> true;
            case String s when s.equalsIgnoreCase("false") || s.equals("0") -> false;
            case Object other -> throw cannot(other, "boolean");
        };
    }

    private long whole(int column, long low, long high, String type) throws SQLException {
        var value = value(column);
        if (value == null) {
            return 0;
        }
        var exact = decimal(value).setScale(0, RoundingMode.DOWN);
        if (exact.compareTo(BigDecimal.valueOf(low)) < 0 || exact.compareTo(BigDecimal.valueOf(high)) > 0) {
            throw Sql.wrong("out of the range of " + type + ": " + value);
        }
        return exact.longValue();
    }

    private BigDecimal decimal(Object value) throws SQLException {
        try {
            return switch (value) {
                case BigDecimal decimal -> decimal;
                case BigInteger big -> new BigDecimal(big);
                case Double d -> new BigDecimal(d);
                case Float f -> new BigDecimal(Float.toString(f));
                case Number number -> BigDecimal.valueOf(number.longValue());
                case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
                case String s -> new BigDecimal(s.strip());
                default -> throw cannot(value, "number");
            };
        } catch (NumberFormatException _) {
            throw cannot(value, "number");
        }
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return (byte) whole(column, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    @Override
    public short getShort(int column) throws SQLException {
        return (short) whole(column, Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    @Override
    public int getInt(int column) throws SQLException {
        return (int) whole(column, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    @Override
    public long getLong(int column) throws SQLException {
        return whole(column, Long.MIN_VALUE, Long.MAX_VALUE, "long");
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        return switch (value(column)) {
            case null -> 0;
            case Number number -> number.doubleValue();
            case Object other -> decimal(other).doubleValue();
        };
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        var value = value(column);
        return value == null ? null : value instanceof Double d ? BigDecimal.valueOf(d) : decimal(value);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        var value = getBigDecimal(column);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    @SuppressWarnings("NullAway") // JDBC gives null for NULL
    public byte[] getBytes(int column) throws SQLException {
        if (value(column) instanceof byte[] bytes) {
            return bytes;
        }
        var value = getString(column);
        return value == null ? null : value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Blob getBlob(int column) throws SQLException {
        return switch (value(column)) {
            case null -> null;
            case byte[] bytes -> new TarnBlob(bytes);
            case Object other -> throw cannot(other, "blob");
        };
    }

    @Override
    public @Nullable Blob getBlob(String label) throws SQLException {
        return getBlob(findColumn(label));
    }

    private LocalDate localDate(Object value) throws SQLException {
        return switch (value) {
            case LocalDate date -> date;
            case LocalDateTime at -> at.toLocalDate();
            case OffsetDateTime at -> at.toLocalDate();
            case String s -> LocalDate.parse(s);
            default -> throw cannot(value, "date");
        };
    }

    private LocalTime localTime(Object value) throws SQLException {
        return switch (value) {
            case LocalTime time -> time;
            case LocalDateTime at -> at.toLocalTime();
            default -> throw cannot(value, "time");
        };
    }

    private LocalDateTime localDateTime(Object value) throws SQLException {
        return switch (value) {
            case LocalDateTime at -> at;
            case LocalDate date -> date.atStartOfDay();
            case OffsetDateTime at ->
                at.atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime();
            default -> throw cannot(value, "timestamp");
        };
    }

    private OffsetDateTime offsetDateTime(Object value) throws SQLException {
        return switch (value) {
            case OffsetDateTime at -> at;
            case LocalDateTime at -> at.atZone(ZoneId.systemDefault()).toOffsetDateTime();
            default -> throw cannot(value, "timestamp with time zone");
        };
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        var value = value(column);
        return value == null ? null : Date.valueOf(localDate(value));
    }

    @Override
    public @Nullable Date getDate(int column, Calendar calendar) throws SQLException {
        var value = value(column);
        return value == null ? null : new Date(millis(localDate(value).atStartOfDay(), calendar));
    }

    @Override
    public @Nullable Time getTime(int column) throws SQLException {
        var value = value(column);
        return value == null ? null : Time.valueOf(localTime(value));
    }

    @Override
    public @Nullable Time getTime(int column, Calendar calendar) throws SQLException {
        var value = value(column);
        return value == null ? null : new Time(millis(localTime(value).atDate(LocalDate.EPOCH), calendar));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        var value = value(column);
        return value == null ? null : Timestamp.valueOf(localDateTime(value));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column, Calendar calendar) throws SQLException {
        var value = value(column);
        return value == null ? null : Timestamp.from(Instant.ofEpochMilli(millis(localDateTime(value), calendar)));
    }

    private static long millis(LocalDateTime at, Calendar calendar) {
        return at.atZone(calendar.getTimeZone().toZoneId()).toInstant().toEpochMilli();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return new TarnResultSetMetaData(result.columns());
    }

    @Override
    public int findColumn(String label) throws SQLException {
        for (int i = 0; i < result.columns().size(); i++) {
            if (result.columns().get(i).name().equalsIgnoreCase(label)) {
                return i + 1;
            }
        }
        throw Sql.wrong("no column of this name: " + label);
    }

    @Override
    public boolean isBeforeFirst() {
        return row == 0 && rows > 0;
    }

    @Override
    public boolean isAfterLast() {
        return row > rows && rows > 0;
    }

    @Override
    public boolean isFirst() {
        return row == 1 && rows > 0;
    }

    @Override
    public boolean isLast() {
        return row == rows && rows > 0;
    }

    @Override
    public int getRow() {
        return row > rows ? 0 : (int) row;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != FETCH_FORWARD) {
            throw Sql.refused("a fetch direction other than forward");
        }
    }

    @Override
    public int getFetchDirection() {
        return FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rowsAtATime) {
        // All rows are at hand.
    }

    @Override
    public int getFetchSize() {
        return Batch.DEFAULT_ROWS;
    }

    @Override
    public int getType() {
        return TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() {
        return CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public @Nullable Statement getStatement() {
        return statement;
    }

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {
        // There are none.
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        if (wanted.isInstance(this)) {
            return wanted.cast(this);
        }
        if (wanted.isInstance(result)) {
            return wanted.cast(result);
        }
        throw Sql.wrong("not a " + wanted.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this) || wanted.isInstance(result);
    }
}
