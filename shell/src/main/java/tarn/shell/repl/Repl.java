package tarn.shell.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import tarn.engine.CatalogOverview.Relation;
import tarn.engine.Session;
import tarn.engine.Tarn;
import tarn.engine.function.Functions;
import tarn.shell.EnvironmentException;
import tarn.shell.ExitCode;
import tarn.shell.Shell;
import tarn.shell.Streams;
import tarn.shell.View;
import tarn.shell.complete.Completion;
import tarn.shell.complete.Suggestion;
import tarn.shell.highlight.SqlHighlighter;
import tarn.sql.error.SqlException;

/** The prompt: reads statements and commands from a terminal until the user has enough. */
public final class Repl {
    private static final String PROMPT = "tarn> ";
    private static final String FURTHER_LINES = " ...> ";
    private static final int HISTORY = 10_000;
    private static final int DEFAULT_WIDTH = 80;
    private static final int LIST_ALL = 200;

    private final Terminal terminal;
    private final Streams streams;
    private final FutureTask<Shell> shell;
    private final @Nullable Path history;

    private Repl(Terminal terminal, Streams streams, FutureTask<Shell> shell, @Nullable Path history) {
        this.terminal = terminal;
        this.streams = streams;
        this.shell = shell;
        this.history = history;
    }

    /**
     * Runs the prompt on the terminal of the process.
     *
     * @param opener makes the shell of a new session
     * @return the exit code
     */
    public static int run(
            Streams streams, String version, boolean quiet, View view, BiFunction<Session, View, Shell> opener) {
        var shell = opening(view, opener);
        try (var terminal = TerminalBuilder.builder()
                .name("tarn")
                .system(true)
                .ffm(false)
                .dumb(true)
                .build()) {
            return run(terminal, streams, quiet ? "" : version, view, shell, historyFile());
        } catch (IOException e) {
            throw new EnvironmentException("cannot use the terminal: " + e.getMessage());
        }
    }

    /**
     * Runs the prompt on a terminal.
     *
     * @param version the first words; none if empty
     * @param history the file that keeps what has been written; null for none
     */
    public static int run(
            Terminal terminal,
            Streams streams,
            String version,
            View view,
            BiFunction<Session, View, Shell> opener,
            @Nullable Path history) {
        return run(terminal, streams, version, view, opening(view, opener), history);
    }

    /** The database opens beside, as the terminal gets ready and the user writes. */
    private static FutureTask<Shell> opening(View view, BiFunction<Session, View, Shell> opener) {
        var task = new FutureTask<>(() -> {
            var tarn = Tarn.open();
            var shell = opener.apply(tarn.session(), view);
            warmUp(tarn);
            return shell;
        });
        var thread = new Thread(task, "tarn-open");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A first statement loads what every statement needs, as long as nobody waits. */
    private static void warmUp(Tarn tarn) {
        try (var session = tarn.session();
                var _ = session.execute("SELECT 1 AS one WHERE true ORDER BY one")) {
            Functions.all();
        } catch (SqlException _) {
            // whatever is wrong will show when somebody asks for it
        }
    }

    private static int run(
            Terminal terminal,
            Streams streams,
            String version,
            View view,
            FutureTask<Shell> shell,
            @Nullable Path history) {
        view.setWidth(() -> terminal.getColumns() > 0 ? terminal.getColumns() : DEFAULT_WIDTH);
        if (!version.isEmpty()) {
            streams.say(
                    version + ". " + view.errStyle().dim(".help tells what there is, .insights what data can say."));
        }
        var repl = new Repl(terminal, streams, shell, history);
        terminal.handle(Terminal.Signal.INT, _ -> repl.opened().interrupt());
        repl.loop(repl.reader());
        repl.opened().close();
        return ExitCode.DONE;
    }

    private void loop(LineReader reader) {
        while (true) {
            String line;
            try {
                line = reader.readLine(PROMPT);
            } catch (UserInterruptException _) {
                continue;
            } catch (EndOfFileException _) {
                return;
            }
            if (line.isBlank()) {
                continue;
            }
            var running = opened();
            running.forgetErrors();
            running.run(line.stripLeading());
            streams.out().flush();
            if (running.leaving()) {
                return;
            }
        }
    }

    private Shell opened() {
        try {
            return shell.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the database", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private LineReader reader() {
        var completion = new Completion(this::relations);
        var highlighter = new SqlHighlighter(this::isFunction);
        Highlighter colours = (_, text) -> highlighter.highlight(text);
        var builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tarn")
                .parser(new ReplParser(() -> completion))
                .completer(completer())
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, FURTHER_LINES)
                .variable(LineReader.HISTORY_SIZE, HISTORY)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY)
                .variable(LineReader.LIST_MAX, LIST_ALL)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true)
                .option(LineReader.Option.INSERT_BRACKET, false)
                .option(
                        LineReader.Option.DISABLE_HIGHLIGHTER,
                        !streams.terminals().colours());
        builder.highlighter(colours);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return builder.build();
    }

    private boolean isFunction(String word) {
        return shell.isDone() && (Functions.isScalar(word) || Functions.isAggregate(word) || Functions.isWindow(word));
    }

    private List<Relation> relations() {
        return opened().session().catalog().relations();
    }

    private static Completer completer() {
        return (_, line, candidates) -> {
            if (line instanceof ReplLine replLine) {
                int order = 0;
                for (var suggestion : replLine.answer().suggestions()) {
                    candidates.add(candidate(suggestion, order++));
                }
            }
        };
    }

    private static Candidate candidate(Suggestion suggestion, int order) {
        var description = suggestion.description();
        return new Candidate(
                suggestion.text(),
                suggestion.text(),
                null,
                description.isEmpty() ? null : description,
                null,
                null,
                suggestion.closed(),
                order);
    }

    /** In the folder for such things by the XDG rules; null if that cannot be made. */
    private static @Nullable Path historyFile() {
        var state = System.getenv("XDG_STATE_HOME");
        var folder = state != null && !state.isEmpty()
                ? Path.of(state)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        try {
            return Files.createDirectories(folder.resolve("tarn")).resolve("history");
        } catch (IOException _) {
            return null;
        }
    }
}
