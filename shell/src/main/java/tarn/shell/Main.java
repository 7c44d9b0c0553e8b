package tarn.shell;

import java.util.List;
import tarn.shell.repl.Rehearsal;

/** Entry point of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var streams = Streams.ofProcess();
        int code = CommandLine.run(List.of(arguments), streams);
        if (Boolean.getBoolean("tarn.training") && code == ExitCode.DONE) {
            Rehearsal.run();
        }
        streams.out().flush();
        streams.err().flush();
        System.exit(code);
    }
}
