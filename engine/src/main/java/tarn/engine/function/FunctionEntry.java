package tarn.engine.function;

import java.util.List;

/**
 * What people see of a function: SHOW FUNCTIONS, completion, documents and error candidates read it.
 *
 * @param doc one sentence
 * @param example an expression that is true, or for an aggregate one that can be selected from {@code range(1, 5) t(x)}
 *     and is then true
 * @param signatures such as {@code round(DOUBLE, INTEGER)}
 */
public record FunctionEntry(
        String name,
        List<String> aliases,
        Kind kind,
        String topic,
        String doc,
        String example,
        List<String> signatures) {

    /** How a function is called. */
    public enum Kind {
        SCALAR,
        AGGREGATE,
        WINDOW
    }
}
