package tarn.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tarn.datasets.Dataset;
import tarn.datasets.Datasets;
import tarn.datasets.ProgressListener;
import tarn.shell.progress.ProgressLine;
import tarn.sql.error.Nearest;

/** {@code tarn generate}: writes a data set as CSV files. */
final class Generation {
    private volatile double done;

    private Generation() {}

    static int run(Options.Generate command, Streams streams, boolean talks) {
        var dataset = Datasets.find(command.dataset()).orElseThrow(() -> unknown(command.dataset()));
        var folder = command.out().orElse(Path.of(dataset.name()));
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            var files = new Generation().generate(dataset, command.scale(), folder, streams, talks);
            if (talks) {
                for (var file : files) {
                    streams.say(String.format(Locale.ROOT, "%,14d bytes  %s", Files.size(file), file));
                }
                if (dataset.name().equals("ecommerce")) {
                    streams.say("What it says: tarn insights --data " + folder);
                }
            }
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw EnvironmentException.of("write", folder, e);
        }
    }

    private List<Path> generate(Dataset dataset, double scale, Path folder, Streams streams, boolean talks)
            throws IOException {
        var tables = dataset.tables();
        ProgressListener listener = progress -> {
            int table = tables.indexOf(dataset.table(progress.table()));
            done = (table + progress.fraction()) / tables.size();
        };
        if (!talks || !streams.terminals().err()) {
            return dataset.generate(scale, folder, listener);
        }
        try (var _ = ProgressLine.start(streams.err(), () -> done)) {
            return dataset.generate(scale, folder, listener);
        }
    }

    private static UsageException unknown(String name) {
        var names = Datasets.all().stream().map(Dataset::name).toList();
        var near = Nearest.of(name, names);
        return new UsageException("unknown data set: " + name
                + (near.isEmpty()
                        ? "; there are " + String.join(", ", names)
                        : "; did you mean " + near.getFirst() + "?"));
    }
}
