package tarn.bench.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case measured.
 *
 * @param times of each engine, Tarn first
 * @param difference what differs between the results, or which engine refused; null if all is well
 */
public record Measured(
        String name, List<Times> times, @Nullable String difference) {

    public boolean agrees() {
        return difference == null;
    }

    /** Tarn's median time by the other's; NaN when Tarn ran alone, or one of them failed. */
    public double ratio() {
        return times.size() < 2
                ? Double.NaN
                : times.get(0).median() / times.get(1).median();
    }
}
