package tarn.shell;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which of the standard streams are terminals, and whether they can show colours. It is found out without a native call,
 * which would cost every start some time: the launcher says it, or else /proc does.
 *
 * @param colours whether a terminal that is there has colours, and the user has nothing against them
 */
public record Terminals(boolean in, boolean out, boolean err, boolean colours) {
    private static final int DEFAULT_WIDTH = 80;

    /** No terminal anywhere. */
    public static final Terminals NONE = new Terminals(false, false, false, false);

    static Terminals detect() {
        return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2), wantsColours());
    }

    Terminals withoutColours() {
        return new Terminals(in, out, err, false);
    }

    private static boolean wantsColours() {
        var term = System.getenv("TERM");
        var noColour = System.getenv("NO_COLOR");
        return (noColour == null || noColour.isEmpty()) && term != null && !term.isEmpty() && !term.equals("dumb");
    }

    private static boolean isTerminal(int descriptor) {
        @Nullable String told = System.getProperty("tarn.terminals");
        if (told != null) {
            return told.indexOf('0' + descriptor) >= 0;
        }
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /** Columns of the terminal on the standard output; 0 if it is none, which has room for everything. */
    int width() {
        int told = number(System.getenv("COLUMNS"));
        if (told > 0) {
            return told;
        }
        if (!out) {
            return 0;
        }
        int asked = askedWidth();
        return asked > 0 ? asked : DEFAULT_WIDTH;
    }

    /** By stty, which knows the terminal of the process and is there wherever a terminal is. */
    private static int askedWidth() {
        try {
            var process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            process.waitFor(1, TimeUnit.SECONDS);
            return number(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
