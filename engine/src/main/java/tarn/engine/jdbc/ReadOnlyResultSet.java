package tarn.engine.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/** The half of a result set that changes rows: refused. */
abstract class ReadOnlyResultSet implements ResultSet {
    @Override
    public void cancelRowUpdates() throws SQLException {
        throw Sql.refused("cancelRowUpdates");
    }

    @Override
    public void deleteRow() throws SQLException {
        throw Sql.refused("deleteRow");
    }

    @Override
    public void insertRow() throws SQLException {
        throw Sql.refused("insertRow");
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        throw Sql.refused("moveToCurrentRow");
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        throw Sql.refused("moveToInsertRow");
    }

    @Override
    public void refreshRow() throws SQLException {
        throw Sql.refused("refreshRow");
    }

    @Override
    public boolean rowDeleted() throws SQLException {
        throw Sql.refused("rowDeleted");
    }

    @Override
    public boolean rowInserted() throws SQLException {
        throw Sql.refused("rowInserted");
    }

    @Override
    public boolean rowUpdated() throws SQLException {
        throw Sql.refused("rowUpdated");
    }

    @Override
    public void updateArray(int p1, Array p2) throws SQLException {
        throw Sql.refused("updateArray");
    }

    @Override
    public void updateArray(String p1, Array p2) throws SQLException {
        throw Sql.refused("updateArray");
    }

    @Override
    public void updateAsciiStream(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(int p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(String p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(String p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateAsciiStream(String p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateAsciiStream");
    }

    @Override
    public void updateBigDecimal(int p1, BigDecimal p2) throws SQLException {
        throw Sql.refused("updateBigDecimal");
    }

    @Override
    public void updateBigDecimal(String p1, BigDecimal p2) throws SQLException {
        throw Sql.refused("updateBigDecimal");
    }

    @Override
    public void updateBinaryStream(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(int p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(String p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(String p1, InputStream p2, int p3) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBinaryStream(String p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateBinaryStream");
    }

    @Override
    public void updateBlob(int p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBlob(int p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBlob(int p1, Blob p2) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBlob(String p1, InputStream p2) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBlob(String p1, InputStream p2, long p3) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBlob(String p1, Blob p2) throws SQLException {
        throw Sql.refused("updateBlob");
    }

    @Override
    public void updateBoolean(int p1, boolean p2) throws SQLException {
        throw Sql.refused("updateBoolean");
    }

    @Override
    public void updateBoolean(String p1, boolean p2) throws SQLException {
        throw Sql.refused("updateBoolean");
    }

    @Override
    public void updateByte(int p1, byte p2) throws SQLException {
        throw Sql.refused("updateByte");
    }

    @Override
    public void updateByte(String p1, byte p2) throws SQLException {
        throw Sql.refused("updateByte");
    }

    @Override
    public void updateBytes(int p1, byte[] p2) throws SQLException {
        throw Sql.refused("updateBytes");
    }

    @Override
    public void updateBytes(String p1, byte[] p2) throws SQLException {
        throw Sql.refused("updateBytes");
    }

    @Override
    public void updateCharacterStream(int p1, Reader p2) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(int p1, Reader p2, int p3) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(String p1, Reader p2) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(String p1, Reader p2, int p3) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateCharacterStream(String p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateCharacterStream");
    }

    @Override
    public void updateClob(int p1, Reader p2) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateClob(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateClob(int p1, Clob p2) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateClob(String p1, Reader p2) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateClob(String p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateClob(String p1, Clob p2) throws SQLException {
        throw Sql.refused("updateClob");
    }

    @Override
    public void updateDate(int p1, Date p2) throws SQLException {
        throw Sql.refused("updateDate");
    }

    @Override
    public void updateDate(String p1, Date p2) throws SQLException {
        throw Sql.refused("updateDate");
    }

    @Override
    public void updateDouble(int p1, double p2) throws SQLException {
        throw Sql.refused("updateDouble");
    }

    @Override
    public void updateDouble(String p1, double p2) throws SQLException {
        throw Sql.refused("updateDouble");
    }

    @Override
    public void updateFloat(int p1, float p2) throws SQLException {
        throw Sql.refused("updateFloat");
    }

    @Override
    public void updateFloat(String p1, float p2) throws SQLException {
        throw Sql.refused("updateFloat");
    }

    @Override
    public void updateInt(int p1, int p2) throws SQLException {
        throw Sql.refused("updateInt");
    }

    @Override
    public void updateInt(String p1, int p2) throws SQLException {
        throw Sql.refused("updateInt");
    }

    @Override
    public void updateLong(int p1, long p2) throws SQLException {
        throw Sql.refused("updateLong");
    }

    @Override
    public void updateLong(String p1, long p2) throws SQLException {
        throw Sql.refused("updateLong");
    }

    @Override
    public void updateNCharacterStream(int p1, Reader p2) throws SQLException {
        throw Sql.refused("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(String p1, Reader p2) throws SQLException {
        throw Sql.refused("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(String p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateNCharacterStream");
    }

    @Override
    public void updateNClob(int p1, Reader p2) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNClob(int p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNClob(int p1, NClob p2) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNClob(String p1, Reader p2) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNClob(String p1, Reader p2, long p3) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNClob(String p1, NClob p2) throws SQLException {
        throw Sql.refused("updateNClob");
    }

    @Override
    public void updateNString(int p1, String p2) throws SQLException {
        throw Sql.refused("updateNString");
    }

    @Override
    public void updateNString(String p1, String p2) throws SQLException {
        throw Sql.refused("updateNString");
    }

    @Override
    public void updateNull(int p1) throws SQLException {
        throw Sql.refused("updateNull");
    }

    @Override
    public void updateNull(String p1) throws SQLException {
        throw Sql.refused("updateNull");
    }

    @Override
    public void updateObject(int p1, Object p2) throws SQLException {
        throw Sql.refused("updateObject");
    }

    @Override
    public void updateObject(int p1, Object p2, int p3) throws SQLException {
        throw Sql.refused("updateObject");
    }

    @Override
    public void updateObject(String p1, Object p2) throws SQLException {
        throw Sql.refused("updateObject");
    }

    @Override
    public void updateObject(String p1, Object p2, int p3) throws SQLException {
        throw Sql.refused("updateObject");
    }

    @Override
    public void updateRef(int p1, Ref p2) throws SQLException {
        throw Sql.refused("updateRef");
    }

    @Override
    public void updateRef(String p1, Ref p2) throws SQLException {
        throw Sql.refused("updateRef");
    }

    @Override
    public void updateRow() throws SQLException {
        throw Sql.refused("updateRow");
    }

    @Override
    public void updateRowId(int p1, RowId p2) throws SQLException {
        throw Sql.refused("updateRowId");
    }

    @Override
    public void updateRowId(String p1, RowId p2) throws SQLException {
        throw Sql.refused("updateRowId");
    }

    @Override
    public void updateSQLXML(int p1, SQLXML p2) throws SQLException {
        throw Sql.refused("updateSQLXML");
    }

    @Override
    public void updateSQLXML(String p1, SQLXML p2) throws SQLException {
        throw Sql.refused("updateSQLXML");
    }

    @Override
    public void updateShort(int p1, short p2) throws SQLException {
        throw Sql.refused("updateShort");
    }

    @Override
    public void updateShort(String p1, short p2) throws SQLException {
        throw Sql.refused("updateShort");
    }

    @Override
    public void updateString(int p1, String p2) throws SQLException {
        throw Sql.refused("updateString");
    }

    @Override
    public void updateString(String p1, String p2) throws SQLException {
        throw Sql.refused("updateString");
    }

    @Override
    public void updateTime(int p1, Time p2) throws SQLException {
        throw Sql.refused("updateTime");
    }

    @Override
    public void updateTime(String p1, Time p2) throws SQLException {
        throw Sql.refused("updateTime");
    }

    @Override
    public void updateTimestamp(int p1, Timestamp p2) throws SQLException {
        throw Sql.refused("updateTimestamp");
    }

    @Override
    public void updateTimestamp(String p1, Timestamp p2) throws SQLException {
        throw Sql.refused("updateTimestamp");
    }
}
