package tarn.engine.testing.random;

/**
 * What an expression gives: numbers of all types are one kind, so that mixtures of them arise; nested kinds are of one type. The
 * letter stands for the kind in {@link Phrases}.
 */
enum Kind {
    BOOLEAN('B', "BOOLEAN"),
    NUMBER('N', "DOUBLE"),
    TEXT('T', "VARCHAR"),
    DATE('D', "DATE"),
    TIMESTAMP('S', "TIMESTAMP"),
    TIME('C', "TIME"),
    INTERVAL('I', "INTERVAL"),
    NUMBERS('L', "INTEGER[]"),
    TEXTS('W', "VARCHAR[]"),
    STRUCT('R', "STRUCT(a INTEGER, b VARCHAR)"),
    STRUCTS('K', "STRUCT(a INTEGER, b VARCHAR)[]"),
    LISTS('Y', "INTEGER[][]"),
    BLOB('X', "BLOB"),
    MAP('M', "MAP(VARCHAR, INTEGER)");

    private final char letter;
    private final String type;

    Kind(char letter, String type) {
        this.letter = letter;
        this.type = type;
    }

    static Kind of(char letter) {
        for (var kind : values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind is written " + letter);
    }

    static Kind of(String type) {
        for (var kind : values()) {
            if (kind.type.equals(type)) {
                return kind;
            }
        }
        return type.startsWith("ENUM") ? TEXT : NUMBER;
    }

    /** A type that takes all values of the kind. */
    String type() {
        return type;
    }

    /** Whether equal values look equal, so that it does not matter which of them stands for a group: 1 month is 30 days. */
    boolean isKey() {
        return this != INTERVAL && this != MAP;
    }
}
