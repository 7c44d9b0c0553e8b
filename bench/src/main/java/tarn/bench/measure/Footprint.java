package tarn.bench.measure;

/**
 * What an engine's process took, besides the times of the cases.
 *
 * @param loadMillis for making the tables; NaN if there are none
 * @param loadedBytes of memory that it held after that; -1 where the operating system does not say
 * @param peakBytes the most that it held; -1 where the operating system does not say
 */
public record Footprint(String engine, double loadMillis, long loadedBytes, long peakBytes) {}
