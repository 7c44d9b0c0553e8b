package tarn.engine.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** Moves other than forward, and types that SQL here does not have: refused. */
abstract class ForwardResultSet extends ReadOnlyResultSet {
    @Override
    public boolean absolute(int p1) throws SQLException {
        throw Sql.refused("absolute");
    }

    @Override
    public void afterLast() throws SQLException {
        throw Sql.refused("afterLast");
    }

    @Override
    public void beforeFirst() throws SQLException {
        throw Sql.refused("beforeFirst");
    }

    @Override
    public boolean first() throws SQLException {
        throw Sql.refused("first");
    }

    @Override
    public InputStream getAsciiStream(int p1) throws SQLException {
        throw Sql.refused("getAsciiStream");
    }

    @Override
    public InputStream getAsciiStream(String p1) throws SQLException {
        throw Sql.refused("getAsciiStream");
    }

    @Override
    public InputStream getBinaryStream(int p1) throws SQLException {
        throw Sql.refused("getBinaryStream");
    }

    @Override
    public InputStream getBinaryStream(String p1) throws SQLException {
        throw Sql.refused("getBinaryStream");
    }

    @Override
    public @Nullable Blob getBlob(int p1) throws SQLException {
        throw Sql.refused("getBlob");
    }

    @Override
    public @Nullable Blob getBlob(String p1) throws SQLException {
        throw Sql.refused("getBlob");
    }

    @Override
    public Reader getCharacterStream(int p1) throws SQLException {
        throw Sql.refused("getCharacterStream");
    }

    @Override
    public Reader getCharacterStream(String p1) throws SQLException {
        throw Sql.refused("getCharacterStream");
    }

    @Override
    public Clob getClob(int p1) throws SQLException {
        throw Sql.refused("getClob");
    }

    @Override
    public Clob getClob(String p1) throws SQLException {
        throw Sql.refused("getClob");
    }

    @Override
    public String getCursorName() throws SQLException {
        throw Sql.refused("getCursorName");
    }

    @Override
    public Reader getNCharacterStream(int p1) throws SQLException {
        throw Sql.refused("getNCharacterStream");
    }

    @Override
    public Reader getNCharacterStream(String p1) throws SQLException {
        throw Sql.refused("getNCharacterStream");
    }

    @Override
    public NClob getNClob(int p1) throws SQLException {
        throw Sql.refused("getNClob");
    }

    @Override
    public NClob getNClob(String p1) throws SQLException {
        throw Sql.refused("getNClob");
    }

    @Override
    public Ref getRef(int p1) throws SQLException {
        throw Sql.refused("getRef");
    }

    @Override
    public Ref getRef(String p1) throws SQLException {
        throw Sql.refused("getRef");
    }

    @Override
    public RowId getRowId(int p1) throws SQLException {
        throw Sql.refused("getRowId");
    }

    @Override
    public RowId getRowId(String p1) throws SQLException {
        throw Sql.refused("getRowId");
    }

    @Override
    public SQLXML getSQLXML(int p1) throws SQLException {
        throw Sql.refused("getSQLXML");
    }

    @Override
    public SQLXML getSQLXML(String p1) throws SQLException {
        throw Sql.refused("getSQLXML");
    }

    @Override
    public URL getURL(int p1) throws SQLException {
        throw Sql.refused("getURL");
    }

    @Override
    public URL getURL(String p1) throws SQLException {
        throw Sql.refused("getURL");
    }

    @Override
    public InputStream getUnicodeStream(int p1) throws SQLException {
        throw Sql.refused("getUnicodeStream");
    }

    @Override
    public InputStream getUnicodeStream(String p1) throws SQLException {
        throw Sql.refused("getUnicodeStream");
    }

    @Override
    public boolean last() throws SQLException {
        throw Sql.refused("last");
    }

    @Override
    public boolean previous() throws SQLException {
        throw Sql.refused("previous");
    }

    @Override
    public boolean relative(int p1) throws SQLException {
        throw Sql.refused("relative");
    }
}
