package tarn.shell.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms that results may take, by the names that {@code --format} and {@code .mode} know. */
public enum Format {
    BOX("a table in a box, types under names, for people", new BoxRenderer()),
    CSV("comma-separated values with a header", new SeparatedRenderer(',')),
    TSV("tab-separated values with a header", new SeparatedRenderer('\t')),
    JSON("an array of objects", new JsonRenderer(false)),
    JSONL("an object on each line", new JsonRenderer(true)),
    MARKDOWN("a table of Markdown", new MarkdownRenderer()),
    HTML("a table of HTML", new HtmlRenderer()),
    LINE("a line for each value", new LineRenderer()),
    NONE("nothing, to see the time alone", (_, _, _) -> {});

    private final String description;
    private final Renderer renderer;

    Format(String description, Renderer renderer) {
        this.description = description;
        this.renderer = renderer;
    }

    public String description() {
        return description;
    }

    public Renderer renderer() {
        return renderer;
    }

    /** The name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> find(String word) {
        var wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.word().equals(wanted))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Format::word).toList();
    }
}
