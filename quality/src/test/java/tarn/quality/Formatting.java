package tarn.quality;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.AnyPatternTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The one way Java is laid out here: palantir-java-format, on the JDK that compiles Tarn. */
final class Formatting {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private Formatting() {}

    /** Rewrites the Java files that are not formatted: all, or those whose path begins with one of the arguments. */
    public static void main(String[] prefixes) throws IOException {
        for (var file : Sources.javaFiles()) {
            if (prefixes.length > 0 && Arrays.stream(prefixes).noneMatch(Sources.name(file)::startsWith)) {
                continue;
            }
            var text = Sources.read(file);
            try {
                var formatted = format(text);
                if (!formatted.equals(text)) {
                    Files.writeString(file, formatted);
                }
            } catch (FormatterException e) {
                System.err.println(Sources.name(file) + ": " + e.getMessage());
            }
        }
    }

    static String format(String text) throws FormatterException {
        return FORMATTER.formatSourceAndFixImports(spellOutUnnamed(text));
    }

    /** Writes {@code _} inside a record pattern as {@code var _}: the same thing, and the formatter knows only this. */
    private static String spellOutUnnamed(String text) {
        if (!text.contains("_")) {
            return text;
        }
        var parsed = Sources.parse(text);
        var places = new ArrayList<Integer>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitAnyPattern(AnyPatternTree tree, @Nullable Void none) {
                // javac gives the place of the token behind the underscore.
                int behind = (int) parsed.trees().getSourcePositions().getStartPosition(parsed.unit(), tree);
                places.add(text.lastIndexOf('_', behind));
                return null;
            }
        }.scan(parsed.unit(), null);
        var spelled = new StringBuilder(text);
        for (var place : places.reversed()) {
            spelled.insert(place, "var ");
        }
        return spelled.toString();
    }
}
