package tarn.datasets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Rows as CSV in UTF-8, gathered in memory: comma, line feed, and double quotes around a text that needs them; nothing at
 * all stands for NULL. It can be cleared and used again.
 */
public final class CsvRows implements RowSink {
    private static final int LONGEST_NUMBER = 32;

    private byte[] bytes = new byte[1 << 16];
    private int size;
    private long rows;
    private boolean firstInRow = true;

    /** Writes the names of the columns; this is not counted as a row. */
    public void header(Table table) {
        table.columns().forEach(column -> text(column.name()));
        endRow();
        rows--;
    }

    @Override
    public void integer(long value) {
        separate();
        digits(value);
    }

    @Override
    public void decimal(long unscaled, int scale) {
        separate();
        if (unscaled < 0) {
            put('-');
        }
        long power = powerOfTen(scale);
        digits(Math.abs(unscaled / power));
        if (scale > 0) {
            put('.');
            long fraction = Math.abs(unscaled % power);
            for (long digit = power / 10; digit > 0; digit /= 10) {
                put((char) ('0' + fraction / digit % 10));
            }
        }
    }

    @Override
    public void real(double value) {
        separate();
        ascii(Double.toString(value));
    }

    @Override
    public void date(int epochDay) {
        separate();
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        int year = day.getYear();
        twoDigits(year / 100);
        twoDigits(year % 100);
        put('-');
        twoDigits(day.getMonthValue());
        put('-');
        twoDigits(day.getDayOfMonth());
    }

    @Override
    public void text(String value) {
        separate();
        int length = value.length();
        ensure(2 * length + 2);
        int start = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80 || c == '"' || c == ',' || c == '\n' || c == '\r') {
                size = start;
                quoted(value);
                return;
            }
            bytes[size++] = (byte) c;
        }
        if (length == 0) {
            put('"');
            put('"');
        }
    }

    @Override
    public void missing() {
        separate();
    }

    @Override
    public void endRow() {
        ensure(1);
        put('\n');
        firstInRow = true;
        rows++;
    }

    /** Rows since the last {@link #clear()}, the header not counted. */
    public long rows() {
        return rows;
    }

    /** Bytes since the last {@link #clear()}. */
    public int size() {
        return size;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    public void clear() {
        size = 0;
        rows = 0;
    }

    private void quoted(String value) {
        boolean quotes = value.indexOf('"') >= 0;
        boolean needed = quotes || value.indexOf(',') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        String inner = quotes ? value.replace("\"", "\"\"") : value;
        byte[] encoded = (needed ? '"' + inner + '"' : inner).getBytes(StandardCharsets.UTF_8);
        ensure(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    private void separate() {
        ensure(LONGEST_NUMBER);
        if (firstInRow) {
            firstInRow = false;
        } else {
            put(',');
        }
    }

    private void digits(long value) {
        if (value < 0) {
            ascii(Long.toString(value));
            return;
        }
        int length = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            length++;
        }
        long rest = value;
        for (int at = size + length - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    private void twoDigits(int value) {
        put((char) ('0' + value / 10));
        put((char) ('0' + value % 10));
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(char c) {
        bytes[size++] = (byte) c;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
