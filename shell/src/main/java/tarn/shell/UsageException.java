package tarn.shell;

/** The command line, or a dot-command, makes no sense; the message says what does. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
