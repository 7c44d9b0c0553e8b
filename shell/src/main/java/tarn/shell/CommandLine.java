package tarn.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tarn.bench.BenchCommand;
import tarn.datasets.ecommerce.Insights;
import tarn.engine.Session;
import tarn.engine.Tarn;
import tarn.shell.insight.InsightCommand;
import tarn.shell.insight.Shop;
import tarn.shell.render.Format;
import tarn.shell.repl.Repl;
import tarn.sql.error.Nearest;
import tarn.sql.error.SqlException;

/** Does what a command line asks for. */
public final class CommandLine {
    private CommandLine() {}

    /** The exit code ({@link ExitCode}) that comes of it. */
    public static int run(List<String> arguments, Streams streams) {
        try {
            var options = OptionParser.parse(arguments);
            return run(options, options.colours() ? streams : withoutColours(streams));
        } catch (UsageException e) {
            streams.say("tarn: " + e.getMessage() + "\n      tarn --help tells what there is");
            return ExitCode.USAGE;
        } catch (EnvironmentException e) {
            streams.say("tarn: " + e.getMessage());
            return ExitCode.ENVIRONMENT;
        } catch (UncheckedIOException e) {
            streams.say("tarn: " + EnvironmentException.of(e).getMessage());
            return ExitCode.ENVIRONMENT;
        }
    }

    private static Streams withoutColours(Streams streams) {
        return new Streams(
                streams.in(), streams.out(), streams.err(), streams.terminals().withoutColours());
    }

    private static int run(Options options, Streams streams) {
        return switch (options.task()) {
            case Options.Help _ -> print(streams, Usage.TEXT);
            case Options.Version _ -> print(streams, version() + "\n");
            case Options.Bench bench -> BenchCommand.run(bench.arguments(), streams.out(), streams.err());
            case Options.Generate generate -> Generation.run(generate, streams, !options.quiet());
            case Options.Interact _ when streams.terminals().in() -> interact(options, streams);
            case Options.Interact _, Options.RunAll _, Options.RunScript _, Options.Insights _ ->
                batch(options, streams);
        };
    }

    private static int print(Streams streams, String text) {
        streams.out().append(text).flush();
        return ExitCode.DONE;
    }

    static String version() {
        var version = CommandLine.class.getPackage().getImplementationVersion();
        return "Tarn " + (version == null ? "(unpackaged)" : version) + " on Java "
                + Runtime.version().feature();
    }

    private static int interact(Options options, Streams streams) {
        return Repl.run(streams, version(), options.quiet(), view(options, streams, true), (session, view) -> {
            var shell = shell(options, streams, session, view, true);
            limit(options, session);
            return shell;
        });
    }

    private static int batch(Options options, Streams streams) {
        try (var tarn = Tarn.open();
                var session = tarn.session();
                var shell = shell(options, streams, session, view(options, streams, false), false)) {
            switch (options.task()) {
                case Options.Insights insights -> {
                    InsightCommand.run(shell, insights);
                    limit(options, session);
                }
                case Options.RunScript script -> runScript(shell, script, options);
                case Options.RunAll all -> {
                    limit(options, session);
                    all.sources().forEach(source -> run(shell, source));
                }
                default -> {
                    limit(options, session);
                    shell.run(new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8)));
                }
            }
            return shell.exitCode();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the standard input: " + e.getMessage());
        }
    }

    private static View view(Options options, Streams streams, boolean interactive) {
        return new View(streams, options.format().orElse(Format.BOX), !options.quiet(), interactive);
    }

    private static Shell shell(Options options, Streams streams, Session session, View view, boolean interactive) {
        var shell = new Shell(session, streams, view, interactive);
        try {
            options.settings().forEach(session.settings()::set);
            options.parameters().forEach(shell::set);
        } catch (SqlException e) {
            throw new UsageException(e.sentence());
        }
        return shell;
    }

    /** Puts files out of reach, if so asked; what the command line itself names has been read before. */
    private static void limit(Options options, Session session) {
        if (options.safe()) {
            session.settings().set("enable_external_access", "false");
        }
    }

    private static void run(Shell shell, Options.Source source) {
        if (shell.exitCode() != ExitCode.DONE || shell.leaving()) {
            return;
        }
        switch (source) {
            case Options.Text text -> shell.run(text.sql());
            case Options.Script script -> shell.runFile(script.file());
        }
    }

    private static void runScript(Shell shell, Options.RunScript script, Options options) {
        var name = script.fileOrName();
        if (Files.exists(Path.of(name))) {
            script.data().ifPresent(folder -> Shop.load(shell, folder));
            limit(options, shell.session());
            shell.runFile(Path.of(name));
        } else if (Insights.find(name).isPresent()) {
            InsightCommand.run(shell, new Options.Insights(List.of(name), script.data(), false, false));
        } else {
            var near = Nearest.of(name, Insights.names());
            throw new EnvironmentException("no script and no insight of that name: " + name
                    + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?"));
        }
    }
}
