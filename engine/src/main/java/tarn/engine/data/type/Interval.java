package tarn.engine.data.type;

/** An INTERVAL: months, days and microseconds, kept apart as the SQL standard and DuckDB do. */
public record Interval(int months, int days, long micros) {}
