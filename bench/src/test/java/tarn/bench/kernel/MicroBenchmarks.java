package tarn.bench.kernel;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH. Its name keeps it out of the tests; {@code -Dtest=MicroBenchmarks} asks for it, and {@code -Djmh=PATTERN} for some
 * of the benchmarks only.
 */
class MicroBenchmarks {
    @Test
    void run() throws RunnerException {
        var options = new OptionsBuilder().include(System.getProperty("jmh", "tarn.bench.kernel"));
        new Runner(options.build()).run();
    }
}
