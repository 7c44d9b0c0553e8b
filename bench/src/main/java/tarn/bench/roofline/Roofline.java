package tarn.bench.roofline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import tarn.bench.engine.EngineProcess;
import tarn.bench.engine.EngineProcess.StatementFailedException;
import tarn.bench.engine.Engines;
import tarn.bench.measure.Times;

/**
 * {@code tarn bench roofline}: the bandwidth of this machine's memory, and simple scans of Tarn as a part of it. A scan cannot
 * be faster than its bytes come from memory; where a column is stored in fewer bytes than its type has, it seems to be.
 */
public final class Roofline {
    private static final double DEFAULT_MEBIBYTES = 512;
    private static final double GIGA = 1e9;

    /** @param bytes of the type for each row */
    private record Scan(String sql, int bytes) {}

    private static final List<Scan> SCANS = List.of(
            new Scan("SELECT sum(i) FROM numbers", Integer.BYTES),
            new Scan("SELECT sum(l) FROM numbers", Long.BYTES),
            new Scan("SELECT sum(d) FROM numbers", Double.BYTES),
            new Scan("SELECT count(*) FROM numbers WHERE i < 1000000000", Integer.BYTES),
            new Scan("SELECT count(*) FROM numbers WHERE l < 1000000000", Long.BYTES));

    private Roofline() {}

    /**
     * @param mebibytes of the array, and of the widest column; NaN for what most machines need
     * @return the table, for people
     */
    public static String measure(double mebibytes, int threads, int runs) throws IOException {
        long bytes = (long) ((Double.isNaN(mebibytes) ? DEFAULT_MEBIBYTES : mebibytes) * (1 << 20));
        var out = new StringBuilder(format("memory, %d MiB at a time%n", bytes >> 20));
        var counts = new ArrayList<>(new LinkedHashSet<>(List.of(1, threads)));
        var reads = new ArrayList<Double>();
        for (int count : counts) {
            try (var memory = new MemoryBandwidth(bytes, count)) {
                reads.add(memory.read());
                out.append(format(
                        "threads %d: read %.1f GB/s, copy %.1f GB/s, scattered reads %.0f million/s%n",
                        count, reads.getLast() / GIGA, memory.copy() / GIGA, memory.gather() / 1e6));
            }
        }
        for (int i = 0; i < counts.size(); i++) {
            scans(bytes / Long.BYTES, counts.get(i), runs, reads.get(i), out);
        }
        return out.toString();
    }

    private static void scans(long rows, int threads, int runs, double bandwidth, StringBuilder out)
            throws IOException {
        try (var tarn = EngineProcess.start(Engines.tarn(threads))) {
            tarn.run("""
                CREATE TABLE numbers AS
                SELECT CAST(n AS INTEGER) AS i, n * 4000000007 - 4000000000000000000 AS l, n / 3.0e0 AS d
                FROM (SELECT range * 48271 %% 2147483647 AS n FROM range(%d))
                """.formatted(rows));
            for (var scan : SCANS) {
                var times = new ArrayList<Double>();
                for (int run = -2; run < runs; run++) {
                    double millis = tarn.time(scan.sql).millis();
                    if (run >= 0) {
                        times.add(millis);
                    }
                }
                double median = new Times("tarn", Double.NaN, times).median();
                double speed = rows * scan.bytes / (median / 1e3);
                out.append(format(
                        "threads %d: %-50s %8.2f ms  %6.1f GB/s  %4.0f %% of reading%n",
                        threads, scan.sql, median, speed / GIGA, 100 * speed / bandwidth));
            }
        } catch (StatementFailedException error) {
            throw new IOException("tarn: " + error.getMessage(), error);
        }
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
