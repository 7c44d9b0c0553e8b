package tarn.shell.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import tarn.shell.complete.Completion;
import tarn.sql.text.StatementSplitter;

/** Says when Enter runs what has been written, and when it begins one more line: SQL needs its semicolon. */
final class ReplParser implements Parser {
    private final Supplier<Completion> completion;

    /**
     * @param completion asked for only when somebody wants a completion
     */
    ReplParser(Supplier<Completion> completion) {
        this.completion = completion;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) {
            return new ReplLine(line, cursor, completion.get().at(line, cursor));
        }
        if (context != ParseContext.SPLIT_LINE && !isComplete(line)) {
            throw new EOFError(-1, -1, "the statement has no semicolon yet", "");
        }
        return new ReplLine(line, cursor, new Completion.Answer(cursor, List.of()));
    }

    private static boolean isComplete(String line) {
        return line.isBlank() || line.stripLeading().startsWith(".") || StatementSplitter.isComplete(line);
    }
}
