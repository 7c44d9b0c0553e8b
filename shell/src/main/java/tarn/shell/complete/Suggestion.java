package tarn.shell.complete;

/**
 * A way to go on.
 *
 * @param text replaces the word before the caret
 * @param description a few words beside it; may be empty
 * @param closed whether the word ends with it, so that a blank follows
 */
public record Suggestion(String text, Kind kind, String description, boolean closed) {
    /** What it is; they are offered in this order. */
    public enum Kind {
        COLUMN,
        TABLE,
        FUNCTION,
        KEYWORD,
        FILE,
        COMMAND,
        OTHER
    }
}
