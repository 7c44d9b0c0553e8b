package tarn.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where input comes from and where output goes: data to {@code out}, talk to {@code err}. */
public record Streams(InputStream in, ResultStream out, PrintStream err, Terminals terminals) {
    private static final int BUFFER = 1 << 16;

    /** Those of the process, in UTF-8. */
    static Streams ofProcess() {
        var out = new ResultStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        return new Streams(System.in, out, err, Terminals.detect());
    }

    /** Says something to people. */
    public void say(String text) {
        out.flush();
        err.println(text);
        err.flush();
    }
}
