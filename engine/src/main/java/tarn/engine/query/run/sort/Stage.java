package tarn.engine.query.run.sort;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.query.run.shared.RowStore;

/** What rows are compared by, one after the other: 64 bits packed from several keys, or the rest of a string. */
sealed interface Stage {

    /** Up to 64 bits in front of those that the stages before have covered. */
    record Packed(List<Part> parts) implements Stage {
        int bits() {
            return parts.stream().mapToInt(Part::bits).sum();
        }

        /** The bits of one row. */
        long of(int address) {
            long packed = 0;
            for (Part part : parts) {
                packed = packed << (part.bits & 63) | part.of(address);
            }
            return packed;
        }

        /** Writes the bits of a segment's rows to every {@code stride}th long of {@code out}, beginning at {@code at}. */
        void fill(RowStore.Segment segment, MemorySegment out, long at, int stride) {
            for (int i = 0; i < segment.rows(); i++) {
                Memory.setLong(out, at + (long) i * stride, 0);
            }
            for (Part part : parts) {
                part.append(segment, out, at, stride);
            }
        }
    }

    /** The bytes of a string beyond its first chunk. */
    record Text(KeyColumns nulls, MemorySegment[] views, long flip) implements Stage {}

    /**
     * Bits {@code shift} to {@code shift + bits - 1} of a key's word less its least value, or, with {@code flag}, one bit
     * that says which side of the values a NULL is on.
     */
    record Part(KeyColumns column, long base, int shift, int bits, boolean flag, boolean nullsFirst) {

        static Part flag(KeyColumns column, boolean nullsFirst) {
            return new Part(column, 0, 0, 1, true, nullsFirst);
        }

        static Part bits(KeyColumns column, int shift, int bits) {
            return new Part(column, column.base(), shift, bits, false, false);
        }

        private long mask() {
            return -1L >>> (64 - bits);
        }

        long of(int address) {
            boolean isNull = column.isNull(address);
            if (flag) {
                return isNull == nullsFirst ? 0 : 1;
            }
            return isNull ? 0 : column.value(address) - base >>> shift & mask();
        }

        private void append(RowStore.Segment segment, MemorySegment out, long at, int stride) {
            int block = segment.block().index();
            var values = column.values(block);
            var validity = column.validity(block);
            int from = segment.from();
            int rows = segment.rows();
            int up = bits & 63;
            long mask = mask();
            if (flag) {
                for (int i = 0; i < rows; i++) {
                    boolean isNull = validity != null && !Bits.get(validity, from + i);
                    long to = at + (long) i * stride;
                    Memory.setLong(out, to, Memory.getLong(out, to) << 1 | (isNull == nullsFirst ? 0 : 1));
                }
            } else if (validity == null) {
                for (int i = 0; i < rows; i++) {
                    long to = at + (long) i * stride;
                    long value = Memory.getLong(values, from + i) - base >>> shift & mask;
                    Memory.setLong(out, to, Memory.getLong(out, to) << up | value);
                }
            } else {
                for (int i = 0; i < rows; i++) {
                    long to = at + (long) i * stride;
                    long value =
                            Bits.get(validity, from + i) ? Memory.getLong(values, from + i) - base >>> shift & mask : 0;
                    Memory.setLong(out, to, Memory.getLong(out, to) << up | value);
                }
            }
        }
    }
}
