package tarn.shell.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tarn.shell.ResultStream;
import tarn.shell.Shell;
import tarn.shell.Streams;
import tarn.shell.Terminals;
import tarn.shell.View;
import tarn.shell.render.Format;

/** Drives the prompt through a terminal with a line discipline of its own: keys in, screen text out. */
@Timeout(60)
class ReplTest {
    private static final String CTRL_A = "\001";
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";
    private static final String CTRL_F = "\006";
    private static final String CTRL_P = "\020";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final PipedOutputStream keys = new PipedOutputStream();
    private ExternalTerminal terminal;
    private FutureTask<Integer> repl;
    private int seen;

    @BeforeEach
    void start() throws IOException {
        terminal = new ExternalTerminal(
                "test", "xterm-256color", new PipedInputStream(keys, 1 << 16), screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(100, 50));
        var output = new ResultStream(terminal.output());
        var streams = new Streams(
                terminal.input(),
                output,
                new PrintStream(terminal.output(), false, StandardCharsets.UTF_8),
                new Terminals(true, true, true, false));
        var view = new View(streams, Format.BOX, true, true);
        repl = new FutureTask<>(() -> Repl.run(
                terminal,
                streams,
                "Tarn",
                view,
                (session, itsView) -> new Shell(session, streams, itsView, true),
                folder.resolve("history")));
        var thread = new Thread(repl, "repl");
        thread.setDaemon(true);
        thread.start();
        await("tarn> ");
    }

    @AfterEach
    void stop() throws IOException {
        keys.close();
        terminal.close();
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until the text has appeared since the last wait; answers what came with it. */
    private String await(String text) {
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            var all = screen.toString(StandardCharsets.UTF_8);
            int found = all.indexOf(text, seen);
            if (found >= 0) {
                var since = all.substring(seen, found + text.length());
                seen = found + text.length();
                return since;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError("no '" + text + "' on the screen:\n"
                + screen.toString(StandardCharsets.UTF_8).substring(seen));
    }

    private void leave() throws Exception {
        type(CTRL_D);
        assertThat(repl.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aStatementMayTakeSeveralLines() throws Exception {
        type("SELECT 40 +\r");
        await(" ...> ");
        type("2 AS answer;\r");
        await("answer");
        await("│      42 │");
        await("1 row, 1 column, ");
        await("tarn> ");
        leave();
    }

    @Test
    void semicolonsInStringsEndNothing() throws Exception {
        type("SELECT 'a;\r");
        await(" ...> ");
        type("b' AS t;\r");
        await("│ a;\\nb   │");
        leave();
    }

    @Test
    void errorsKeepThePrompt() throws Exception {
        type("SELECT nope;\r");
        await("error: ");
        await("unknown column: nope");
        await("^^^^");
        await("tarn> ");
        type("SELECT 1 AS fine;\r");
        await("fine");
        await("1 row");
        leave();
    }

    @Test
    void controlCClearsTheLine() throws Exception {
        type("SELECT oops");
        await("oops");
        type(CTRL_C);
        await("tarn> ");
        type("SELECT 7 AS seven;\r");
        await("│       7 │");
        leave();
    }

    @Test
    void controlCStopsTheStatementAndNotTheShell() throws Exception {
        type("SELECT count(*) FROM range(3000000000) a(i), range(1000) b(j) WHERE i * j = 7;\r");
        await("Ctrl-C stops it");
        type(CTRL_C);
        await("stopped");
        await("tarn> ");
        type("SELECT 8 AS eight;\r");
        await("│       8 │");
        leave();
    }

    @Test
    void tabCompletesTablesAndColumnsOfTheScope() throws Exception {
        type("CREATE TABLE customers (customer_id INT, \"full name\" VARCHAR);\r");
        await("done");
        await("tarn> ");
        type("SELECT c.f FROM cust\t");
        await("customers");
        type("AS c" + CTRL_A);
        type(CTRL_F.repeat("SELECT c.f".length()) + "\t");
        await("\"full name\"");
        type(CTRL_C);
        await("tarn> ");
        type(".mod\tcs\t\r");
        await("tarn> ");
        type("SELECT 1 AS x, 2 AS y;\r");
        await("x,y");
        await("1,2");
        leave();
    }

    @Test
    void historyIsKeptInItsFile() throws Exception {
        type("SELECT 'first' AS h;\r");
        await("1 row");
        await("tarn> ");
        type(CTRL_P);
        await("SELECT 'first' AS h;");
        type("\r");
        await("1 row");
        await("tarn> ");
        leave();
        assertThat(Files.readString(folder.resolve("history"))).contains("SELECT 'first' AS h;");
    }

    @Test
    void pastedTextRunsAsAWhole() throws Exception {
        type("\033[200~SELECT 1 AS one;\nSELECT\n 2 AS two;\033[201~\r");
        await("one");
        await("two");
        await("tarn> ");
        leave();
    }

    @Test
    void commandsWork() throws Exception {
        type("SELECT i FROM range(100) t(i);\r");
        await("100 rows (40 shown), 1 column");
        await("tarn> ");
        type(".last\r");
        await("│     50 │");
        await("100 rows, 1 column");
        type(".tables\r");
        await("no tables");
        type(".nonsense\r");
        await("unknown command: .nonsense");
        type(".run sales_trend\r");
        await("of the shop that comes with Tarn");
        await("-75.00");
        await("tarn> ");
        type(".quit\r");
        assertThat(repl.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void wideResultsFitTheTerminal() throws Exception {
        terminal.setSize(new Size(40, 20));
        type("SELECT repeat('x', 200) AS a, 1 AS b;\r");
        await("…");
        var rest = await("tarn> ");
        assertThat(rest.lines().filter(line -> line.startsWith("│"))).allMatch(line -> line.length() <= 40);
        leave();
    }

    @Test
    void nothingIsDoneTwiceAtTheEndOfInput() throws Exception {
        leave();
        assertThat(screen.toString(StandardCharsets.UTF_8)).contains("Tarn. ");
    }
}
