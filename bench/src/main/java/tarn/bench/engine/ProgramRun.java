package tarn.bench.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An engine started from a command line, to run a few statements and end. */
public final class ProgramRun {
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private ProgramRun() {}

    /** The time from the start of the process to its end, and the rows that the last statement printed. */
    public static EngineProcess.Taken of(Engine engine, List<String> statements)
            throws IOException, EngineProcess.StatementFailedException {
        var errors = Files.createTempFile("tarn-bench-" + engine.name(), ".err");
        try {
            long start = System.nanoTime();
            var process = new ProcessBuilder(engine.program(statements))
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = waitFor(process);
            double millis = (System.nanoTime() - start) / 1e6;
            if (code != 0) {
                throw new EngineProcess.StatementFailedException(
                        "exit code " + code + ": " + Files.readString(errors).strip());
            }
            var answer = Answer.ofCsv(out.lines().toList());
            return new EngineProcess.Taken(millis, answer.rows().size(), answer);
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    /** The launcher makes a cache behind its first run: waits for that, lest it disturbs what is measured next. */
    public static void awaitCache(Engine engine) throws IOException {
        var folder = engine.program().isEmpty()
                ? null
                : Path.of(engine.program().getFirst()).resolveSibling("shell/target");
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        for (long waited = 0; waited < LONGEST_WAIT_MILLIS && isMaking(folder); waited += 100) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private static boolean isMaking(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot.making"));
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
