package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.Uuids;
import tarn.engine.data.vector.Strings;

/** Parses UUIDs. */
record UuidParser() implements FieldParser {
    private static final int MOST = 100;

    @Override
    public DataType type() {
        return ScalarType.UUID;
    }

    @Override
    public boolean parse(long from, long to, MemorySegment values, int row) {
        var bytes = new byte[(int) Math.min(MOST, to - from)];
        MemorySegment.copy(Strings.MEMORY, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        var uuid = Uuids.parse(new String(bytes, StandardCharsets.UTF_8));
        if (uuid == null) {
            return false;
        }
        values.setAtIndex(ValueLayout.JAVA_LONG, 2L * row, uuid.getLeastSignificantBits());
        values.setAtIndex(ValueLayout.JAVA_LONG, 2L * row + 1, Uuids.high(uuid));
        return true;
    }
}
