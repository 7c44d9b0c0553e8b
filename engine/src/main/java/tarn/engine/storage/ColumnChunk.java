package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnStatistics;

/** One column of one row group, in Arrow's layout. Immutable. */
sealed interface ColumnChunk {

    @Nullable
    MemorySegment validity();

    /** Bounds and null count of just these rows. */
    ColumnStatistics statistics();

    long bytes();

    /** Values of a fixed-width lane (or bits), one a row. */
    record Fixed(MemorySegment values, @Nullable MemorySegment validity, ColumnStatistics statistics)
            implements ColumnChunk {
        @Override
        public long bytes() {
            return values.byteSize() + sizeOf(validity);
        }
    }

    /** UTF-8 strings: row i is {@code data} from int offset i to offset i + 1. */
    record Text(
            MemorySegment offsets,
            MemorySegment data,
            @Nullable MemorySegment validity,
            ColumnStatistics statistics) implements ColumnChunk {
        @Override
        public long bytes() {
            return offsets.byteSize() + data.byteSize() + sizeOf(validity);
        }
    }

    /** Int codes into the dictionary that the table version has for the column. */
    record Coded(MemorySegment codes, @Nullable MemorySegment validity, ColumnStatistics statistics)
            implements ColumnChunk {
        @Override
        public long bytes() {
            return codes.byteSize() + sizeOf(validity);
        }
    }

    private static long sizeOf(@Nullable MemorySegment segment) {
        return segment == null ? 0 : segment.byteSize();
    }
}
