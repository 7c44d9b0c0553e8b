package tarn.shell;

/** How the process ends; scripts rely on it. */
public final class ExitCode {
    public static final int DONE = 0;
    /** A statement failed, or a check did not hold. */
    public static final int FAILED = 1;
    /** The command line makes no sense. */
    public static final int USAGE = 2;
    /** Something around Tarn is amiss: a file or folder is missing or cannot be read or written. */
    public static final int ENVIRONMENT = 3;

    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
