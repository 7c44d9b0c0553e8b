package tarn.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** The result column of a {@link RowOperator}; every method writes one value of the result's lane. */
public final class Output {
    private static final int CHUNK = 16 << 10;
    private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
    private static final BigInteger GREATEST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

    private final Lane lane;
    private final long mask;
    private final boolean unsigned64;
    private MemorySegment values = MemorySegment.NULL;
    private @Nullable Region region;
    private final StringBuilder text = new StringBuilder();
    private long chunk;
    private long chunkEnd;

    Output(DataType type) {
        this.lane = type.lane();
        this.mask = LaneAccess.mask(type);
        this.unsigned64 = type.unsignedBits() == 64;
    }

    void bind(MemorySegment newValues, Region batch) {
        values = newValues;
        region = batch;
        chunk = 0;
        chunkEnd = 0;
    }

    public MemorySegment values() {
        return values;
    }

    /** A value of any integer lane of up to 64 bits; an {@link ArithmeticException} if it does not fit. */
    public void putLong(int row, long value) {
        LaneAccess.writeLong(lane, mask, values, row, value);
    }

    public void putBoolean(int row, boolean value) {
        Bits.put(values, row, value);
    }

    /** A value of either floating lane. */
    public void putDouble(int row, double value) {
        if (lane == Lane.F64) {
            Memory.setDouble(values, row, value);
        } else {
            LaneAccess.writeDouble(lane, values, row, value);
        }
    }

    /** An {@link ArithmeticException} if a UBIGINT cannot hold it. */
    public void putWide(int row, long low, long high) {
        if (unsigned64 && high != 0) {
            throw new ArithmeticException("the result does not fit the type");
        }
        Memory.setLong(values, 2L * row, low);
        Memory.setLong(values, 2L * row + 1, high);
    }

    /** An {@link ArithmeticException} if the number does not fit 128 bits. */
    public void putWide(int row, BigInteger value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(GREATEST) > 0) {
            throw new ArithmeticException("the result " + value + " does not fit the type");
        }
        putWide(row, value.longValue(), value.shiftRight(64).longValue());
    }

    public void putInterval(int row, int months, int days, long micros) {
        Memory.setInt(values, 4L * row, months);
        Memory.setInt(values, 4L * row + 1, days);
        Memory.setLong(values, 2L * row + 1, micros);
    }

    /** A string whose bytes live as long as the arguments' or in a {@link #buffer}: they are not copied. */
    public void putView(int row, long address, int length) {
        Strings.put(values, row, address, length);
    }

    public void putString(int row, String value) {
        putBytes(row, value.getBytes(StandardCharsets.UTF_8));
    }

    public void putBytes(int row, byte[] bytes) {
        long address = buffer(bytes.length);
        MemorySegment.copy(bytes, 0, Strings.MEMORY, JAVA_BYTE, address, bytes.length);
        putView(row, address, bytes.length);
        used(bytes.length);
    }

    /** An empty builder to write a text to; {@link #putText} makes it the value of a row. */
    public StringBuilder text() {
        text.setLength(0);
        return text;
    }

    /** The contents of {@link #text}, which must be ASCII. */
    public void putText(int row) {
        int length = text.length();
        long address = buffer(length);
        for (int i = 0; i < length; i++) {
            Memory.setByte(address + i, (byte) text.charAt(i));
        }
        putView(row, address, length);
        used(length);
    }

    /** Room for a string of at most {@code bytes}; follow it by {@link #putView} and {@link #used}. */
    public long buffer(long bytes) {
        if (bytes > Integer.MAX_VALUE - 64) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a string of " + bytes + " bytes is too long");
        }
        if (bytes > chunkEnd - chunk) {
            var room = Objects.requireNonNull(region).allocate(Math.max(bytes, CHUNK));
            chunk = room.address();
            chunkEnd = chunk + room.byteSize();
        }
        return chunk;
    }

    /** Keeps the first {@code bytes} of the room that {@link #buffer} gave. */
    public void used(int bytes) {
        chunk += bytes;
    }
}
