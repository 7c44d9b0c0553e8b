package tarn.engine.format.csv;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.pipeline.QueryContext;

/**
 * Whether chunks of a file begin inside a quoted field. For each chunk, the state at its end is found for both states at
 * its beginning; the true ones follow from chunk to chunk.
 */
final class QuoteStates {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final CsvText text;
    private final CsvDialect dialect;
    private final List<CsvScan.Chunk> chunks = new ArrayList<>();
    private boolean[] insideAfterOutside = {};
    private boolean[] insideAfterInside = {};
    private boolean[] examined = {};
    private boolean[] beginsInside = {};
    private int settled;

    QuoteStates(CsvText text, CsvDialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /** Whether the file may be cut at line breaks at all; escapes other than doubled quotes need all text before. */
    boolean splittable() {
        return !dialect.quoted() || dialect.doubledQuotes();
    }

    /** The position behind the first line feed at or after {@code from - 1}; the end of the file if there is none. */
    long lineAfter(long from) {
        long size = text.size();
        for (long at = Math.max(0, from - 1); at < size; at++) {
            if (text.at(at) == '\n') {
                return at + 1;
            }
        }
        return size;
    }

    void begin(List<CsvScan.Chunk> all) {
        chunks.addAll(all);
        insideAfterOutside = new boolean[all.size()];
        insideAfterInside = new boolean[all.size()];
        examined = new boolean[all.size()];
        beginsInside = new boolean[all.size() + 1];
    }

    /** Looks at the quotes of a chunk. Every chunk is examined by the thread that takes it, before it asks for states. */
    void examine(int number) {
        boolean quotes = dialect.quoted() && chunks.size() > 1;
        var chunk = chunks.get(number);
        boolean outside = quotes && endsInside(chunk, false);
        boolean inside = quotes && endsInside(chunk, true);
        synchronized (this) {
            insideAfterOutside[number] = outside;
            insideAfterInside[number] = inside;
            examined[number] = true;
            while (settled < chunks.size() && examined[settled]) {
                beginsInside[settled + 1] =
                        beginsInside[settled] ? insideAfterInside[settled] : insideAfterOutside[settled];
                settled++;
            }
            notifyAll();
        }
    }

    private boolean beginsInside(int number, QueryContext query) {
        while (true) {
            query.checkCancelled();
            int missing;
            synchronized (this) {
                if (settled < number) {
                    awaitOthers();
                }
                if (settled >= number) {
                    return beginsInside[number];
                }
                missing = settled;
            }
            // Its thread has been held up, or has given up its chunk: do it here.
            examine(missing);
        }
    }

    private void awaitOthers() {
        try {
            wait(2);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the first record that begins in a chunk begins; the end of the chunk or later if none does. */
    long firstRecord(int number, QueryContext query) {
        var chunk = chunks.get(number);
        if (!beginsInside(number, query)) {
            return chunk.from();
        }
        long at = closing(chunk.from(), text.size());
        while (at < text.size() && text.at(at) != '\n') {
            at = text.at(at) == dialect.delimiter() && at + 1 < text.size() && text.at(at + 1) == dialect.quote()
                    ? closing(at + 2, text.size())
                    : at + 1;
        }
        return at + 1;
    }

    private boolean endsInside(CsvScan.Chunk chunk, boolean beginInside) {
        long at = chunk.from();
        boolean inside = beginInside;
        while (true) {
            if (inside) {
                at = closing(at, chunk.to());
                if (at > chunk.to()) {
                    return true;
                }
                inside = false;
            } else {
                at = nextQuote(at, chunk.to());
                if (at >= chunk.to()) {
                    return false;
                }
                inside = opens(at, chunk.from());
                at++;
            }
        }
    }

    /** Whether a quote outside of quotes opens a field: it stands at a field's beginning. */
    private boolean opens(long at, long chunkStart) {
        if (at == chunkStart) {
            return true;
        }
        byte before = text.at(at - 1);
        return before == dialect.delimiter() || before == '\n' || before == '\r';
    }

    /** The position behind the quote that closes the field; beyond {@code to} if none does before. */
    private long closing(long from, long to) {
        long at = nextQuote(from, to);
        while (at < to && at + 1 < to && text.at(at + 1) == dialect.quote()) {
            at = nextQuote(at + 2, to);
        }
        return at + 1;
    }

    private long nextQuote(long from, long to) {
        long at = from;
        long base = text.address();
        long quotes = ONES * (dialect.quote() & 0xff);
        while (at + 8 <= to) {
            long word = Memory.getLong(base + at) ^ quotes;
            long hits = (word - ONES) & ~word & HIGHS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += 8;
        }
        while (at < to && text.at(at) != dialect.quote()) {
            at++;
        }
        return Math.max(at, from);
    }
}
