package tarn.engine.format.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a file is written: delimiter, quote and where the rows begin. Every combination of usual characters reads
 * the first records; the one under which most records have the same, largest number of fields wins.
 */
final class CsvSniffer {
    private static final int SAMPLE_RECORDS = 1000;
    private static final byte[] DELIMITERS = {',', '|', ';', '\t'};
    private static final byte[] QUOTES = {'"', '\'', 0};

    private final CsvText text;
    private final CsvOptions options;

    CsvSniffer(CsvText text, CsvOptions options) {
        this.text = text;
        this.options = options;
    }

    /** A dialect (its header not yet known), how many fields a record has, and the lines before the first record. */
    record Found(CsvDialect dialect, int fields, List<List<String>> sample) {}

    private record Candidate(
            CsvDialect dialect, List<List<String>> records, int fields, int agreeing, boolean quotesSeen) {}

    Found sniff() {
        @Nullable Candidate best = null;
        for (byte delimiter : options.delimiter() != null ? new byte[] {options.delimiter()} : DELIMITERS) {
            for (byte quote : options.quote() != null ? new byte[] {options.quote()} : QUOTES) {
                var candidate = read(delimiter, quote);
                if (candidate != null && (best == null || better(candidate, best))) {
                    best = candidate;
                }
            }
        }
        if (best == null) {
            // Even without quotes nothing can be wrong with a file, so only a given quote can have failed.
            best = java.util.Objects.requireNonNull(
                    read(options.delimiter() != null ? options.delimiter() : (byte) ',', (byte) 0));
        }
        int skip = options.skip() != null ? options.skip() : preamble(best);
        var dialect = new CsvDialect(
                best.dialect.delimiter(),
                best.dialect.quote(),
                best.dialect.escape(),
                false,
                skip,
                options.nullText(),
                options.padded());
        int from = options.skip() != null ? 0 : Math.min(skip, best.records.size());
        return new Found(dialect, best.fields, best.records.subList(from, best.records.size()));
    }

    private static boolean better(Candidate a, Candidate b) {
        boolean aUseful = a.fields > 1;
        boolean bUseful = b.fields > 1;
        if (aUseful != bUseful) {
            return aUseful;
        }
        double aShare = (double) a.agreeing / Math.max(1, a.records.size());
        double bShare = (double) b.agreeing / Math.max(1, b.records.size());
        if (Math.abs(aShare - bShare) > 0.05) {
            return aShare > bShare;
        }
        if (a.dialect.delimiter() == b.dialect.delimiter()) {
            return a.quotesSeen && !b.quotesSeen;
        }
        return a.fields > b.fields;
    }

    private @Nullable Candidate read(byte delimiter, byte quote) {
        byte escape = options.escape() != null ? options.escape() : quote;
        var dialect = new CsvDialect(delimiter, quote, escape, false, 0, options.nullText(), false);
        var sample = new SampleReader(text, dialect);
        var records = sample.read(options.skip() == null ? 0 : options.skip(), SAMPLE_RECORDS);
        if (records == null) {
            return null;
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.size(), 1, Integer::sum));
        int fields = 1;
        int agreeing = 0;
        for (var count : counts.entrySet()) {
            if (count.getValue() >= agreeing) {
                fields = count.getKey();
                agreeing = count.getValue();
            }
        }
        if (options.padded()) {
            fields = counts.keySet().stream().max(Integer::compare).orElse(1);
        }
        return new Candidate(dialect, records, fields, agreeing, sample.quotesSeen());
    }

    /** Lines before the first record that has the usual number of fields: a title, a remark. */
    private static int preamble(Candidate candidate) {
        var records = candidate.records;
        int first = 0;
        while (first < records.size() && records.get(first).size() != candidate.fields) {
            first++;
        }
        boolean consistentBehind = records.stream().skip(first).allMatch(record -> record.size() == candidate.fields);
        boolean fewerBefore = records.stream().limit(first).allMatch(record -> record.size() < candidate.fields);
        return consistentBehind && fewerBefore && candidate.fields > 1 && first < records.size() ? first : 0;
    }

    /** Reads some records into strings, leniently. */
    static final class SampleReader {
        private final CsvText text;
        private final CsvDialect dialect;
        private long at;
        private boolean quotesSeen;
        private boolean broken;

        SampleReader(CsvText text, CsvDialect dialect) {
            this.text = text;
            this.dialect = dialect;
        }

        boolean quotesSeen() {
            return quotesSeen;
        }

        /** Where the next record begins. */
        long position() {
            return at;
        }

        void skipLines(int lines) {
            for (int i = 0; i < lines && at < text.size(); i++) {
                while (at < text.size() && text.at(at) != '\n') {
                    at++;
                }
                at = Math.min(text.size(), at + 1);
            }
        }

        /** The records, blank lines left out; null if the text cannot be of this dialect. */
        @Nullable
        List<List<String>> read(int skip, int most) {
            skipLines(skip);
            var records = new ArrayList<List<String>>();
            while (at < text.size() && records.size() < most) {
                var record = record();
                if (broken) {
                    return null;
                }
                if (record.size() > 1 || !record.getFirst().isEmpty()) {
                    records.add(record);
                }
            }
            return records;
        }

        List<String> record() {
            var fields = new ArrayList<String>();
            while (true) {
                fields.add(field());
                if (at >= text.size()) {
                    break;
                }
                byte end = text.at(at++);
                if (end == '\r' && at < text.size() && text.at(at) == '\n') {
                    at++;
                }
                if (end != dialect.delimiter()) {
                    break;
                }
                if (at >= text.size()) {
                    fields.add("");
                    break;
                }
            }
            return fields;
        }

        private String field() {
            if (dialect.quoted() && at < text.size() && text.at(at) == dialect.quote()) {
                return quotedField();
            }
            long from = at;
            while (at < text.size() && !ends(text.at(at))) {
                at++;
            }
            return text.text(from, at);
        }

        private boolean ends(byte b) {
            return b == dialect.delimiter() || b == '\n' || b == '\r';
        }

        private String quotedField() {
            quotesSeen = true;
            var value = new java.io.ByteArrayOutputStream();
            at++;
            while (at < text.size()) {
                byte b = text.at(at);
                boolean more = at + 1 < text.size();
                if (!dialect.doubledQuotes() && b == dialect.escape() && more) {
                    value.write(text.at(at + 1));
                    at += 2;
                } else if (b == dialect.quote()) {
                    if (dialect.doubledQuotes() && more && text.at(at + 1) == dialect.quote()) {
                        value.write(b);
                        at += 2;
                    } else {
                        at++;
                        if (at < text.size() && !ends(text.at(at))) {
                            broken = true;
                        }
                        return value.toString(java.nio.charset.StandardCharsets.UTF_8);
                    }
                } else {
                    value.write(b);
                    at++;
                }
            }
            broken = true;
            return value.toString(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
