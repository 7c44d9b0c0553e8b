package tarn.engine.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/** Parameters of types that SQL here does not have: refused. */
abstract class RefusedParameters extends TarnStatement implements PreparedStatement {
    RefusedParameters(TarnConnection connection) {
        super(connection);
    }

    @Override
    public void setArray(int p1, Array p2) throws SQLException {
        throw Sql.refused("setArray");
    }

    @Override
    public void setAsciiStream(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("setAsciiStream");
    }

    @Override
    public void setAsciiStream(int p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("setAsciiStream");
    }

    @Override
    public void setAsciiStream(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("setAsciiStream");
    }

    @Override
    public void setBinaryStream(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("setBinaryStream");
    }

    @Override
    public void setBinaryStream(int p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("setBinaryStream");
    }

    @Override
    public void setBinaryStream(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("setBinaryStream");
    }

    @Override
    public void setBlob(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("setBlob");
    }

    @Override
    public void setBlob(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("setBlob");
    }

    @Override
    public void setBlob(int p1, Blob p2) throws SQLException {
        throw Sql.refused("setBlob");
    }

    @Override
    public void setBytes(int p1, byte[] p2) throws SQLException {
        throw Sql.refused("setBytes");
    }

    @Override
    public void setCharacterStream(int p1, Reader p2) throws SQLException {
        throw Sql.refused("setCharacterStream");
    }

    @Override
    public void setCharacterStream(int p1, Reader p2, int p3) throws SQLException {
        throw Sql.refused("setCharacterStream");
    }

    @Override
    public void setCharacterStream(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("setCharacterStream");
    }

    @Override
    public void setClob(int p1, Reader p2) throws SQLException {
        throw Sql.refused("setClob");
    }

    @Override
    public void setClob(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("setClob");
    }

    @Override
    public void setClob(int p1, Clob p2) throws SQLException {
        throw Sql.refused("setClob");
    }

    @Override
    public void setNCharacterStream(int p1, Reader p2) throws SQLException {
        throw Sql.refused("setNCharacterStream");
    }

    @Override
    public void setNCharacterStream(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("setNCharacterStream");
    }

    @Override
    public void setNClob(int p1, Reader p2) throws SQLException {
        throw Sql.refused("setNClob");
    }

    @Override
    public void setNClob(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("setNClob");
    }

    @Override
    public void setNClob(int p1, NClob p2) throws SQLException {
        throw Sql.refused("setNClob");
    }

    @Override
    public void setRef(int p1, Ref p2) throws SQLException {
        throw Sql.refused("setRef");
    }

    @Override
    public void setRowId(int p1, RowId p2) throws SQLException {
        throw Sql.refused("setRowId");
    }

    @Override
    public void setSQLXML(int p1, SQLXML p2) throws SQLException {
        throw Sql.refused("setSQLXML");
    }

    @Override
    public void setURL(int p1, URL p2) throws SQLException {
        throw Sql.refused("setURL");
    }

    @Override
    public void setUnicodeStream(int p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("setUnicodeStream");
    }
}
