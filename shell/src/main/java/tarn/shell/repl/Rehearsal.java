package tarn.shell.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.ExternalTerminal;
import tarn.shell.ResultStream;
import tarn.shell.Shell;
import tarn.shell.Streams;
import tarn.shell.Terminals;
import tarn.shell.View;
import tarn.shell.render.Format;

/** A short session at a prompt that nobody sees, so that a cache of classes made meanwhile holds those of the prompt. */
public final class Rehearsal {
    private static final String INPUT = "SELECT 'a' AS t, 1.5, count(*) FROM range(3);\r.tables\rSEL\t\003.quit\r";

    private Rehearsal() {}

    public static void run() {
        try (var terminal = new ExternalTerminal(
                "rehearsal",
                "xterm-256color",
                new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8)),
                OutputStream.nullOutputStream(),
                StandardCharsets.UTF_8)) {
            var streams = new Streams(
                    InputStream.nullInputStream(),
                    new ResultStream(terminal.output()),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    new Terminals(true, true, true, true));
            var view = new View(streams, Format.BOX, true, true);
            Repl.run(
                    terminal,
                    streams,
                    "Tarn",
                    view,
                    (session, itsView) -> new Shell(session, streams, itsView, true),
                    null);
            Class.forName("org.jline.terminal.impl.jni.JniTerminalProvider");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException _) {
            // another terminal will do
        }
    }
}
