package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Strings;

/** Memory of one batch: bump allocation over blocks of another region, which are used again for the next batch. */
final class BatchRegion implements Region {
    private static final long ALIGNMENT = 64;
    private static final long FIRST_BLOCK = 16 << 10;
    private static final long LARGEST_BLOCK = 1 << 20;
    private static final long OWN_BLOCK = 2 << 20;

    private final Region blocks;
    private final List<MemorySegment> kept = new ArrayList<>();
    private final List<MemorySegment> own = new ArrayList<>();
    private MemorySegment current = MemorySegment.NULL;
    private int currentIndex = -1;
    private long used;
    private long nextBlock = FIRST_BLOCK;
    private long bytes;

    BatchRegion(Region blocks) {
        this.blocks = blocks;
    }

    @Override
    public MemorySegment allocate(long size) {
        if (size >= OWN_BLOCK) {
            var segment = blocks.allocate(size);
            own.add(segment);
            bytes += size;
            return segment;
        }
        long start = used + ALIGNMENT - 1 & -ALIGNMENT;
        if (start + size > current.byteSize()) {
            advance(size);
            start = 0;
        }
        used = start + size;
        return current.asSlice(start, size);
    }

    private void advance(long room) {
        do {
            if (++currentIndex == kept.size()) {
                long size = Math.max(nextBlock, room + ALIGNMENT - 1 & -ALIGNMENT);
                nextBlock = Math.min(nextBlock * 2, LARGEST_BLOCK);
                kept.add(blocks.allocate(size));
                bytes += size;
            }
            current = kept.get(currentIndex);
        } while (current.byteSize() < room);
        used = 0;
    }

    @Override
    public MemorySegment allocateZeroed(long size) {
        return allocate(size).fill((byte) 0);
    }

    @Override
    public long copyString(long address, int length) {
        if (length == 0) {
            return 0;
        }
        var copy = allocate(length);
        MemorySegment.copy(Strings.MEMORY, address, copy, 0, length);
        return copy.address();
    }

    @Override
    public void free(MemorySegment segment) {
        if (segment.byteSize() >= OWN_BLOCK && own.removeIf(s -> s.address() == segment.address())) {
            blocks.free(segment);
            bytes -= segment.byteSize();
        }
    }

    @Override
    public void reset() {
        for (var segment : own) {
            blocks.free(segment);
            bytes -= segment.byteSize();
        }
        own.clear();
        currentIndex = kept.isEmpty() ? -1 : 0;
        current = kept.isEmpty() ? MemorySegment.NULL : kept.getFirst();
        used = 0;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** The blocks go back with the region that they come from. */
    @Override
    public void close() {
        reset();
    }
}
