package tarn.engine.data.memory;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/** The blocks that a region holds. Apart from the region, so that a forgotten region's blocks can still be freed. */
final class Blocks implements AutoCloseable {
    private final String owner;
    private final DatabasePool pool;
    private final Supplier<BufferAllocator> allocator;
    private final Map<Long, ArrowBuf> byAddress = new HashMap<>();
    private volatile long bytes;

    Blocks(String owner, DatabasePool pool, Supplier<BufferAllocator> allocator) {
        this.owner = owner;
        this.pool = pool;
        this.allocator = allocator;
    }

    String owner() {
        return owner;
    }

    long bytes() {
        return bytes;
    }

    /** The address of a new block. */
    synchronized long take(long size) {
        ArrowBuf block;
        try {
            block = allocator.get().buffer(size);
        } catch (OutOfMemoryException _) {
            throw pool.limitReached(size);
        }
        if (byAddress.isEmpty()) {
            pool.add(this);
        }
        byAddress.put(block.memoryAddress(), block);
        bytes += size;
        return block.memoryAddress();
    }

    synchronized void giveBack(long address) {
        ArrowBuf block = byAddress.remove(address);
        if (block != null) {
            bytes -= block.capacity();
            release(block);
        }
    }

    private static void release(ArrowBuf block) {
        Memory.spoil(MemorySegment.ofAddress(block.memoryAddress()).reinterpret(block.capacity()));
        block.close();
    }

    @Override
    public synchronized void close() {
        for (ArrowBuf block : byAddress.values()) {
            release(block);
        }
        byAddress.clear();
        bytes = 0;
        pool.remove(this);
    }
}
