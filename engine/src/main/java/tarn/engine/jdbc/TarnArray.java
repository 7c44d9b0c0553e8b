package tarn.engine.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;

/**
 * A LIST as JDBC sees it: an Object[] of what getObject gives for the elements.
 *
 * @param text what a cast to VARCHAR gives
 */
record TarnArray(List<@Nullable Object> elements, DataType elementType, String text) implements Array {
    @Override
    public String getBaseTypeName() {
        return elementType.sql();
    }

    @Override
    public int getBaseType() {
        return JdbcTypes.code(elementType);
    }

    @Override
    public Object getArray() {
        return elements.toArray();
    }

    @Override
    public Object getArray(@Nullable Map<String, Class<?>> map) {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        if (index < 1 || count < 0 || index - 1 + count > elements.size()) {
            throw Sql.wrong(
                    "no elements " + index + " to " + (index + count - 1) + ": the list has " + elements.size());
        }
        return elements.subList((int) index - 1, (int) index - 1 + count).toArray();
    }

    @Override
    public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        throw Sql.refused("getResultSet of a list");
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public void free() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return text;
    }
}
