package tarn.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where input comes from and where output goes: data to {@code out}, talk to {@code err}. */
public record Streams(InputStream in, PrintStream out, PrintStream err, Terminals terminals) {
    private static final int BUFFER = 1 << 16;

    /** Those of the process, in UTF-8. */
    static Streams ofProcess() {
        return new Streams(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err), Terminals.detect());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER), false, StandardCharsets.UTF_8);
    }

    /** Says something to people. */
    public void say(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }
}
