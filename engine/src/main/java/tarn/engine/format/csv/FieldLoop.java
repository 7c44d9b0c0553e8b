package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Specialize;

/** The loop over the fields of a column. */
interface FieldLoop {
    /** In the result: there was a NULL. */
    int NULLS = 1 << 30;

    /** VARCHAR: views of the file's own bytes. */
    FieldLoop TEXT = new TextLoop(false);

    /** Texts that another type is made of: empty ones are NULL, as with all types but VARCHAR. */
    FieldLoop FILLED_TEXT = new TextLoop(true);

    /**
     * Parses from row {@code from} on.
     *
     * @return the first row that cannot be parsed, the number of rows if all can be; plus {@link #NULLS}
     */
    int run(
            CsvTable.File file,
            RecordIndex index,
            int field,
            int from,
            MemorySegment values,
            MemorySegment validity,
            Region region);

    /** The loop for a parser, a clone of its own, so that parsing is inlined. */
    static FieldLoop of(FieldParser parser) {
        return Specialize.clone(MethodHandles.lookup(), FieldLoop.class, ValueLoop.class, parser);
    }

    /** Whether a field is NULL. */
    static boolean isNull(CsvTable.File file, long start, long end) {
        var nullText = file.dialect().nullText();
        if (end - start != nullText.length) {
            return false;
        }
        for (int i = 0; i < nullText.length; i++) {
            if (file.text().at(start + i) != nullText[i]) {
                return false;
            }
        }
        return true;
    }

    record TextLoop(boolean emptyIsNull) implements FieldLoop {
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
            int nulls = 0;
            for (int row = from; row < index.count(); row++) {
                long start = index.start(field, row);
                long end = index.end(field, row);
                if (emptyIsNull && start == end || isNull(file, start, end)) {
                    Bits.clear(validity, row);
                    nulls = NULLS;
                } else if (index.escaped(field, row)) {
                    FieldColumn.unescape(file.text(), file.dialect(), start, end, values, row, region);
                } else {
                    Strings.put(values, row, base + start, Math.toIntExact(end - start));
                }
            }
            return index.count() | nulls;
        }
    }
}
