package tarn.shell.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import tarn.shell.complete.Completion;

/** The text at the prompt as JLine's completion wants it: its one word is what a suggestion would replace. */
record ReplLine(String line, int cursor, Completion.Answer answer) implements CompletingParsedLine {
    @Override
    public String word() {
        return line.substring(Math.min(answer.from(), cursor), cursor);
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return 0;
    }

    @Override
    public List<String> words() {
        return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return wordCursor();
    }
}
