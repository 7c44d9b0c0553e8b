package tarn.bench.engine;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engines there are: this build of Tarn, another build of it, and DuckDB, whose driver is no part of Tarn: it is taken
 * from the class path, from a jar that is named, or from the local Maven repository.
 */
public final class Engines {
    private static final String TARN_DRIVER = "tarn.engine.jdbc.TarnDriver";

    private Engines() {}

    /** This Tarn. */
    public static Engine tarn(int threads) {
        var classPath = ownClassPath();
        var jar = classPath.size() == 1 && Files.isRegularFile(classPath.getFirst()) ? classPath.getFirst() : null;
        return new Engine("tarn", TARN_DRIVER, "jdbc:tarn:", List.of(), flags(), threads(threads), program(jar));
    }

    /**
     * This Tarn as the rival of another build: loaded in the same way as that.
     *
     * @param rival the name of the other
     */
    public static Engine tarnAgainst(String rival, int threads) {
        var here = tarn(threads);
        var name = rival.equals("tarn") ? "here" : here.name();
        return new Engine(name, here.driver(), here.url(), ownClassPath(), here.flags(), here.setUp(), here.program());
    }

    /** Another build of Tarn, from its jar. */
    public static Engine tarn(String name, Path jar, int threads) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("no such jar: " + jar);
        }
        var absolute = jar.toAbsolutePath().normalize();
        return new Engine(
                name, TARN_DRIVER, "jdbc:tarn:", List.of(absolute), flags(), threads(threads), program(absolute));
    }

    /** @param jar of the driver; null to look for it */
    public static Engine duckdb(@Nullable Path jar, int threads) throws IOException {
        var found = jar == null ? duckdbJar() : jar.toAbsolutePath();
        if (!Files.isRegularFile(found)) {
            throw new IOException("no such jar: " + found);
        }
        return new Engine(
                "duckdb",
                "org.duckdb.DuckDBDriver",
                "jdbc:duckdb:",
                List.of(found),
                flags(),
                threads(threads),
                List.of());
    }

    private static List<String> threads(int threads) {
        return List.of("SET threads = " + threads);
    }

    private static Path duckdbJar() throws IOException {
        for (var entry : ownClassPath()) {
            if (entry.getFileName().toString().startsWith("duckdb_jdbc")) {
                return entry;
            }
        }
        var folder = Path.of(System.getProperty("user.home"), ".m2", "repository", "org", "duckdb", "duckdb_jdbc");
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder)) {
                var jar = files.filter(file -> file.toString().endsWith(".jar")).max(Comparator.naturalOrder());
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new IOException(
                "no DuckDB driver: name its jar with --duckdb-jar, or run the tests once, which fetch it");
    }

    private static List<Path> ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .toList();
    }

    /** The flags that this process was started with, so that engines run as Tarn does. */
    private static List<String> flags() {
        var flags = new ArrayList<String>();
        for (var flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-Dtarn.") && !flag.startsWith("-agent") && !flag.startsWith("-javaagent")) {
                flags.add(flag);
            }
        }
        // The manifest of tarn.jar says these, but only to those who start the jar.
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        return flags;
    }

    /** The launcher that belongs to the jar, or our JVM and the jar; nothing if there is no jar. */
    private static List<String> program(@Nullable Path jar) {
        if (jar == null) {
            return List.of();
        }
        var command = new ArrayList<String>();
        var launcher = launcherOf(jar);
        if (launcher != null) {
            command.add(launcher.toString());
        } else {
            command.add(Engine.javaProgram());
            command.addAll(flags());
            command.addAll(List.of("-jar", jar.toString()));
        }
        command.addAll(List.of("--quiet", "--no-color", "--format", "csv"));
        return command;
    }

    private static @Nullable Path launcherOf(Path jar) {
        if (!jar.endsWith(Path.of("shell", "target", "tarn.jar"))) {
            return null;
        }
        var launcher = jar.resolveSibling("../../tarn").normalize();
        return Files.isExecutable(launcher) ? launcher : null;
    }
}
