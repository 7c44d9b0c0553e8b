package tarn.shell.render;

import java.util.function.BooleanSupplier;

/**
 * The room and the means that a view has.
 *
 * @param width columns of the terminal; 0 for as many as wanted
 * @param maxRows rows that the box view shows at most; 0 for all
 * @param style colours, or none
 * @param note what the box view adds to its footer, such as the time taken; may be empty
 * @param stopped whether the reader has had enough
 */
public record Layout(int width, int maxRows, Style style, String note, BooleanSupplier stopped) {
    public static final int MAX_ROWS = 40;

    /** Everything in plain text. */
    public static final Layout PLAIN = new Layout(0, MAX_ROWS, Style.PLAIN, "", () -> false);

    public Layout withNote(String text) {
        return new Layout(width, maxRows, style, text, stopped);
    }

    public Layout withMaxRows(int rows) {
        return new Layout(width, rows, style, note, stopped);
    }

    public Layout withWidth(int columns) {
        return new Layout(columns, maxRows, style, note, stopped);
    }
}
