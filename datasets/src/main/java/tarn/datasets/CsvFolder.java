package tarn.datasets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes a data set into a folder of CSV files: parts are made by several threads and written in order. */
final class CsvFolder {
    private static final String SCHEMA = "schema.sql";

    private final Dataset dataset;
    private final double scale;
    private final Path folder;
    private final ProgressListener listener;
    private final int threads = Math.min(Runtime.getRuntime().availableProcessors(), 16);
    private final Queue<CsvRows> idle = new ConcurrentLinkedQueue<>();

    CsvFolder(Dataset dataset, double scale, Path folder, ProgressListener listener) {
        this.dataset = dataset;
        this.scale = scale;
        this.folder = folder;
        this.listener = listener;
    }

    List<Path> write() throws IOException {
        Files.createDirectories(folder);
        List<Path> finished = new ArrayList<>();
        List<Path> unfinished = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads, CsvFolder::worker)) {
            try {
                for (Table table : dataset.tables()) {
                    finished.add(folder.resolve(table.fileName()));
                    Path part = unfinished(table.fileName());
                    unfinished.add(part);
                    writeTable(table, part, workers);
                }
            } finally {
                workers.shutdownNow();
            }
            finished.add(folder.resolve(SCHEMA));
            Path schema = unfinished(SCHEMA);
            unfinished.add(schema);
            Files.writeString(schema, dataset.schemaSql(folder));
            for (int i = 0; i < finished.size(); i++) {
                Files.move(unfinished.get(i), finished.get(i), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path path : unfinished) {
                Files.deleteIfExists(path);
            }
        }
        return finished;
    }

    private void writeTable(Table table, Path file, ExecutorService workers) throws IOException {
        int parts = dataset.parts(table, scale);
        ArrayDeque<Future<CsvRows>> running = new ArrayDeque<>();
        int submitted = 0;
        long rows = 0;
        long bytes = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            CsvRows header = new CsvRows();
            header.header(table);
            header.writeTo(out);
            bytes += header.size();
            for (int part = 0; part < parts; part++) {
                while (submitted < parts && running.size() < 2 * threads) {
                    int next = submitted++;
                    running.add(workers.submit(() -> make(table, next)));
                }
                CsvRows made = await(running.remove());
                made.writeTo(out);
                rows += made.rows();
                bytes += made.size();
                made.clear();
                idle.add(made);
                listener.progress(
                        new ProgressListener.Progress(table.name(), rows, bytes, (part + 1) / (double) parts));
            }
        }
    }

    private CsvRows make(Table table, int part) {
        CsvRows rows = idle.poll();
        if (rows == null) {
            rows = new CsvRows();
        }
        dataset.forEachRow(table, scale, part, rows);
        return rows;
    }

    private Path unfinished(String fileName) {
        return folder.resolve("." + fileName + ".unfinished");
    }

    private static CsvRows await(Future<CsvRows> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while making a data set");
        } catch (ExecutionException e) {
            throw new IOException("cannot make the data set: " + e.getCause(), e.getCause());
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "tarn-dataset");
        thread.setDaemon(true);
        return thread;
    }
}
