package tarn.engine.format.csv;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Finds where the fields of a batch of records are. Field {@code f} of record {@code r} is the bytes from
 * {@code start(f, r)} to {@code end(f, r)}, quotes left out. Eight bytes are looked at in one step (SWAR: a byte of the
 * word is zero exactly where it equals the byte looked for).
 */
final class RecordIndex {
    /** In the sign bit of an end: the field was quoted. */
    private static final long QUOTED = 1L << 63;

    /** In the second bit: it holds escaped quotes, which must be taken out. */
    private static final long ESCAPED = 1L << 62;

    private static final long POSITION = ESCAPED - 1;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final CsvText text;
    private final CsvDialect dialect;
    private final int fields;
    private final int capacity;
    private final MemorySegment starts;
    private final MemorySegment ends;
    private final MemorySegment records;
    private final long delimiters;
    private final long quotes;
    private int count;
    private boolean skipMalformed;
    private long malformed;

    /**
     * @param fields that every record must have
     * @param capacity records of a batch
     */
    RecordIndex(CsvText text, CsvDialect dialect, int fields, int capacity, Region region) {
        this.text = text;
        this.dialect = dialect;
        this.fields = fields;
        this.capacity = capacity;
        this.starts = region.allocate(8L * fields * capacity);
        this.ends = region.allocate(8L * fields * capacity);
        this.records = region.allocate(8L * capacity);
        this.delimiters = ONES * (dialect.delimiter() & 0xff);
        this.quotes = ONES * (dialect.quote() & 0xff);
    }

    /** Leaves out records with a wrong number of fields in place of failing. */
    void skipMalformed() {
        skipMalformed = true;
    }

    /** Records left out so far. */
    long malformed() {
        return malformed;
    }

    int count() {
        return count;
    }

    long start(int field, int record) {
        return Memory.getLong(starts, (long) field * capacity + record);
    }

    long end(int field, int record) {
        return Memory.getLong(ends, (long) field * capacity + record) & POSITION;
    }

    boolean quoted(int field, int record) {
        return Memory.getLong(ends, (long) field * capacity + record) < 0;
    }

    boolean escaped(int field, int record) {
        return (Memory.getLong(ends, (long) field * capacity + record) & ESCAPED) != 0;
    }

    /** Where a record begins. */
    long record(int record) {
        return Memory.getLong(records, record);
    }

    /**
     * Indexes records that begin before {@code limit}, at most the capacity.
     *
     * @param from the beginning of a record
     * @return the beginning of the next record
     */
    long fill(long from, long limit) {
        count = 0;
        long at = from;
        while (count < capacity && at < limit) {
            int lineBreak = lineBreak(at);
            if (lineBreak > 0 && fields > 1) {
                at += lineBreak;
                continue;
            }
            at = record(at);
        }
        return at;
    }

    /** Length of the line break at a position, 0 if there is none. */
    private int lineBreak(long at) {
        byte b = text.at(at);
        if (b == '\n') {
            return 1;
        }
        return b == '\r' ? at + 1 < text.size() && text.at(at + 1) == '\n' ? 2 : 1 : 0;
    }

    private long record(long from) {
        Memory.setLong(records, count, from);
        long size = text.size();
        long at = from;
        int field = 0;
        while (true) {
            long start = at;
            long flags = 0;
            long end;
            if (dialect.quoted() && at < size && text.at(at) == dialect.quote()) {
                start = at + 1;
                long close = closingQuote(from, start);
                flags = close < 0 ? QUOTED | ESCAPED : QUOTED;
                end = Math.abs(close);
                at = fieldEnd(end + 1);
                if (at > end + 1) {
                    // Text behind the closing quote: the field is taken as it stands, quotes and all.
                    start--;
                    end = at;
                    flags = 0;
                }
            } else {
                at = fieldEnd(at);
                end = at;
            }
            if (field < fields) {
                long slot = (long) field * capacity + count;
                Memory.setLong(starts, slot, start);
                Memory.setLong(ends, slot, end | flags);
            }
            field++;
            if (at >= size) {
                break;
            }
            if (text.at(at) != dialect.delimiter()) {
                at += lineBreak(at);
                break;
            }
            at++;
        }
        if (field == fields + 1 && emptyLast(at)) {
            field = fields;
        }
        finish(from, field, at);
        return at;
    }

    /** Whether a record that ends before {@code next} ends in a delimiter: a trailing one is no further field. */
    private boolean emptyLast(long next) {
        long at = next - 1;
        while (at > 0 && (text.at(at) == '\n' || text.at(at) == '\r')) {
            at--;
        }
        return text.at(at) == dialect.delimiter();
    }

    private void finish(long from, int found, long next) {
        if (found == fields) {
            count++;
        } else if (found < fields && dialect.padded()) {
            for (int field = found; field < fields; field++) {
                long slot = (long) field * capacity + count;
                Memory.setLong(starts, slot, next);
                Memory.setLong(ends, slot, next);
            }
            count++;
        } else if (skipMalformed) {
            malformed++;
        } else {
            throw wrongFieldCount(from, found, next);
        }
    }

    private SqlException wrongFieldCount(long from, int found, long next) {
        return SqlException.of(
                        ErrorCode.CSV,
                        text.path() + ", line " + text.lineOf(from) + ": " + found + " fields where " + fields
                                + " are expected: " + excerpt(from, next))
                .hint(
                        found < fields
                                ? "null_padding = true fills missing fields with NULL, ignore_errors = true leaves such"
                                        + " lines out"
                                : "check delim and quote, or leave such lines out with ignore_errors = true");
    }

    private String excerpt(long from, long next) {
        var line = text.text(from, Math.min(next, from + 80)).strip();
        return next - from > 80 ? line + "..." : line;
    }

    /** The end of an unquoted field that begins at {@code at}: the next delimiter or line break, or the end of the file. */
    private long fieldEnd(long at) {
        long size = text.size();
        long base = text.address();
        while (at + 8 <= size) {
            long word = Memory.getLong(base + at);
            long hits = zeroBytes(word ^ delimiters) | zeroBytes(word ^ ONES * '\n') | zeroBytes(word ^ ONES * '\r');
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += 8;
        }
        while (at < size) {
            byte b = text.at(at);
            if (b == dialect.delimiter() || b == '\n' || b == '\r') {
                return at;
            }
            at++;
        }
        return size;
    }

    /** The quote that closes a field whose text begins at {@code from}; negative if the text holds escapes. */
    private long closingQuote(long record, long from) {
        boolean escapes = false;
        long at = from;
        while (true) {
            at = nextQuote(at);
            if (at >= text.size()) {
                throw SqlException.of(
                                ErrorCode.CSV,
                                text.path() + ", line " + text.lineOf(from) + ", column " + (from - record)
                                        + ": a quote that is never closed: " + excerpt(from - 1, text.size()))
                        .hint("set quote to the character the file uses, or quote = '' for none");
            }
            if (text.at(at) != dialect.quote()) {
                escapes = true;
                at += 2;
            } else if (dialect.doubledQuotes() && at + 1 < text.size() && text.at(at + 1) == dialect.quote()) {
                escapes = true;
                at += 2;
            } else {
                return escapes ? -at : at;
            }
        }
    }

    /** The next quote, or escape character where that is another one. */
    private long nextQuote(long at) {
        long size = text.size();
        boolean escape = !dialect.doubledQuotes();
        long base = text.address();
        while (!escape && at + 8 <= size) {
            long hits = zeroBytes(Memory.getLong(base + at) ^ quotes);
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += 8;
        }
        while (at < size) {
            byte b = text.at(at);
            if (b == dialect.quote() || escape && b == dialect.escape()) {
                return at;
            }
            at++;
        }
        return size;
    }

    /** The high bit of every byte that is zero; bits above the lowest hit may be wrong, the lowest never is. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
