package tarn.shell.render;

/** How parts of the output stand out: by the colours of an ANSI terminal, or not at all. */
public enum Style {
    PLAIN,
    ANSI;

    private static final String RESET = "\033[0m";

    public String bold(String text) {
        return in("1", text);
    }

    public String dim(String text) {
        return in("2", text);
    }

    public String title(String text) {
        return in("1;36", text);
    }

    public String bar(String text) {
        return in("36", text);
    }

    public String finding(String text) {
        return in("1;32", text);
    }

    public String error(String text) {
        return in("1;31", text);
    }

    private String in(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + RESET;
    }
}
