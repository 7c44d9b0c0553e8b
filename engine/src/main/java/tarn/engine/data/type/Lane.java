package tarn.engine.data.type;

/** How values of a type lie in memory: the only thing kernels see of a type. Little-endian, {@link #bytes} wide. */
public enum Lane {
    /** One bit a row, in 64-bit words, bit 0 of word 0 first. */
    BIT(0),
    I8(1),
    I16(2),
    I32(4),
    I64(8),
    /** Two's complement in two longs, the low one first. */
    I128(16),
    F32(4),
    F64(8),
    /** A string view: see {@link tarn.engine.data.vector.Strings}. Lists, structs and maps are such strings too: see {@link tarn.engine.data.vector.Nested}. */
    BYTES(16),
    /** int months, int days, long microseconds. */
    INTERVAL(16);

    private final int bytes;

    Lane(int bytes) {
        this.bytes = bytes;
    }

    /** Width of a value in bytes; 0 for {@link #BIT}. */
    public int bytes() {
        return bytes;
    }

    /** Bytes that {@code rows} values take, rounded up to a multiple of 8. */
    public long bytesFor(long rows) {
        return this == BIT ? (rows + 63) / 64 * 8 : (rows * bytes + 7) & ~7L;
    }
}
