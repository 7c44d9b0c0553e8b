package tarn.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run was made.
 *
 * @param memory in bytes
 * @param jdk its version
 */
public record Machine(String cpu, int cores, long memory, String jdk) {

    public static Machine here() throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                Runtime.version().toString());
    }

    private static String cpuModel() throws IOException {
        var file = Path.of("/proc/cpuinfo");
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return System.getProperty("os.arch");
    }

    String text() {
        return "%s, %d cores, %d GiB, JDK %s".formatted(cpu, cores, Math.round(memory / 0x1p30), jdk);
    }
}
