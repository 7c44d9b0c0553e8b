package tarn.engine.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tarn.datasets.Datasets;
import tarn.datasets.ProgressListener;

/** TPC-H at scale 0.01 as CSV files, made once for all tests of a JVM. */
public final class Tpch {
    public static final double SCALE = 0.01;

    private static final class Made {
        private static final Path FOLDER = make();
    }

    private Tpch() {}

    /** The folder with the files and {@code schema.sql}. */
    public static Path folder() {
        return Made.FOLDER;
    }

    private static Path make() {
        try {
            var folder = Files.createTempDirectory("tarn-tpch");
            Datasets.find("tpch").orElseThrow().generate(SCALE, folder, ProgressListener.NONE);
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
