package tarn.engine.format.csv;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/**
 * Finds out the types of a file's fields from a sample: of BOOLEAN, TIME, DATE, TIMESTAMP, BIGINT and DOUBLE the first that
 * fits every value, else VARCHAR.
 */
final class CsvTypes {
    private final byte[] nullText;
    private final List<List<FieldParser>> alive = new ArrayList<>();
    private final boolean[] seen;
    private final MemorySegment slot = Arena.ofAuto().allocate(16, 16);
    private MemorySegment scratch = Arena.ofAuto().allocate(256);

    CsvTypes(int fields, CsvOptions options) {
        this.nullText = options.nullText();
        this.seen = new boolean[fields];
        for (int i = 0; i < fields; i++) {
            alive.add(options.allText() ? new ArrayList<>() : candidates(options));
        }
    }

    private static List<FieldParser> candidates(CsvOptions options) {
        var candidates = new ArrayList<FieldParser>();
        candidates.add(new NumberParsers.Booleans(false));
        candidates.add(new DateParsers.Times());
        if (options.dateFormat() != null) {
            candidates.add(patterned(ScalarType.DATE, options.dateFormat()));
        } else {
            Arrays.stream(DateParsers.Order.values())
                    .map(DateParsers.Dates::new)
                    .forEach(candidates::add);
        }
        if (options.timestampFormat() != null) {
            candidates.add(patterned(ScalarType.TIMESTAMP, options.timestampFormat()));
        } else {
            for (var order : DateParsers.Order.values()) {
                candidates.add(new DateParsers.Timestamps(order, ScalarType.TIMESTAMP));
            }
        }
        candidates.add(new NumberParsers.Integers(ScalarType.BIGINT));
        candidates.add(new NumberParsers.Floats(ScalarType.DOUBLE));
        return candidates;
    }

    private static FieldParser patterned(DataType type, String pattern) {
        return new DateParsers.Patterned(type, pattern);
    }

    /** Strikes out what a record's values are not. */
    void look(List<String> record) {
        for (int i = 0; i < Math.min(seen.length, record.size()); i++) {
            var bytes = record.get(i).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && !Arrays.equals(bytes, nullText)) {
                seen[i] = true;
                var candidates = alive.get(i);
                candidates.removeIf(parser -> !parses(parser, bytes));
            }
        }
    }

    private boolean parses(FieldParser parser, byte[] bytes) {
        if (bytes.length > scratch.byteSize()) {
            scratch = Arena.ofAuto().allocate(bytes.length * 2L);
        }
        MemorySegment.copy(bytes, 0, scratch, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return parser.parse(scratch.address(), scratch.address() + bytes.length, slot, 0);
    }

    /** The parser that a field's values are read with; null for VARCHAR. */
    @Nullable
    FieldParser parser(int field) {
        return seen[field] && !alive.get(field).isEmpty() ? alive.get(field).getFirst() : null;
    }

    /** Whether a record's values are all of the types found so far, and at least one type is not VARCHAR. */
    boolean fits(List<String> record) {
        for (int i = 0; i < Math.min(seen.length, record.size()); i++) {
            var parser = parser(i);
            var bytes = record.get(i).getBytes(StandardCharsets.UTF_8);
            if (parser != null && bytes.length > 0 && !Arrays.equals(bytes, nullText) && !parses(parser, bytes)) {
                return false;
            }
        }
        return true;
    }

    boolean allText() {
        for (int i = 0; i < seen.length; i++) {
            if (parser(i) != null) {
                return false;
            }
        }
        return true;
    }

    /** How a type that the user has given is read; null for VARCHAR. */
    static @Nullable FieldReader readerFor(DataType type, CsvOptions options) {
        return switch (type) {
            case DecimalType _ -> new NumberParsers.Decimals(type);
            case EnumType _, ListType _, ArrayType _, StructType _, MapType _ -> new FieldCast(null, type);
            case ScalarType scalar ->
                switch (scalar) {
                    case VARCHAR -> null;
                    case BOOLEAN -> new NumberParsers.Booleans(true);
                    case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER ->
                        new NumberParsers.Integers(type);
                    case HUGEINT, UBIGINT -> new NumberParsers.Decimals(type);
                    case REAL, DOUBLE -> new NumberParsers.Floats(type);
                    case DATE ->
                        options.dateFormat() == null
                                ? new DateParsers.Dates(DateParsers.Order.YEAR_MONTH_DAY)
                                : patterned(type, options.dateFormat());
                    case TIME -> new DateParsers.Times();
                    case TIMESTAMP, TIMESTAMPTZ ->
                        options.timestampFormat() == null
                                ? new DateParsers.Timestamps(DateParsers.Order.YEAR_MONTH_DAY, type)
                                : patterned(type, options.timestampFormat());
                    case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS ->
                        new FieldCast(
                                options.timestampFormat() == null
                                        ? null
                                        : patterned(ScalarType.TIMESTAMP, options.timestampFormat()),
                                type);
                    case NULL, UHUGEINT, TIMETZ, INTERVAL, BLOB, BIT, JSON, UUID -> new FieldCast(null, type);
                };
        };
    }
}
