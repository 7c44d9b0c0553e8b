package tarn.datasets;

/** A column of a data set's table. No column of the data sets here holds NULL. */
public record Column(String name, ColumnType type) {}
