package tarn.engine.jdbc;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.Prepared;

/** A statement with parameters. */
final class TarnPreparedStatement extends RefusedParameters {
    /** In place of a value that has not been set. */
    private static final Object UNSET = new Object();

    private final Prepared prepared;
    private final @Nullable Object[] values;
    private final List<@Nullable Object[]> batch = new ArrayList<>();

    TarnPreparedStatement(TarnConnection connection, Prepared prepared) {
        super(connection);
        this.prepared = prepared;
        this.values = new Object[prepared.parameters().size()];
        Arrays.fill(values, UNSET);
    }

    private void set(int parameter, @Nullable Object value) throws SQLException {
        requireOpen();
        if (parameter < 1 || parameter > values.length) {
            throw Sql.wrong("no parameter " + parameter + ": the statement has " + values.length);
        }
        values[parameter - 1] = value;
    }

    private void requireAllSet() throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == UNSET) {
                throw Sql.wrong("parameter " + (i + 1) + " has not been set");
            }
        }
    }

    @Override
    public boolean execute() throws SQLException {
        requireAllSet();
        return run(() -> prepared.run(Arrays.asList(values)));
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        if (!execute()) {
            throw Sql.wrong("the statement gives no rows: use execute or executeUpdate");
        }
        return java.util.Objects.requireNonNull(getResultSet());
    }

    @Override
    public int executeUpdate() throws SQLException {
        return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return execute() ? 0 : getLargeUpdateCount();
    }

    @Override
    public void addBatch() throws SQLException {
        requireAllSet();
        batch.add(values.clone());
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
        super.clearBatch();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        var counts = new int[batch.size()];
        for (int i = 0; i < counts.length; i++) {
            var row = batch.get(i);
            counts[i] = run(() -> prepared.run(Arrays.asList(row))) ? SUCCESS_NO_INFO : getUpdateCount();
        }
        batch.clear();
        return counts;
    }

    @Override
    public void clearParameters() {
        Arrays.fill(values, UNSET);
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() {
        return prepared.columns().isEmpty() ? null : new TarnResultSetMetaData(prepared.columns());
    }

    @Override
    public ParameterMetaData getParameterMetaData() {
        return new TarnParameterMetaData(prepared.parameters());
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        throw Sql.wrong("a prepared statement runs the SQL that it was made with");
    }

    @Override
    public void setNull(int parameter, int type) throws SQLException {
        set(parameter, null);
    }

    @Override
    public void setNull(int parameter, int type, String name) throws SQLException {
        set(parameter, null);
    }

    @Override
    public void setBoolean(int parameter, boolean value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setByte(int parameter, byte value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setShort(int parameter, short value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setInt(int parameter, int value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setLong(int parameter, long value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setFloat(int parameter, float value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setDouble(int parameter, double value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setBigDecimal(int parameter, @Nullable BigDecimal value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setString(int parameter, @Nullable String value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setBytes(int parameter, byte @Nullable [] value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setNString(int parameter, @Nullable String value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setDate(int parameter, @Nullable Date value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setDate(int parameter, @Nullable Date value, Calendar calendar) throws SQLException {
        var zone = calendar.getTimeZone().toZoneId();
        set(
                parameter,
                value == null
                        ? null
                        : new java.util.Date(value.getTime())
                                .toInstant()
                                .atZone(zone)
                                .toLocalDate());
    }

    @Override
    public void setTime(int parameter, @Nullable Time value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setTime(int parameter, @Nullable Time value, Calendar calendar) throws SQLException {
        var zone = calendar.getTimeZone().toZoneId();
        set(
                parameter,
                value == null
                        ? null
                        : new java.util.Date(value.getTime())
                                .toInstant()
                                .atZone(zone)
                                .toLocalTime());
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value) throws SQLException {
        set(parameter, value);
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value, Calendar calendar) throws SQLException {
        var zone = calendar.getTimeZone().toZoneId();
        set(parameter, value == null ? null : value.toInstant().atZone(zone).toLocalDateTime());
    }

    @Override
    public void setObject(int parameter, @Nullable Object value) throws SQLException {
        set(
                parameter,
                value instanceof java.util.Date date
                                && !(value instanceof Timestamp)
                                && !(value instanceof Date)
                                && !(value instanceof Time)
                        ? date.toInstant()
                        : value);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type) throws SQLException {
        setObject(parameter, value);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type, int scale) throws SQLException {
        setObject(parameter, value);
    }
}
