/**
 * CSV files: finding out dialect and types, reading on many threads, writing. The way of the bytes: {@code CsvText} (the
 * file in memory), {@code CsvScan} (chunks that threads take), {@code RecordIndex} (where fields are), {@code FieldParser}
 * (a column of fields to values).
 */
@NullMarked
package tarn.engine.format.csv;

import org.jspecify.annotations.NullMarked;
