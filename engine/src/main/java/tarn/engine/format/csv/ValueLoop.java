package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.kernel.Specialize;

/** Parses the fields of a column that is not text. A template: used only as clones, one for each parser. */
final class ValueLoop implements FieldLoop {
    private static final FieldParser PARSER = Specialize.data(MethodHandles.lookup(), FieldParser.class);

    ValueLoop() {}

    @Override
    public int run(
            CsvTable.File file,
            RecordIndex index,
            int field,
            int from,
            MemorySegment values,
            MemorySegment validity,
            Region region) {
        long base = file.text().address();
        int rows = index.count();
        int nulls = 0;
        for (int row = from; row < rows; row++) {
            long start = index.start(field, row);
            long end = index.end(field, row);
            if (start == end || FieldLoop.isNull(file, start, end)) {
                Bits.clear(validity, row);
                nulls = NULLS;
            } else if (!PARSER.parse(base + start, base + end, values, row)) {
                return row | nulls;
            }
        }
        return rows | nulls;
    }
}
