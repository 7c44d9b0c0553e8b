package tarn.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets: the launcher, and the one jar, which is there only when the build went as far as packaging. */
class DeliveryTest {
    private static final Path LAUNCHER = Sources.root().resolve("tarn");
    private static final Path JAR = Sources.root().resolve("shell/target/tarn.jar");

    @TempDir
    private Path folder;

    @Test
    void launcherRefusesAnOldJava() throws IOException, InterruptedException {
        var home = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
        assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();

        var run = run(Map.of("TARN_JAVA_HOME", home.toString()), LAUNCHER, "--version");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("is not a JDK 25 or newer");
    }

    @Test
    void launcherRunsThroughSymbolicLinksAndPassesArguments() throws IOException, InterruptedException {
        assumeTrue(Files.exists(JAR));
        var link = Files.createSymbolicLink(
                folder.resolve("link"), Files.createSymbolicLink(folder.resolve("tarn link"), LAUNCHER));

        var run = run(Map.of(), link, "--format", "csv", "-c", "SELECT 42 AS \"the answer\"");

        assertThat(run).isEqualTo(new Run(0, "the answer\n42\n", ""));
    }

    @Test
    void launcherPassesTheExitCodeOn() throws IOException, InterruptedException {
        assumeTrue(Files.exists(JAR));
        assertThat(run(Map.of(), LAUNCHER, "-c", "SELECT nothing").exitCode()).isEqualTo(1);
        assertThat(run(Map.of(), LAUNCHER, "--no-such-option").exitCode()).isEqualTo(2);
    }

    @Test
    void enginesOfABenchmarkRunFromTheJar() throws IOException, InterruptedException {
        assumeTrue(Files.exists(JAR));
        var run = run(Map.of(), LAUNCHER, "bench", "window", "--scale", "100", "--runs", "1", "--only", "s03");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("window, scale 100, ").contains("s03", "tarn: total");
    }

    @Test
    void jarIsCompleteAndHoldsNothingElse() throws IOException {
        assumeTrue(Files.exists(JAR));
        try (var jar = new JarFile(JAR.toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("tarn.shell.Main");
            assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
            assertThat(manifest.getValue("Add-Opens")).isEqualTo("java.base/java.nio");
            var drivers = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"));
            assertThat(new String(drivers.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("tarn.");
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/THIRD-PARTY.txt")
                    .noneMatch(name -> name.startsWith("org/duckdb/") || name.startsWith("org/openjdk/jmh/"))
                    .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA"));
        }
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
