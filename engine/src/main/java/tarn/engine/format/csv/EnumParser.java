package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.LaneAccess;

/** Finds the values of an ENUM. */
record EnumParser(EnumType type, Map<String, Integer> codes) implements FieldParser {
    EnumParser(EnumType type) {
        this(type, new HashMap<>());
        type.values().forEach(value -> codes.put(value, codes.size()));
    }

    @Override
    public boolean parse(long from, long to, MemorySegment values, int row) {
        var bytes = new byte[(int) (to - from)];
        MemorySegment.copy(Strings.MEMORY, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        var code = codes.get(new String(bytes, StandardCharsets.UTF_8));
        if (code == null) {
            return false;
        }
        LaneAccess.writeLong(type.lane(), values, row, code);
        return true;
    }
}
