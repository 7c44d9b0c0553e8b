package tarn.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tarn.shell.render.Format;
import tarn.shell.render.Layout;
import tarn.shell.render.Rows;
import tarn.shell.render.Style;

/** How results are shown and where they go; what people are told goes beside, to stderr. */
public final class View implements AutoCloseable {
    private final Streams streams;
    private final boolean talks;
    private final boolean interactive;
    private Format format;
    private IntSupplier width;
    private int maxRows = Layout.MAX_ROWS;
    private boolean timer;
    private BooleanSupplier stopped = () -> false;
    private @Nullable ResultStream file;
    private @Nullable Format fileFormat;
    private boolean fileIsForOne;

    /**
     * @param talks whether progress and the like are told
     * @param interactive whether somebody sits at a prompt
     */
    public View(Streams streams, Format format, boolean talks, boolean interactive) {
        this.streams = streams;
        this.format = format;
        this.talks = talks;
        this.interactive = interactive;
        this.timer = interactive;
        this.width = streams.terminals()::width;
    }

    /** The form of the next result. */
    public Format format() {
        return fileFormat == null ? format : fileFormat;
    }

    public void setFormat(Format format) {
        this.format = format;
    }

    /** Rows of a box at most; 0 for all. */
    public void setMaxRows(int rows) {
        maxRows = rows;
    }

    public int maxRows() {
        return maxRows;
    }

    public void setTimer(boolean on) {
        timer = on;
    }

    /** Takes the width from a terminal that knows when it changes. */
    public void setWidth(IntSupplier width) {
        this.width = width;
    }

    void stopWhen(BooleanSupplier condition) {
        stopped = condition;
    }

    /** Whether people are told more than errors. */
    public boolean talks() {
        return talks;
    }

    /** Whether nobody reads the output any more. */
    boolean broken() {
        return streams.out().failure() != null;
    }

    /** Sends the results to a file in this form from now on, or, {@code once}, the next one alone. */
    public void sendTo(Path path, Format form, boolean once) {
        close();
        try {
            file = new ResultStream(new BufferedOutputStream(Files.newOutputStream(path)));
            fileFormat = form;
            fileIsForOne = once;
        } catch (IOException e) {
            throw EnvironmentException.of("write", path, e);
        }
    }

    /** Where results go. */
    public ResultStream out() {
        return file == null ? streams.out() : file;
    }

    /** Colours and room of where the results go. */
    public Layout layout() {
        boolean terminal = file == null && streams.terminals().out();
        var out = out();
        return new Layout(
                file == null ? width.getAsInt() : 0,
                maxRows,
                terminal && streams.terminals().colours() ? Style.ANSI : Style.PLAIN,
                "",
                () -> stopped.getAsBoolean() || out.failure() != null);
    }

    public void show(Rows rows, long nanos) {
        boolean inFooter = timer && format() == Format.BOX && file == null && interactive;
        var layout = layout();
        format().renderer().render(rows, out(), inFooter ? layout.withNote(time(nanos)) : layout);
        shown(inFooter ? -1 : nanos);
    }

    /** Shows rows that are lines of one text as that text where people read it. */
    void showLines(Rows rows, long nanos) {
        if (format() != Format.BOX) {
            show(rows, nanos);
            return;
        }
        var cursor = rows.cursor();
        while (cursor.next()) {
            int text = rows.columns().size() - 1;
            out().append(rows.columns().get(text).text(cursor.value(text))).append('\n');
        }
        shown(nanos);
    }

    private void shown(long nanos) {
        var out = out();
        out.flush();
        var failure = out.failure();
        if (failure != null && !isClosedPipe(failure)) {
            throw new EnvironmentException("cannot write the result: " + failure.getMessage());
        }
        if (file != null && fileIsForOne) {
            close();
        }
        if (timer && nanos >= 0) {
            streams.say(errStyle().dim(time(nanos)));
        }
    }

    /** The reader of a pipe has seen enough: no error. */
    private static boolean isClosedPipe(IOException failure) {
        var message = failure.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** Says that a statement without rows is done, to people at a prompt. */
    void told(String what, long nanos) {
        if (interactive && talks) {
            streams.say(errStyle().dim(timer ? what + ", " + time(nanos) : what));
        } else if (timer) {
            streams.say(time(nanos));
        }
    }

    void error(String message) {
        streams.say(errStyle().error("error: ") + message);
    }

    /** Says something that is neither a result nor an error. */
    public void say(String text) {
        if (talks) {
            streams.say(text);
        }
    }

    public Style errStyle() {
        return streams.terminals().err() && streams.terminals().colours() ? Style.ANSI : Style.PLAIN;
    }

    private static String time(long nanos) {
        double seconds = nanos / 1e9;
        return seconds < 0.01
                ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
                : seconds < 1
                        ? String.format(Locale.ROOT, "%.0f ms", seconds * 1e3)
                        : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** Sends the results to the standard output again. */
    @Override
    public void close() {
        var open = file;
        file = null;
        fileFormat = null;
        if (open != null) {
            open.close();
        }
    }
}
