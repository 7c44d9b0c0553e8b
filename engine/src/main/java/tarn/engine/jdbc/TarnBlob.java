package tarn.engine.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import tarn.engine.data.type.Bytes;

/** A BLOB as JDBC sees it: read-only, its text is what a cast to VARCHAR gives. */
final class TarnBlob implements Blob {
    private final byte[] bytes;

    TarnBlob(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public byte[] getBytes(long position, int length) throws SQLException {
        if (position < 1 || length < 0 || position - 1 > bytes.length) {
            throw Sql.wrong("no bytes from " + position + ": the blob has " + bytes.length);
        }
        int from = (int) position - 1;
        return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
    }

    @Override
    public InputStream getBinaryStream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream getBinaryStream(long position, long length) throws SQLException {
        return new ByteArrayInputStream(getBytes(position, (int) Math.min(length, bytes.length)));
    }

    @Override
    public long position(byte[] pattern, long start) throws SQLException {
        for (int at = Math.toIntExact(start) - 1; at >= 0 && at + pattern.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public long position(Blob pattern, long start) throws SQLException {
        return position(pattern.getBytes(1, Math.toIntExact(pattern.length())), start);
    }

    @Override
    public int setBytes(long position, byte[] with) throws SQLException {
        throw Sql.refused("setBytes of a blob");
    }

    @Override
    public int setBytes(long position, byte[] with, int offset, int length) throws SQLException {
        throw Sql.refused("setBytes of a blob");
    }

    @Override
    public OutputStream setBinaryStream(long position) throws SQLException {
        throw Sql.refused("setBinaryStream of a blob");
    }

    @Override
    public void truncate(long length) throws SQLException {
        throw Sql.refused("truncate of a blob");
    }

    @Override
    public void free() {
        // Nothing is held.
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TarnBlob that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new Bytes(bytes).toString();
    }
}
