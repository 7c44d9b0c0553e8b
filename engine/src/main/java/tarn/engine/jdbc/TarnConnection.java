package tarn.engine.jdbc;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tarn.engine.Session;
import tarn.engine.Tarn;
import tarn.sql.error.SqlException;

/** A session with a database. */
final class TarnConnection implements Connection {
    private final Tarn database;
    private final Session session;
    private final String url;
    private boolean autoCommit = true;
    private final Set<TarnResultSet> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    TarnConnection(Tarn database, String url) {
        this.database = database;
        this.session = database.session();
        this.url = url;
    }

    Session session() {
        return session;
    }

    String url() {
        return url;
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw Sql.closed("connection");
        }
    }

    /** Without auto-commit, a statement begins a transaction where none has begun. */
    void beginIfNeeded() {
        if (!autoCommit && !session.inTransaction()) {
            session.execute("BEGIN").close();
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        requireOpen();
        return new TarnStatement(this);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        requireForward(type, concurrency);
        return createStatement();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return createStatement(type, concurrency);
    }

    private static void requireForward(int type, int concurrency) throws SQLException {
        if (concurrency != ResultSet.CONCUR_READ_ONLY || type == ResultSet.TYPE_SCROLL_SENSITIVE) {
            throw Sql.refused("results that can be changed");
        }
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        requireOpen();
        try {
            return new TarnPreparedStatement(this, session.prepare(sql));
        } catch (SqlException error) {
            throw Sql.of(error);
        }
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        requireForward(type, concurrency);
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepareStatement(sql, type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public String nativeSQL(String sql) {
        return sql;
    }

    @Override
    public void setAutoCommit(boolean enable) throws SQLException {
        requireOpen();
        if (enable && !autoCommit) {
            commit();
        }
        autoCommit = enable;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        return autoCommit;
    }

    @Override
    public void commit() throws SQLException {
        end("COMMIT");
    }

    @Override
    public void rollback() throws SQLException {
        end("ROLLBACK");
    }

    private void end(String how) throws SQLException {
        requireOpen();
        try {
            if (session.inTransaction()) {
                session.execute(how).close();
            }
        } catch (SqlException error) {
            throw Sql.of(error);
        }
    }

    /** Takes a result that is closed with the connection. */
    TarnResultSet opened(TarnResultSet result) throws SQLException {
        open.add(result);
        if (closed) {
            result.close();
            throw Sql.closed("connection");
        }
        return result;
    }

    void forget(TarnResultSet result) {
        open.remove(result);
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            session.cancel();
            for (var result : open) {
                result.close();
            }
            session.close();
            database.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        close();
    }

    @Override
    public boolean isValid(int timeout) {
        return !closed;
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return new TarnDatabaseMetaData(this);
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        if (readOnly) {
            throw Sql.refused("a read-only connection");
        }
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void setCatalog(String catalog) {
        // There is one catalog.
    }

    @Override
    public String getCatalog() {
        return TarnDatabaseMetaData.CATALOG;
    }

    @Override
    public void setSchema(String schema) {
        session.settings().set("schema", schema);
    }

    @Override
    public String getSchema() {
        return session.settings().get("schema");
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        if (level > TRANSACTION_REPEATABLE_READ) {
            throw Sql.refused("serializable transactions");
        }
    }

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public void setHoldability(int holdability) {
        // Results are held in any case.
    }

    @Override
    public int getHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        throw Sql.refused("savepoints");
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        throw Sql.refused("savepoints");
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        throw Sql.refused("savepoints");
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        throw Sql.refused("savepoints");
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw Sql.refused("prepareCall");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        throw Sql.refused("prepareCall");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        throw Sql.refused("prepareCall");
    }

    @Override
    public Array createArrayOf(String type, Object[] elements) throws SQLException {
        throw Sql.refused("createArrayOf");
    }

    @Override
    public Struct createStruct(String type, Object[] attributes) throws SQLException {
        throw Sql.refused("createStruct");
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw Sql.refused("createBlob");
    }

    @Override
    public Clob createClob() throws SQLException {
        throw Sql.refused("createClob");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw Sql.refused("createNClob");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw Sql.refused("createSQLXML");
    }

    @Override
    public Map<String, Class<?>> getTypeMap() {
        return Map.of();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        if (!map.isEmpty()) {
            throw Sql.refused("type maps");
        }
    }

    @Override
    public void setClientInfo(String name, String value) {
        // Nobody asks for it.
    }

    @Override
    public void setClientInfo(Properties properties) {
        // Nobody asks for it.
    }

    @Override
    public @Nullable String getClientInfo(String name) {
        return null;
    }

    @Override
    public Properties getClientInfo() {
        return new Properties();
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) {
        // There is no network.
    }

    @Override
    public int getNetworkTimeout() {
        return 0;
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
        if (wanted.isInstance(session)) {
            return wanted.cast(session);
        }
        throw Sql.wrong("not a " + wanted.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return wanted.isInstance(this) || wanted.isInstance(session);
    }
}
