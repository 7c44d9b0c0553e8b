package tarn.engine.function.aggregate;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Strings;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** bit_and, bit_or and bit_xor of BIT, all values of one length. */
record BitStringStep(BitFold.Kind kind) implements CellStep {
    @Override
    public void add(MemorySegment memory, long at, MemorySegment values, long row, Region region) {
        var cell = Cells.slot(memory, at);
        int length = Strings.length(cell, 0);
        if (length != Strings.length(values, row)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "cannot " + kind + " bit strings of different sizes");
        }
        long to = Strings.address(cell, 0);
        long from = Strings.address(values, row);
        for (int i = 0; i < length; i++) {
            int now = Memory.getByte(to + i);
            int next = Memory.getByte(from + i);
            int combined = switch (kind) {
                case AND -> now & next;
                case OR -> now | next;
                case XOR -> '0' | now ^ next;
            };
            Memory.setByte(to + i, (byte) combined);
        }
        Strings.put(cell, 0, to, length);
    }
}
