package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Kernel;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Parses one column of the records of a batch. For one thread. */
final class FieldColumn {
    private final CsvTable.File file;
    private final ColumnDefinition column;
    private final int field;
    private final FieldLoop loop;

    /** What the loop makes; another type than the column's if it is cast. */
    private final DataType parsed;

    private final @Nullable Kernel cast;

    /**
     * @param field number of the field in a record; -1 if the file does not have the column: all NULL
     * @param reader null for VARCHAR
     */
    FieldColumn(CsvTable.File file, ColumnDefinition column, int field, @Nullable FieldReader reader) {
        this.file = file;
        this.column = column;
        this.field = field;
        this.loop = switch (reader) {
            case null -> FieldLoop.TEXT;
            case FieldCast values -> {
                var source = values.source();
                yield source == null ? FieldLoop.FILLED_TEXT : FieldLoop.of(source);
            }
            case FieldParser parser -> FieldLoop.of(parser);
        };
        this.cast = reader instanceof FieldCast values ? values.kernel() : null;
        this.parsed = reader instanceof FieldCast values ? values.sourceType() : column.type();
    }

    /**
     * @param errors where rows that cannot be read are noted; null if they are an error
     */
    Vector parse(RecordIndex index, Region region, @Nullable RowErrors errors) {
        int rows = index.count();
        var lane = parsed.lane();
        var values = region.allocate(Math.max(8, lane.bytesFor(rows)));
        if (lane == Lane.BIT || lane == Lane.BYTES) {
            values.fill((byte) 0);
        }
        var validity = region.allocate(Bits.bytes(rows));
        validity.fill((byte) -1);
        boolean nulls = field < 0;
        if (field < 0) {
            values.fill((byte) 0);
            validity.fill((byte) 0);
        } else {
            nulls = parseRows(index, values, validity, region, errors);
        }
        var vector = new FlatVector(parsed, values, nulls ? validity : null);
        return cast == null ? vector : cast(cast, vector, index, region, errors);
    }

    private Vector cast(Kernel kernel, FlatVector texts, RecordIndex index, Region region, @Nullable RowErrors errors) {
        var values = kernel.evaluate(List.of(texts), index.count(), region);
        for (int row = 0; row < index.count(); row++) {
            if (values.isNull(row) && !texts.isNull(row)) {
                if (errors == null) {
                    throw error(index, row);
                }
                errors.add(row);
            }
        }
        return values;
    }

    /** Whether there are NULLs. */
    private boolean parseRows(
            RecordIndex index,
            MemorySegment values,
            MemorySegment validity,
            Region region,
            @Nullable RowErrors errors) {
        boolean nulls = false;
        int from = 0;
        while (true) {
            int bad = loop.run(file, index, field, from, values, validity, region);
            nulls |= (bad & FieldLoop.NULLS) != 0;
            int row = bad & ~FieldLoop.NULLS;
            if (row == index.count()) {
                return nulls;
            }
            if (errors == null) {
                throw error(index, row);
            }
            errors.add(row);
            from = row + 1;
        }
    }

    private SqlException error(RecordIndex index, int row) {
        var text = file.text();
        long start = index.start(field, row);
        long end = index.end(field, row);
        var shown = text.text(start, Math.min(end, start + 60));
        return SqlException.of(
                        ErrorCode.CSV,
                        text.path() + ", line " + text.lineOf(start) + ", field " + (field + 1) + " (" + column.name()
                                + "): not of type " + column.type().sql() + ": " + shown)
                .hint("read it as text with types = {'" + column.name() + "': 'VARCHAR'}, look at more rows with"
                        + " sample_size = -1, or leave such lines out with ignore_errors = true");
    }

    /** Copies quoted text without its escapes into the region and writes the view. */
    static void unescape(
            CsvText text, CsvDialect dialect, long from, long to, MemorySegment views, int row, Region region) {
        var copy = region.allocate(Math.max(8, to - from));
        int length = 0;
        for (long at = from; at < to; at++) {
            byte b = text.at(at);
            if (at + 1 < to
                    && (b == dialect.escape() || b == dialect.quote())
                    && escapes(dialect, b, text.at(at + 1))) {
                b = text.at(++at);
            }
            Memory.setByte(copy, length++, b);
        }
        Strings.put(views, row, copy.address(), length);
    }

    private static boolean escapes(CsvDialect dialect, byte escape, byte next) {
        return dialect.doubledQuotes()
                ? escape == dialect.quote() && next == dialect.quote()
                : escape == dialect.escape() && (next == dialect.quote() || next == dialect.escape());
    }
}
