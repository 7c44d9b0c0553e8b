package tarn.bench.engine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running engine. One request at a time; closing ends the process. */
public final class EngineProcess implements AutoCloseable {
    private static final int LAST_WORDS = 12;

    private final String name;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Path errors;
    private String version = "";

    private EngineProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /**
     * A time, and the number of rows that there were.
     *
     * @param answer the rows themselves, if they were asked for
     */
    public record Taken(double millis, long rows, @Nullable Answer answer) {}

    /** In bytes; -1 where the operating system does not say. */
    public record Memory(long resident, long peak) {}

    /** A statement that the engine refused; it is there for the next. */
    public static final class StatementFailedException extends Exception {
        StatementFailedException(String message) {
            super(message);
        }
    }

    /** @throws IOException if the process does not start, or ends before it is ready */
    public static EngineProcess start(Engine engine) throws IOException {
        var errors = Files.createTempFile("tarn-bench-" + engine.name(), ".err");
        var process = new ProcessBuilder(engine.server())
                .redirectError(errors.toFile())
                .start();
        var running = new EngineProcess(engine.name(), process, errors);
        try {
            running.version = running.answer("starting").get(1);
            for (var sql : engine.setUp()) {
                running.run(sql);
            }
            return running;
        } catch (StatementFailedException error) {
            running.close();
            throw new IOException(engine.name() + ": " + error.getMessage(), error);
        } catch (IOException | RuntimeException error) {
            running.close();
            throw error;
        }
    }

    /** What the engine says of its version. */
    public String version() {
        return version;
    }

    long pid() {
        return process.pid();
    }

    /** Runs a script; its time in milliseconds. */
    public double run(String sql) throws IOException, StatementFailedException {
        return millis(request(Wire.RUN, sql));
    }

    /** Runs a query and reads all its rows inside the engine's process, which counts. */
    public Taken time(String sql) throws IOException, StatementFailedException {
        var answer = request(Wire.TIME, sql);
        return new Taken(millis(answer), Long.parseLong(answer.get(2)), null);
    }

    /** The same, and the rows come over to us, which does not count. */
    public Taken rows(String sql) throws IOException, StatementFailedException {
        var answer = request(Wire.ROWS, sql);
        int count = Integer.parseInt(answer.get(2));
        var columns = Wire.fields(line(sql));
        var rows = new ArrayList<List<@Nullable String>>(count);
        for (int row = 0; row < count; row++) {
            rows.add(Wire.values(line(sql)));
        }
        return new Taken(millis(answer), count, new Answer(columns, rows));
    }

    public Memory memory() throws IOException, StatementFailedException {
        var answer = request(Wire.MEMORY, "");
        return new Memory(bytes(answer.get(1)), bytes(answer.get(2)));
    }

    private static long bytes(String kilobytes) {
        long value = Long.parseLong(kilobytes);
        return value < 0 ? -1 : value * 1024;
    }

    private static double millis(List<String> answer) {
        return Long.parseLong(answer.get(1)) / 1e6;
    }

    private List<String> request(String word, String argument) throws IOException, StatementFailedException {
        try {
            requests.write(Wire.line(List.of(word, argument)));
            requests.newLine();
            requests.flush();
        } catch (IOException _) {
            throw ended(argument);
        }
        return answer(argument);
    }

    private List<String> answer(String during) throws IOException, StatementFailedException {
        var answer = Wire.fields(line(during));
        if (answer.getFirst().equals(Wire.FAILED)) {
            throw new StatementFailedException(answer.getLast());
        }
        return answer;
    }

    private String line(String during) throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw ended(during);
        }
        return line;
    }

    /** Says how the process ended, what it was doing, and its last words. */
    private IOException ended(String during) throws IOException {
        var message = new StringBuilder("the process of " + name + " ended");
        if (await()) {
            message.append(" with exit code ").append(process.exitValue());
        }
        if (!during.isEmpty()) {
            var shown = during.strip().replaceAll("\\s+", " ");
            message.append("; it was at: ").append(shown.length() > 120 ? shown.substring(0, 120) + "..." : shown);
        }
        var words = Files.readAllLines(errors);
        for (var line : words.subList(Math.max(0, words.size() - LAST_WORDS), words.size())) {
            message.append("\n  ").append(line);
        }
        return new IOException(message.toString());
    }

    private boolean await() throws IOException {
        try {
            return process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            requests.close();
        } catch (IOException _) {
            // it has ended already
        }
        if (!await()) {
            process.destroyForcibly();
        }
        Files.deleteIfExists(errors);
    }
}
