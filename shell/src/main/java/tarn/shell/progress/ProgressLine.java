package tarn.shell.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Shows how far something is as long as it runs, from half a second on: share, time taken, time left. Closing takes the line
 * away.
 */
public final class ProgressLine implements AutoCloseable {
    private static final long FIRST_MILLIS = 500;
    private static final long NEXT_MILLIS = 250;
    private static final int BAR = 24;
    private static final double LEAST_TO_FORECAST = 0.03;
    private static final double MOST_SHOWN = 0.99;
    private static final String ERASE = "\r\033[K";

    private final PrintStream err;
    private final DoubleSupplier share;
    private final long start = System.nanoTime();
    private final Thread painter;
    private boolean closed;
    private boolean shown;

    private ProgressLine(PrintStream err, DoubleSupplier share) {
        this.err = err;
        this.share = share;
        this.painter = new Thread(this::paint, "tarn-progress");
        painter.setDaemon(true);
    }

    /** Starts to watch; {@code share} is asked by another thread. */
    public static ProgressLine start(PrintStream err, DoubleSupplier share) {
        var line = new ProgressLine(err, share);
        line.painter.start();
        return line;
    }

    private synchronized void paint() {
        try {
            wait(FIRST_MILLIS);
            while (!closed) {
                err.print(ERASE + text(share.getAsDouble(), (System.nanoTime() - start) / 1e9));
                err.flush();
                shown = true;
                wait(NEXT_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line: bar, share, seconds taken and, where it can be told, seconds left. */
    static String text(double share, double seconds) {
        double done = Math.clamp(share, 0, MOST_SHOWN);
        int full = (int) (done * BAR);
        var text = new StringBuilder()
                .repeat('█', full)
                .repeat('░', BAR - full)
                .append(String.format(Locale.ROOT, " %2.0f %%  %.1f s", done * 100, seconds));
        if (done >= LEAST_TO_FORECAST) {
            text.append(String.format(Locale.ROOT, ", about %.0f s left", Math.ceil(seconds / done * (1 - done))));
        }
        return text.append("  (Ctrl-C stops it)").toString();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (shown) {
            err.print(ERASE);
            err.flush();
        }
    }
}
