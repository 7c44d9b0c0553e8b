package tarn.engine.function.aggregate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.kernel.Hashing;
import tarn.engine.kernel.HyperLogLog;

/** approx_count_distinct by {@link HyperLogLog}. State: address of the registers. */
final class DistinctSketch implements Aggregate {
    private MemorySegment hashes = MemorySegment.NULL;

    @Override
    public int stateBytes() {
        return 8;
    }

    private void hash(Vector vector, int rows) {
        if (hashes.byteSize() < rows * 8L) {
            hashes = Arena.ofAuto().allocate(rows * 8L, 64);
        }
        Hashing.hash(vector, rows, hashes, false);
    }

    @Override
    public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
        var vector = arguments.getFirst();
        hash(vector, rows);
        for (int i = 0; i < rows; i++) {
            if (!vector.isNull(i)) {
                long registers = registers(states.memory(), states.at(Memory.getInt(groups, i)), region);
                HyperLogLog.add(Strings.MEMORY, registers, Hashing.mix(Memory.getLong(hashes, i)));
            }
        }
    }

    @Override
    public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
        var vector = arguments.getFirst();
        hash(vector, rows);
        long registers = registers(states.memory(), states.at(group), region);
        boolean nulls = vector.mayHaveNulls();
        for (int i = 0; i < rows; i++) {
            if (!nulls || !vector.isNull(i)) {
                HyperLogLog.add(Strings.MEMORY, registers, Hashing.mix(Memory.getLong(hashes, i)));
            }
        }
    }

    private static long registers(MemorySegment memory, long at, Region region) {
        long address = Memory.getLongAt(memory, at);
        if (address == 0) {
            address = region.allocateZeroed(HyperLogLog.BYTES).address();
            Memory.setLongAt(memory, at, address);
        }
        return address;
    }

    @Override
    public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
        for (int i = 0; i < count; i++) {
            long other = Memory.getLongAt(from.memory(), from.at(i));
            if (other != 0) {
                long registers = registers(into.memory(), into.at(Memory.getInt(groups, i)), region);
                HyperLogLog.merge(Strings.MEMORY, registers, Strings.MEMORY, other);
            }
        }
    }

    @Override
    public void finish(States states, int first, int count, FlatVector out, Region region) {
        for (int i = 0; i < count; i++) {
            long registers = Memory.getLongAt(states.memory(), states.at(first + i));
            Memory.setLong(
                    out.values(), i, registers == 0 ? 0 : Math.round(HyperLogLog.estimate(Strings.MEMORY, registers)));
        }
    }
}
