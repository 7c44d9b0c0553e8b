package tarn.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tarn.shell.render.Format;

/**
 * What the command line asks for.
 *
 * @param task the sub-command, or the SQL to run
 * @param format empty for the box view
 * @param parameters by {@code --set}, in order: settings, or values of {@code $name}
 * @param settings by options of their own, such as {@code threads}
 */
public record Options(
        Task task,
        Optional<Format> format,
        Map<String, String> parameters,
        Map<String, String> settings,
        boolean safe,
        boolean colours,
        boolean quiet) {

    /** What to do. */
    public sealed interface Task {}

    /** Read SQL from the standard input: with a prompt if it is a terminal. */
    public record Interact() implements Task {}

    /** Run the SQL of {@code -c} and {@code -f} in their order. */
    public record RunAll(List<Source> sources) implements Task {}

    public record Insights(List<String> names, Optional<Path> data, boolean list, boolean check) implements Task {}

    public record RunScript(String fileOrName, Optional<Path> data) implements Task {}

    public record Generate(String dataset, double scale, Optional<Path> out) implements Task {}

    public record Bench(List<String> arguments) implements Task {}

    public record Help() implements Task {}

    public record Version() implements Task {}

    /** SQL on the command line, or in a file. */
    public sealed interface Source {}

    public record Text(String sql) implements Source {}

    public record Script(Path file) implements Source {}
}
