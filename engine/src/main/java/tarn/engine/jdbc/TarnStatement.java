package tarn.engine.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.sql.error.SqlException;

/** Runs SQL; one result at a time. */
class TarnStatement implements Statement {
    final TarnConnection connection;
    private final List<String> batch = new ArrayList<>();
    private @Nullable TarnResultSet current;
    private long updateCount = -1;
    private long mostRows;
    private int timeoutSeconds;
    private volatile boolean closed;
    private boolean closeOnCompletion;

    TarnStatement(TarnConnection connection) {
        this.connection = connection;
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw Sql.closed("statement");
        }
        connection.requireOpen();
    }

    /** Runs something and takes its result as the current one; whether that has rows. */
    boolean run(Supplier<Result> work) throws SQLException {
        requireOpen();
        closeCurrent();
        var session = connection.session();
        var before = session.settings().timeout();
        try {
            if (timeoutSeconds > 0) {
                session.settings().setTimeout(Duration.ofSeconds(timeoutSeconds));
            }
            connection.beginIfNeeded();
            var result = work.get();
            if (result.kind() == Result.Kind.ROWS) {
                current = connection.opened(new TarnResultSet(connection, this, result, mostRows));
                updateCount = -1;
                if (closed) {
                    closeCurrent();
                    throw Sql.closed("statement");
                }
                return true;
            }
            updateCount = result.changedRows();
            result.close();
            return false;
        } catch (SqlException error) {
            throw Sql.of(error);
        } finally {
            if (timeoutSeconds > 0) {
                session.settings().setTimeout(before);
            }
        }
    }

    private void closeCurrent() throws SQLException {
        var old = current;
        current = null;
        updateCount = -1;
        if (old != null) {
            old.close();
        }
    }

    void resultClosed() throws SQLException {
        if (closeOnCompletion && !closed) {
            close();
        }
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(() -> connection.session().execute(sql));
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        if (!execute(sql)) {
            throw Sql.wrong("the statement gives no rows: use execute or executeUpdate");
        }
        return java.util.Objects.requireNonNull(current);
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate(sql));
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return execute(sql) ? 0 : updateCount;
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        requireOpen();
        return current;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        requireOpen();
        return (int) Math.min(Integer.MAX_VALUE, updateCount);
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        requireOpen();
        return updateCount;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        closeCurrent();
        return false;
    }

    @Override
    public boolean getMoreResults(int what) throws SQLException {
        return getMoreResults();
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            closeCurrent();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void cancel() {
        connection.session().cancel();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw Sql.wrong("a timeout must not be negative: " + seconds);
        }
        timeoutSeconds = seconds;
    }

    @Override
    public int getQueryTimeout() {
        return timeoutSeconds;
    }

    @Override
    public void setMaxRows(int rows) throws SQLException {
        setLargeMaxRows(rows);
    }

    @Override
    public int getMaxRows() {
        return (int) mostRows;
    }

    @Override
    public void setLargeMaxRows(long rows) throws SQLException {
        if (rows < 0) {
            throw Sql.wrong("a number of rows must not be negative: " + rows);
        }
        mostRows = rows;
    }

    @Override
    public long getLargeMaxRows() {
        return mostRows;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        requireOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        var counts = new int[batch.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = executeUpdate(batch.get(i));
        }
        batch.clear();
        return counts;
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireOpen();
        return connection;
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        return execute(sql);
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        throw Sql.refused("getGeneratedKeys");
    }

    @Override
    public int getMaxFieldSize() {
        return 0;
    }

    @Override
    public void setMaxFieldSize(int size) throws SQLException {
        if (size != 0) {
            throw Sql.refused("setMaxFieldSize");
        }
    }

    @Override
    public void setEscapeProcessing(boolean enable) {
        // There are no JDBC escapes to process.
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        throw Sql.refused("setCursorName");
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != ResultSet.FETCH_FORWARD) {
            throw Sql.refused("a fetch direction other than forward");
        }
    }

    @Override
    public int getFetchDirection() {
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) {
        // All rows are at hand.
    }

    @Override
    public int getFetchSize() {
        return 0;
    }

    @Override
    public int getResultSetConcurrency() {
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetType() {
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public void setPoolable(boolean poolable) {
        // A hint without meaning here.
    }

    @Override
    public boolean isPoolable() {
        return false;
    }

    @Override
    public void closeOnCompletion() {
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() {
        return closeOnCompletion;
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
        throw Sql.wrong("not a " + wanted.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this);
    }
}
