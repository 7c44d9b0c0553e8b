package tarn.bench.suite;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables, and what is measured on them. */
public interface Suite {

    String name();

    /** What {@code --scale} means here, for people. */
    String scaleMeaning();

    double defaultScale();

    /** The files that it reads: data sets by name, each with its scale. */
    List<Files> files(double scale);

    /** What makes the tables of a process that runs cases; null if these need none. */
    @Nullable
    String load(double scale, Path folder);

    /** @param folder has the {@link #files} */
    List<Case> cases(double scale, Path folder);

    /** A data set as CSV files. */
    record Files(String dataset, double scale) {
        /** The folder of this data set at this scale within a folder. */
        public Path in(Path folder) {
            return folder.resolve(dataset + "-" + scale);
        }
    }
}
