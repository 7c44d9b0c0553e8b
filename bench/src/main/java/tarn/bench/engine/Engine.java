package tarn.bench.engine;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What it takes to start an engine.
 *
 * @param name in reports
 * @param driver the class of its JDBC driver
 * @param classPath where the driver is; empty if it is on our own class path
 * @param flags of the JVM that it runs in
 * @param setUp statements that each of its processes begins with
 * @param program the command that starts it from a command line and takes statements behind {@code -c}, printing CSV;
 *     empty if there is none
 */
public record Engine(
        String name,
        String driver,
        String url,
        List<Path> classPath,
        List<String> flags,
        List<String> setUp,
        List<String> program) {

    /** The command of a process that answers requests. */
    List<String> server() {
        var command = new ArrayList<>(List.of(javaProgram()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EngineMain.class.getName()));
        command.addAll(List.of(
                driver, url, classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        return command;
    }

    /** The command of a process that runs these statements, prints the rows of the last as CSV, and ends. */
    public List<String> program(List<String> statements) {
        var all = new ArrayList<>(setUp);
        all.addAll(statements);
        if (program.isEmpty()) {
            var command = server();
            command.addAll(all);
            return command;
        }
        var command = new ArrayList<>(program);
        all.forEach(sql -> command.addAll(List.of("-c", sql)));
        return command;
    }

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
