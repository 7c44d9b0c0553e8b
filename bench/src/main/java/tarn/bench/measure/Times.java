package tarn.bench.measure;

import java.util.List;

/**
 * The times of one engine for one case, in milliseconds.
 *
 * @param first the first run, before anything is warm
 * @param runs those that count; empty if the engine refused the statement
 */
public record Times(String engine, double first, List<Double> runs) {
    public Times {
        runs = runs.stream().sorted().toList();
    }

    public double median() {
        return quantile(0.5);
    }

    public double lowerQuartile() {
        return quantile(0.25);
    }

    public double upperQuartile() {
        return quantile(0.75);
    }

    /** Between two runs by linear interpolation; NaN without runs. */
    private double quantile(double part) {
        if (runs.isEmpty()) {
            return Double.NaN;
        }
        double position = part * (runs.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, runs.size() - 1);
        return runs.get(below) + (position - below) * (runs.get(above) - runs.get(below));
    }
}
