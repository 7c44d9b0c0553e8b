package tarn.bench.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The working tree that this program was built in, if it still stands in one. */
public record Checkout(Path root) {

    /** The folder above our classes that has the history; null if there is none. */
    public static @Nullable Checkout find() throws IOException {
        Path place;
        try {
            place = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException error) {
            throw new IOException(error);
        }
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("bench/history"))) {
                return new Checkout(folder);
            }
        }
        return null;
    }

    /** The lines that are kept of a suite. */
    public Path history(String suite) {
        return root.resolve("bench/history").resolve(suite + ".jsonl");
    }

    /** The commit, with a plus if files have been changed since; "unknown" without Git. */
    public String commit() {
        var commit = git("rev-parse", "--short=10", "HEAD");
        if (commit == null) {
            return "unknown";
        }
        var changes = git("status", "--porcelain", "--untracked-files=no");
        return changes == null || changes.isEmpty() ? commit : commit + "+";
    }

    private @Nullable String git(String... words) {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? out.strip() : null;
        } catch (IOException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
