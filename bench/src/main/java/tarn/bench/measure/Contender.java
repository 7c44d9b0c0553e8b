package tarn.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tarn.bench.engine.Engine;
import tarn.bench.engine.EngineProcess;
import tarn.bench.engine.EngineProcess.StatementFailedException;
import tarn.bench.engine.ProgramRun;
import tarn.bench.suite.Case;

/** An engine in a run, and the processes that it has. */
final class Contender implements AutoCloseable {
    private final Engine engine;
    private final @Nullable String load;
    private @Nullable EngineProcess resident;
    private double loadMillis = Double.NaN;
    private long loadedBytes = -1;
    private long peakBytes = -1;

    Contender(Engine engine, @Nullable String load) {
        this.engine = engine;
        this.load = load;
    }

    String name() {
        return engine.name();
    }

    /** @param rows whether the rows are wanted, too */
    EngineProcess.Taken run(Case one, boolean rows) throws IOException, StatementFailedException {
        return switch (one.how()) {
            case HOT -> hot(resident(), one, rows);
            case FRESH -> {
                try (var process = start()) {
                    var taken = hot(process, one, rows);
                    notePeak(process);
                    yield taken;
                }
            }
            case START -> {
                var statements = new ArrayList<>(one.before());
                statements.add(one.sql());
                yield ProgramRun.of(engine, statements);
            }
        };
    }

    private static EngineProcess.Taken hot(EngineProcess process, Case one, boolean rows)
            throws IOException, StatementFailedException {
        for (var sql : one.before()) {
            process.run(sql);
        }
        if (one.check() == null) {
            return rows ? process.rows(one.sql()) : process.time(one.sql());
        }
        double millis = process.run(one.sql());
        var check = process.rows(one.check());
        return new EngineProcess.Taken(millis, check.rows(), check.answer());
    }

    /** The process that stays for the whole run, its tables loaded. */
    EngineProcess resident() throws IOException {
        if (resident == null) {
            resident = start();
        }
        return resident;
    }

    private EngineProcess start() throws IOException {
        var process = EngineProcess.start(engine);
        try {
            if (load != null) {
                loadMillis = process.run(load);
            }
            loadedBytes = process.memory().resident();
            return process;
        } catch (StatementFailedException error) {
            process.close();
            throw new IOException(engine.name() + " cannot load the tables: " + error.getMessage(), error);
        } catch (IOException | RuntimeException error) {
            process.close();
            throw error;
        }
    }

    private void notePeak(EngineProcess process) throws IOException {
        try {
            peakBytes = Math.max(peakBytes, process.memory().peak());
        } catch (StatementFailedException error) {
            throw new IOException(error);
        }
    }

    void awaitCache() throws IOException {
        ProgramRun.awaitCache(engine);
    }

    /** What is known at the end. */
    Footprint footprint() throws IOException {
        if (resident != null) {
            notePeak(resident);
        }
        return new Footprint(engine.name(), loadMillis, loadedBytes, peakBytes);
    }

    @Override
    public void close() throws IOException {
        if (resident != null) {
            resident.close();
        }
    }
}
