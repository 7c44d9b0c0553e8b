package tarn.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.Result;
import tarn.engine.Session;
import tarn.engine.Settings;
import tarn.engine.expr.Expr;
import tarn.shell.command.DotCommands;
import tarn.shell.progress.ProgressLine;
import tarn.shell.render.ResultRows;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Runs SQL and dot-commands for one user and shows what comes of it: a session and a {@link View}. Errors are told, not
 * thrown; {@link #exitCode} keeps the first.
 */
public final class Shell implements AutoCloseable {
    private static final int DEEPEST_READ = 32;

    private final Session session;
    private final Streams streams;
    private final View view;
    private final Map<String, Expr.Literal> parameters = new HashMap<>();
    private final boolean interactive;
    private boolean bail = true;
    private boolean echo;
    private boolean leaving;
    private int exitCode = ExitCode.DONE;
    private int depth;
    private Path folder = Path.of("");
    private @Nullable Result last;
    private volatile boolean interrupted;

    public Shell(Session session, Streams streams, View view, boolean interactive) {
        this.session = session;
        this.streams = streams;
        this.view = view;
        this.interactive = interactive;
        view.stopWhen(() -> interrupted);
    }

    public Session session() {
        return session;
    }

    public Streams streams() {
        return streams;
    }

    public View view() {
        return view;
    }

    /** Whether somebody sits at a prompt. */
    public boolean interactive() {
        return interactive;
    }

    /** Whether the first error ends a script. */
    public void setBail(boolean bail) {
        this.bail = bail;
    }

    /** Whether statements are shown before they run. */
    public void setEcho(boolean echo) {
        this.echo = echo;
    }

    /** Ends the script, or the prompt, after this command. */
    public void leave() {
        leaving = true;
    }

    public boolean leaving() {
        return leaving;
    }

    /** How the process is to end, as far as this shell is concerned. */
    public int exitCode() {
        return exitCode;
    }

    /** Starts with a clean slate, as each line at the prompt does. */
    public void forgetErrors() {
        exitCode = ExitCode.DONE;
        interrupted = false;
    }

    /** Sets a setting of that name, or else makes the text the value of {@code $name}. */
    public void set(String name, String text) {
        var key = name.toLowerCase(Locale.ROOT);
        if (Settings.all().stream().anyMatch(setting -> setting.name().equals(key))) {
            session.settings().set(key, text);
        } else {
            parameters.put(key, Parameters.literal(text));
        }
    }

    /** Stops the statement that runs, or the output. May be called by any thread. */
    public void interrupt() {
        interrupted = true;
        session.cancel();
    }

    /** Runs a script of SQL and dot-commands. */
    public void run(String script) {
        try (var lines = new BufferedReader(new StringReader(script))) {
            run(lines);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    /** Runs a script as its lines come in. */
    public void run(BufferedReader lines) throws IOException {
        ScriptText.read(lines, new ScriptText.Parts() {
            @Override
            public boolean sql(String text) {
                runSql(text);
                return goesOn();
            }

            @Override
            public boolean command(String line) {
                runCommand(line);
                return goesOn();
            }
        });
    }

    private boolean goesOn() {
        return !leaving && !interrupted && !view.broken() && (exitCode == ExitCode.DONE || !bail);
    }

    /**
     * Runs a script in a file; a path that is not absolute counts from the folder of the script that asks for it.
     *
     * @throws EnvironmentException if it cannot be read
     */
    public void runFile(Path file) {
        var path = folder.resolve(file);
        if (depth == DEEPEST_READ) {
            throw new EnvironmentException("scripts read each other more than " + DEEPEST_READ + " deep: " + path);
        }
        var outer = folder;
        depth++;
        try (var lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            folder = path.toAbsolutePath().resolveSibling("");
            run(lines);
        } catch (IOException e) {
            throw EnvironmentException.of("read", path, e);
        } finally {
            folder = outer;
            depth--;
        }
    }

    /** Refuses what touches files, where only the command line may say which. */
    public void requireFiles(String what) {
        if (!session.database().externalAccess()) {
            throw new UsageException(what + " is not allowed: files were put out of reach by --safe");
        }
    }

    /** Runs one dot-command. */
    public void runCommand(String line) {
        if (echo) {
            streams.say(line);
        }
        try {
            DotCommands.parse(line).run(this);
        } catch (UsageException e) {
            failed(ExitCode.FAILED, e.getMessage());
        } catch (EnvironmentException e) {
            failed(ExitCode.ENVIRONMENT, e.getMessage());
        } catch (SqlException e) {
            failed(e);
        }
        streams.out().flush();
    }

    /** Runs the statements of a text, up to the first that fails. */
    private void runSql(String sql) {
        var statements = session.statements(sql).iterator();
        while (goesOn()) {
            try {
                if (!statements.hasNext()) {
                    return;
                }
                run(statements.next(), sql);
            } catch (SqlException e) {
                failed(e);
            } catch (EnvironmentException e) {
                failed(ExitCode.ENVIRONMENT, e.getMessage());
            }
        }
    }

    private void run(Statement statement, String sql) {
        if (echo) {
            streams.say(sql.substring(statement.span().start(), statement.span().end()) + ";");
        }
        long start = System.nanoTime();
        var result = watched(() -> session.run(statement, sql, parameters));
        long nanos = System.nanoTime() - start;
        try {
            switch (result.kind()) {
                case ROWS -> {
                    if (statement instanceof Statement.Explain) {
                        view.showLines(new ResultRows(result), nanos);
                    } else {
                        view.show(new ResultRows(result), nanos);
                    }
                }
                case CHANGED ->
                    view.told(
                            result.changedRows() + (result.changedRows() == 1 ? " row" : " rows") + " changed", nanos);
                case DONE -> view.told("done", nanos);
            }
        } finally {
            keep(result);
        }
    }

    /** Keeps rows for {@code .last} where somebody can ask for them. */
    private void keep(Result result) {
        if (interactive && result.kind() == Result.Kind.ROWS) {
            if (last != null) {
                last.close();
            }
            last = result;
        } else {
            result.close();
        }
    }

    /** The last rows shown at the prompt. */
    public @Nullable Result last() {
        return last;
    }

    /** Runs work of the session with its progress shown. */
    public Result watched(Supplier<Result> work) {
        if (!view.talks() || !streams.terminals().err()) {
            return work.get();
        }
        streams.out().flush();
        try (var _ = ProgressLine.start(streams.err(), session::progress)) {
            return work.get();
        }
    }

    private void failed(SqlException error) {
        if (error.code() == ErrorCode.CANCELLED && interrupted) {
            failed(ExitCode.INTERRUPTED, "stopped");
            return;
        }
        failed(ExitCode.FAILED, error.rendered());
        if (error.code() == ErrorCode.INTERNAL) {
            streams.say("This is a fault of Tarn, not of the statement. TARN_DEBUG=1 shows where it is.");
            if (System.getenv("TARN_DEBUG") != null) {
                error.printStackTrace(streams.err());
            }
        }
    }

    /** Tells an error and remembers how the process is to end. */
    public void failed(int code, @Nullable String message) {
        view.error(String.valueOf(message));
        if (exitCode == ExitCode.DONE) {
            exitCode = code;
        }
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
        }
        view.close();
    }
}
