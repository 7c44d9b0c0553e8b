package tarn.bench.suite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be measured.
 *
 * @param before statements that run before each measurement, not measured
 * @param sql what is measured
 * @param check the query whose rows are compared; null if these are the rows of {@code sql} itself
 */
public record Case(
        String name,
        How how,
        List<String> before,
        String sql,
        @Nullable String check) {

    /** In what process. */
    public enum How {
        /** In one process that has loaded the tables and runs everything. */
        HOT,
        /** The first statement of a new process that has just loaded the tables. */
        FRESH,
        /** From the start of a program to its end; it runs {@code before}, too, which counts. */
        START
    }

    static Case hot(String name, String sql) {
        return new Case(name, How.HOT, List.of(), sql, null);
    }
}
