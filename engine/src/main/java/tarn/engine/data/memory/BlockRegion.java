package tarn.engine.data.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bump allocation over blocks that double from 64 KiB to 4 MiB. */
final class BlockRegion implements Region {
    private static final long ALIGNMENT = 64;
    private static final long FIRST_BLOCK = 64 << 10;
    private static final long LARGEST_BLOCK = 4L << 20;
    private static final long OWN_BLOCK = 2L << 20;
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final Blocks blocks;
    private final List<MemorySegment> shared = new ArrayList<>();
    private final Set<Long> own = new HashSet<>();
    private Cleaner.@Nullable Cleanable cleanable;
    private MemorySegment current = MemorySegment.NULL;
    private int currentIndex = -1;
    private long used;
    private long nextBlock = FIRST_BLOCK;

    BlockRegion(Blocks blocks) {
        this.blocks = blocks;
    }

    void closeBy(Cleaner.Cleanable cleaning) {
        cleanable = cleaning;
    }

    @Override
    public MemorySegment allocate(long bytes) {
        long room = roundUp(bytes);
        if (room >= OWN_BLOCK) {
            long address = blocks.take(room);
            own.add(address);
            return MemorySegment.ofAddress(address).reinterpret(bytes);
        }
        long start = roundUp(used);
        if (room > current.byteSize() - start) {
            advance(room);
            start = 0;
        }
        used = start + room;
        return current.asSlice(start, bytes);
    }

    private void advance(long room) {
        do {
            if (++currentIndex == shared.size()) {
                long size = Math.max(nextBlock, room);
                nextBlock = Math.min(nextBlock * 2, LARGEST_BLOCK);
                shared.add(newBlock(size));
            }
            current = shared.get(currentIndex);
        } while (current.byteSize() < room);
        used = 0;
    }

    /** Small blocks come unaligned, with room to align them. */
    private MemorySegment newBlock(long size) {
        boolean aligned = size >= OWN_BLOCK;
        long address = blocks.take(aligned ? size : size + ALIGNMENT);
        return MemorySegment.ofAddress(roundUp(address)).reinterpret(size);
    }

    private static long roundUp(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    @Override
    public MemorySegment allocateZeroed(long bytes) {
        return allocate(bytes).fill((byte) 0);
    }

    @Override
    public long copyString(long address, int length) {
        if (length == 0) {
            return 0;
        }
        if (length >= OWN_BLOCK) {
            var copy = allocate(length);
            MemorySegment.copy(MEMORY, address, copy, 0, length);
            return copy.address();
        }
        if (length > current.byteSize() - used) {
            advance(roundUp(length));
        }
        long to = current.address() + used;
        MemorySegment.copy(MEMORY, address, MEMORY, to, length);
        used += length;
        return to;
    }

    @Override
    public void free(MemorySegment segment) {
        if (own.remove(segment.address())) {
            blocks.giveBack(segment.address());
        }
    }

    @Override
    public void reset() {
        for (long address : own) {
            blocks.giveBack(address);
        }
        own.clear();
        for (int i = 0; i <= currentIndex; i++) {
            Memory.spoil(i < currentIndex ? shared.get(i) : current.asSlice(0, used));
        }
        currentIndex = shared.isEmpty() ? -1 : 0;
        current = shared.isEmpty() ? MemorySegment.NULL : shared.getFirst();
        used = 0;
    }

    @Override
    public long bytes() {
        return blocks.bytes();
    }

    @Override
    public void close() {
        if (cleanable != null) {
            cleanable.clean();
        } else {
            blocks.close();
        }
        own.clear();
        shared.clear();
        current = MemorySegment.NULL;
        currentIndex = -1;
        used = 0;
        nextBlock = FIRST_BLOCK;
    }
}
