package tarn.engine.data.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;

/**
 * A growing column that owns copies of its values, strings included, in a region that must not be reset while the column
 * is used. Not thread-safe.
 */
public final class ColumnBuffer {
    private static final long SMALLEST_CAPACITY = 256;

    private final DataType type;
    private final Lane lane;
    private final Region region;
    private MemorySegment values = MemorySegment.NULL;
    private @Nullable MemorySegment validity;
    private long rows;
    private long capacity;
    private MemorySegment gatheredCodes = MemorySegment.NULL;
    private @Nullable Dictionary lastDictionary;
    private long rowsOfLastDictionary;
    private @Nullable MemorySegment ownEntries;

    public ColumnBuffer(DataType type, Region region) {
        this.type = type;
        this.lane = type.lane();
        this.region = region;
    }

    /** @param capacity rows that there is room for from the beginning */
    public ColumnBuffer(DataType type, Region region, long capacity) {
        this(type, region);
        if (capacity > 0) {
            this.capacity = (capacity + 63) & ~63L;
            values = region.allocate(lane.bytesFor(this.capacity));
        }
    }

    public DataType type() {
        return type;
    }

    public long rows() {
        return rows;
    }

    /** Appends rows 0 to {@code count - 1}. */
    public void append(Vector vector, int count) {
        if (count == 0) {
            return;
        }
        reserve(count);
        switch (vector) {
            case FlatVector flat -> {
                if (lane == Lane.BYTES) {
                    for (int i = 0; i < count; i++) {
                        putString(rows + i, flat.values(), i);
                    }
                } else {
                    LaneCopy.copy(lane, flat.values(), 0, values, rows, count);
                }
                appendValidity(flat.validity(), count);
            }
            case ConstantVector constant -> appendConstant(constant, count);
            case DictionaryVector dictionary -> {
                gatherEntries(dictionary.dictionary(), dictionary.codes(), count);
                clearViewsOfNulls(dictionary.validity(), null, count);
                appendValidity(dictionary.validity(), count);
            }
        }
        rows += count;
    }

    /** Appends the rows whose int numbers are given. */
    public void append(Vector vector, MemorySegment rowNumbers, int count) {
        if (count == 0) {
            return;
        }
        reserve(count);
        switch (vector) {
            case FlatVector flat -> {
                if (lane == Lane.BYTES) {
                    for (int i = 0; i < count; i++) {
                        putString(rows + i, flat.values(), Memory.getInt(rowNumbers, i));
                    }
                } else {
                    LaneCopy.gather(lane, flat.values(), rowNumbers, count, values, rows);
                }
                gatherValidity(flat.validity(), rowNumbers, count);
            }
            case ConstantVector constant -> appendConstant(constant, count);
            case DictionaryVector dictionary -> {
                if (gatheredCodes.byteSize() < 4L * count) {
                    gatheredCodes = region.allocate(4L * count);
                }
                LaneCopy.gather(Lane.I32, dictionary.codes(), rowNumbers, count, gatheredCodes, 0);
                gatherEntries(dictionary.dictionary(), gatheredCodes, count);
                clearViewsOfNulls(dictionary.validity(), rowNumbers, count);
                gatherValidity(dictionary.validity(), rowNumbers, count);
            }
        }
        rows += count;
    }

    public void appendNull() {
        reserve(1);
        appendConstant(Constants.nullOf(type), 1);
        rows++;
    }

    /** Rows 0 to rows - 1, valid until the next append. */
    public FlatVector vector() {
        return new FlatVector(
                type,
                values.asSlice(0, lane.bytesFor(rows)),
                validity == null ? null : validity.asSlice(0, Bits.bytes(rows)));
    }

    /** Some rows as a batch's column: bitmaps that start elsewhere than at bit 0 are copied into {@code batch}. */
    public Vector slice(long from, int count, Region batch) {
        var slice = lane == Lane.BIT
                ? sliceBits(values, from, count, batch)
                : values.asSlice(from * lane.bytes(), (long) count * lane.bytes());
        return new FlatVector(type, slice, validity == null ? null : sliceBits(validity, from, count, batch));
    }

    private static MemorySegment sliceBits(MemorySegment bits, long from, int count, Region batch) {
        if ((from & 63) == 0) {
            return bits.asSlice(from >>> 3, Bits.bytes(count));
        }
        var aligned = batch.allocate(Bits.bytes(count));
        LaneCopy.copyBits(bits, from, aligned, 0, count);
        return aligned;
    }

    /** Bytes of values and bitmaps held; string bytes are counted by the region alone. */
    public long bytes() {
        return values.byteSize() + (validity == null ? 0 : validity.byteSize());
    }

    /** Forgets the rows but keeps the room; string bytes stay until the region is reset. */
    public void clear() {
        rows = 0;
        if (validity != null) {
            region.free(validity);
            validity = null;
        }
    }

    private void appendConstant(ConstantVector constant, int count) {
        if (lane == Lane.BYTES && !constant.isNull()) {
            putString(rows, constant.value(), 0);
            LaneCopy.fill(lane, values.asSlice(rows * Strings.VIEW_BYTES), values, rows, count);
        } else {
            LaneCopy.fill(lane, constant.value(), values, rows, count);
        }
        if (constant.isNull()) {
            LaneCopy.fillBits(ownValidity(), rows, count, false);
        } else {
            appendValidity(null, count);
        }
    }

    private void putString(long row, MemorySegment views, long from) {
        int length = Strings.length(views, from);
        long at = row * Strings.VIEW_BYTES;
        Memory.setLongAt(values, at, length == 0 ? 0 : region.copyString(Strings.address(views, from), length));
        Memory.setLongAt(values, at + 8, Memory.getLongAt(views, from * Strings.VIEW_BYTES + 8));
    }

    /** The bytes of a dictionary's entries are copied once, as soon as so many rows came from it that it pays. */
    private void gatherEntries(Dictionary dictionary, MemorySegment codes, int count) {
        var entries = dictionary.entries().values();
        if (dictionary.size() == 0) {
            values.asSlice(rows * lane.bytes(), (long) count * lane.bytes()).fill((byte) 0);
            return;
        }
        if (lane != Lane.BYTES) {
            LaneCopy.gather(lane, entries, codes, count, values, rows);
            return;
        }
        if (dictionary != lastDictionary) {
            lastDictionary = dictionary;
            rowsOfLastDictionary = 0;
            ownEntries = null;
        }
        rowsOfLastDictionary += count;
        if (ownEntries == null && dictionary.size() <= 2 * rowsOfLastDictionary) {
            ownEntries = copyEntries(entries, dictionary.size());
        }
        if (ownEntries != null) {
            LaneCopy.gather(lane, ownEntries, codes, count, values, rows);
        } else {
            for (int i = 0; i < count; i++) {
                putString(rows + i, entries, Memory.getInt(codes, i));
            }
        }
    }

    private MemorySegment copyEntries(MemorySegment entries, int size) {
        var copies = region.allocate(Lane.BYTES.bytesFor(size));
        for (int i = 0; i < size; i++) {
            int length = Strings.length(entries, i);
            Strings.put(copies, i, length == 0 ? 0 : region.copyString(Strings.address(entries, i), length), length);
        }
        return copies;
    }

    private void clearViewsOfNulls(@Nullable MemorySegment from, @Nullable MemorySegment rowNumbers, int count) {
        if (lane != Lane.BYTES || from == null) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (!Bits.get(from, rowNumbers == null ? i : Memory.getInt(rowNumbers, i))) {
                Strings.put(values, rows + i, 0, 0);
            }
        }
    }

    private void appendValidity(@Nullable MemorySegment from, int count) {
        if (from != null) {
            LaneCopy.copyBits(from, 0, ownValidity(), rows, count);
        } else if (validity != null) {
            LaneCopy.fillBits(validity, rows, count, true);
        }
    }

    private void gatherValidity(@Nullable MemorySegment from, MemorySegment rowNumbers, int count) {
        if (from != null) {
            LaneCopy.gatherBits(from, rowNumbers, count, ownValidity(), rows);
        } else if (validity != null) {
            LaneCopy.fillBits(validity, rows, count, true);
        }
    }

    private MemorySegment ownValidity() {
        if (validity == null) {
            validity = region.allocate(Bits.bytes(capacity)).fill((byte) -1);
        }
        return validity;
    }

    private void reserve(long more) {
        long needed = rows + more;
        if (needed <= capacity) {
            return;
        }
        long grown = Math.max(SMALLEST_CAPACITY, Math.max(needed, capacity * 2)) + 63 & ~63L;
        values = move(values, lane.bytesFor(rows), lane.bytesFor(grown));
        if (validity != null) {
            validity = move(validity, Bits.bytes(rows), Bits.bytes(grown));
        }
        capacity = grown;
    }

    private MemorySegment move(MemorySegment from, long used, long bytes) {
        var to = region.allocate(bytes);
        if (used > 0) {
            MemorySegment.copy(from, 0, to, 0, used);
        }
        region.free(from);
        return to;
    }
}
