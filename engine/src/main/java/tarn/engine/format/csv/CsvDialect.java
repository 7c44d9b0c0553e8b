package tarn.engine.format.csv;

/**
 * How a CSV file is written.
 *
 * @param delimiter between fields
 * @param quote around fields, 0 for none
 * @param escape before a quote inside a quoted field; mostly the quote itself; 0 for none
 * @param header whether the first line names the columns
 * @param skip lines before the header or first row
 * @param nullText fields with this text are NULL
 * @param padded whether a row with too few fields is filled with NULLs
 */
record CsvDialect(byte delimiter, byte quote, byte escape, boolean header, int skip, byte[] nullText, boolean padded) {

    CsvDialect withHeader(boolean present) {
        return new CsvDialect(delimiter, quote, escape, present, skip, nullText, padded);
    }

    boolean quoted() {
        return quote != 0;
    }

    /** Whether a quote inside a field is doubled, so that chunks can be told apart by looking at quotes alone. */
    boolean doubledQuotes() {
        return escape == quote || escape == 0;
    }
}
