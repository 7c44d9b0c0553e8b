package tarn.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.shell.render.Format;
import tarn.sql.error.Nearest;

/** Reads the command line. Options may stand anywhere, {@code --name value} or {@code --name=value}. */
final class OptionParser {
    private static final List<String> COMMANDS = List.of("insights", "run", "generate", "bench");
    private static final Set<String> FLAGS =
            Set.of("--safe", "--no-color", "--quiet", "--help", "--version", "--list", "--check");
    private static final Set<String> WITH_VALUE =
            Set.of("-c", "-f", "--format", "--set", "--threads", "--memory-limit", "--data", "--scale", "--out");

    /** Options that only some commands know. */
    private static final Map<String, Set<String>> ONLY_FOR = Map.of(
            "--list", Set.of("insights"),
            "--check", Set.of("insights"),
            "--data", Set.of("insights", "run"),
            "--scale", Set.of("generate"),
            "--out", Set.of("generate"));

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<Options.Source> sources = new ArrayList<>();
    private List<String> benchArguments = List.of();

    private OptionParser() {}

    /**
     * @throws UsageException if they make no sense
     */
    static Options parse(List<String> arguments) {
        var parser = new OptionParser();
        parser.read(arguments);
        return parser.options();
    }

    private void read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("--")) {
                words.addAll(arguments.subList(i + 1, arguments.size()));
                return;
            }
            if (!argument.startsWith("-") || argument.equals("-")) {
                words.add(argument);
                if (words.equals(List.of("bench"))) {
                    benchArguments = List.copyOf(arguments.subList(i + 1, arguments.size()));
                    return;
                }
                continue;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            var name = canonical(equals < 0 ? argument : argument.substring(0, equals));
            if (FLAGS.contains(name)) {
                if (equals >= 0) {
                    throw new UsageException(name + " takes no value");
                }
                flags.add(name);
            } else if (WITH_VALUE.contains(name)) {
                if (equals < 0 && ++i == arguments.size()) {
                    throw new UsageException(name + " needs a value");
                }
                value(name, equals < 0 ? arguments.get(i) : argument.substring(equals + 1));
            } else {
                throw unknownOption(name);
            }
        }
    }

    private static String canonical(String name) {
        return switch (name) {
            case "-h", "-?" -> "--help";
            case "-V" -> "--version";
            case "-q" -> "--quiet";
            default -> name;
        };
    }

    private static UsageException unknownOption(String name) {
        var known = new ArrayList<>(FLAGS);
        known.addAll(WITH_VALUE);
        var near = Nearest.of(name, known);
        return new UsageException(
                "unknown option: " + name + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?"));
    }

    private void value(String name, String value) {
        switch (name) {
            case "-c" -> sources.add(new Options.Text(value));
            case "-f" -> sources.add(new Options.Script(path(name, value)));
            case "--set" -> {
                int equals = value.indexOf('=');
                if (equals <= 0) {
                    throw new UsageException("--set wants name=value, not: " + value);
                }
                parameters.put(value.substring(0, equals).strip(), value.substring(equals + 1));
            }
            default -> values.put(name, value);
        }
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new UsageException(name + " wants a path, not: " + text);
        }
    }

    private Options options() {
        var settings = new LinkedHashMap<String, String>();
        setting(settings, "--threads", "threads");
        setting(settings, "--memory-limit", "memory_limit");
        return new Options(
                task(),
                Optional.ofNullable(values.get("--format")).map(OptionParser::format),
                parameters,
                settings,
                flags.contains("--safe"),
                !flags.contains("--no-color"),
                flags.contains("--quiet"));
    }

    private void setting(Map<String, String> settings, String option, String name) {
        @Nullable String value = values.get(option);
        if (value != null) {
            settings.put(name, value);
        }
    }

    private static Format format(String word) {
        return Format.find(word)
                .orElseThrow(() -> new UsageException(
                        "unknown format: " + word + "; there are " + String.join(", ", Format.words())));
    }

    private Options.Task task() {
        if (flags.contains("--help")) {
            return new Options.Help();
        }
        if (flags.contains("--version")) {
            return new Options.Version();
        }
        var command = words.isEmpty() ? "" : words.getFirst();
        for (var option : List.copyOf(joined(values.keySet(), flags))) {
            if (ONLY_FOR.containsKey(option)
                    && !ONLY_FOR.getOrDefault(option, Set.of()).contains(command)) {
                throw new UsageException(option + " goes with "
                        + String.join(
                                " or ",
                                ONLY_FOR.getOrDefault(option, Set.of()).stream()
                                        .sorted()
                                        .toList())
                        + (command.isEmpty() ? "" : ", not with " + command));
            }
        }
        if (words.isEmpty()) {
            return sources.isEmpty() ? new Options.Interact() : new Options.RunAll(List.copyOf(sources));
        }
        if (!sources.isEmpty() && COMMANDS.contains(command)) {
            throw new UsageException("-c and -f do not go with " + command);
        }
        var rest = List.copyOf(words.subList(1, words.size()));
        return switch (command) {
            case "insights" -> new Options.Insights(rest, data(), flags.contains("--list"), flags.contains("--check"));
            case "run" -> new Options.RunScript(one(rest, "run wants a FILE or the NAME of an insight"), data());
            case "generate" ->
                new Options.Generate(
                        one(rest, "generate wants the name of a data set, such as ecommerce"), scale(), out());
            case "bench" -> new Options.Bench(benchArguments);
            case "report" ->
                throw new UsageException("report is not there yet; insights shows the same on the terminal");
            default -> throw unknownCommand(command);
        };
    }

    private static Set<String> joined(Set<String> some, Set<String> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static UsageException unknownCommand(String word) {
        if (word.endsWith(".sql")) {
            return new UsageException("to run a script: tarn run " + word);
        }
        var near = Nearest.of(word, COMMANDS);
        return new UsageException(
                "unknown command: " + word + (near.isEmpty() ? "" : "; did you mean " + near.getFirst() + "?"));
    }

    private static String one(List<String> words, String otherwise) {
        if (words.size() != 1) {
            throw new UsageException(otherwise);
        }
        return words.getFirst();
    }

    private Optional<Path> data() {
        return Optional.ofNullable(values.get("--data")).map(text -> path("--data", text));
    }

    private Optional<Path> out() {
        return Optional.ofNullable(values.get("--out")).map(text -> path("--out", text));
    }

    private double scale() {
        var text = values.getOrDefault("--scale", "1");
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && Double.isFinite(scale)) {
                return scale;
            }
        } catch (NumberFormatException _) {
            // told below, like a number that is no scale
        }
        throw new UsageException("--scale wants a positive number, not: " + text);
    }
}
