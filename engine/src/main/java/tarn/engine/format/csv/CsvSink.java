package tarn.engine.format.csv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import tarn.engine.catalog.TableArgument;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.kernel.Flatten;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.WorkerContext;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Writes rows, all columns VARCHAR, as a CSV file. Threads make the text of their morsels side by side; it is written in
 * the order of the rows. The file appears whole or not at all: it is written under another name and renamed at the end.
 */
public final class CsvSink implements Sink {
    private final Path path;
    private final List<String> names;
    private final CsvFormat format;
    private final Span span;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Writing> workers = new ArrayList<>();
    private final AtomicLong rows = new AtomicLong();

    /** Text of one morsel. */
    private record Piece(long morsel, MemorySegment text) {}

    /**
     * @param options of COPY, by name in lower case
     */
    public CsvSink(Path path, List<String> names, Map<String, TableArgument> options, Span span) {
        this.path = path;
        this.names = names;
        this.format = CsvFormat.of(options, path.toString());
        this.span = span;
    }

    @Override
    public String name() {
        return "write " + path;
    }

    /** Rows written; after the run. */
    public long rows() {
        return rows.get();
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var writing = new Writing(worker);
        workers.add(writing);
        return writing;
    }

    @Override
    public void finish(QueryContext query) {
        workers.forEach(Writing::handOver);
        pieces.sort(Comparator.comparingLong(Piece::morsel));
        var temporary = path.resolveSibling("." + path.getFileName() + ".part");
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                write(path, query);
                return;
            }
            write(temporary, query);
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException error) {
            discard(temporary);
            throw SqlException.of(ErrorCode.FILE, "cannot write " + path + ": " + error.getMessage(), span)
                    .causedBy(error);
        } catch (SqlException error) {
            discard(temporary);
            throw error;
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // the first error is the one to tell
        }
    }

    private void write(Path target, QueryContext query) throws IOException {
        try (var out = open(target)) {
            if (format.header()) {
                out.write(format.headerLine(names).getBytes(StandardCharsets.UTF_8));
            }
            var buffer = new byte[1 << 16];
            for (var piece : pieces) {
                query.checkCancelled();
                for (long at = 0; at < piece.text.byteSize(); at += buffer.length) {
                    int count = (int) Math.min(buffer.length, piece.text.byteSize() - at);
                    MemorySegment.copy(piece.text, ValueLayout.JAVA_BYTE, at, buffer, 0, count);
                    out.write(buffer, 0, count);
                }
            }
        }
    }

    private static OutputStream open(Path target) throws IOException {
        var file = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
        return target.toString().endsWith(".gz") || target.toString().endsWith(".gz.part")
                ? new GZIPOutputStream(file, 1 << 16)
                : file;
    }

    private final class Writing implements Worker {
        private final WorkerContext worker;
        private final Region region;
        private final Region flat;
        private MemorySegment text;
        private long size;
        private long morsel = -1;

        Writing(WorkerContext worker) {
            this.worker = worker;
            this.region = worker.newRegion(name());
            this.flat = worker.newRegion(name());
            this.text = region.allocate(1 << 16);
        }

        @Override
        public void consume(Batch batch) {
            if (worker.morsel() != morsel) {
                handOver();
                morsel = worker.morsel();
            }
            flat.reset();
            var columns = new ArrayList<FlatVector>();
            batch.columns().forEach(column -> columns.add(Flatten.flatten(column, batch.rows(), flat)));
            for (int row = 0; row < batch.rows(); row++) {
                for (int i = 0; i < columns.size(); i++) {
                    if (i > 0) {
                        put(format.delimiter());
                    }
                    field(columns.get(i), row);
                }
                put((byte) '\n');
            }
            rows.addAndGet(batch.rows());
        }

        /** Gives the text of a morsel that is done to the file. */
        private void handOver() {
            if (size > 0) {
                var piece = text.asSlice(0, size);
                synchronized (pieces) {
                    pieces.add(new Piece(morsel, piece));
                }
                text = region.allocate(1 << 16);
                size = 0;
            }
        }

        private void field(FlatVector column, int row) {
            if (column.isNull(row)) {
                for (byte b : format.nullText()) {
                    put(b);
                }
                return;
            }
            long from = Strings.address(column.values(), row);
            long to = from + Strings.length(column.values(), row);
            boolean quoted = format.needsQuotes(from, to);
            if (quoted) {
                put(format.quote());
            }
            for (long at = from; at < to; at++) {
                byte b = Memory.getByte(at);
                if (quoted && (b == format.quote() || b == format.escape())) {
                    put(format.escape());
                }
                put(b);
            }
            if (quoted) {
                put(format.quote());
            }
        }

        private void put(byte b) {
            if (size == text.byteSize()) {
                var larger = region.allocate(size * 2);
                MemorySegment.copy(text, 0, larger, 0, size);
                region.free(text);
                text = larger;
            }
            Memory.setByte(text, size++, b);
        }
    }
}
