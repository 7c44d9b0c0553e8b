package tarn.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can check. An exception is a line here, and the lists only get shorter. */
class TidyTest {
    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 70;

    /** Files that are longer, with the length they may have. */
    private static final Map<String, Integer> LONG_FILES = Map.of();

    /** Methods that are longer, as File.method, with the length they may have. */
    private static final Map<String, Integer> LONG_METHODS = Map.of();

    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Utils?|Helpers?|Common|Manager|Misc)\\.java");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
    private static final Pattern BASE_CLASS = Pattern.compile("(?m)^\\s*(public )?abstract class ");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PACKAGE_NAME = Pattern.compile("`(tarn(?:\\.(?!jar)[a-z_]+)+)`");
    private static final int SUPPORT_CLASSES = 5;

    @Test
    void filesAreShort() {
        var tooLong = new TreeMap<String, Long>();
        for (var file : Sources.javaFiles()) {
            long lines = Sources.read(file).lines().count();
            if (lines > LONG_FILES.getOrDefault(Sources.name(file), FILE_LINES)) {
                tooLong.put(Sources.name(file), lines);
            }
        }
        assertThat(tooLong).as("files of more than %d lines", FILE_LINES).isEmpty();
    }

    @Test
    void methodsAreShort() {
        var tooLong = new TreeMap<String, Long>();
        for (var file : mainFiles()) {
            var parsed = Sources.parse(Sources.read(file));
            var positions = parsed.trees().getSourcePositions();
            var lines = parsed.unit().getLineMap();
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
                    if (method.getBody() != null) {
                        long first = lines.getLineNumber(positions.getStartPosition(parsed.unit(), method.getBody()));
                        long last = lines.getLineNumber(positions.getEndPosition(parsed.unit(), method.getBody()));
                        var name = file.getFileName().toString().replace(".java", ".") + method.getName();
                        if (last - first + 1 > LONG_METHODS.getOrDefault(name, METHOD_LINES)) {
                            tooLong.merge(name, last - first + 1, Math::max);
                        }
                    }
                    return super.visitMethod(method, none);
                }
            }.scan(parsed.unit(), null);
        }
        assertThat(tooLong).as("methods of more than %d lines", METHOD_LINES).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(Sources.javaFiles().stream()
                        .map(Sources::name)
                        .filter(name -> VAGUE_NAME.matcher(name).matches()))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(Stream.concat(Sources.javaFiles().stream(), Sources.files("parser/src/main/antlr4", ".g4"))
                        .filter(file -> !file.endsWith("TidyTest.java"))
                        .filter(file -> LEFTOVER.matcher(Sources.read(file)).find())
                        .map(Sources::name))
                .isEmpty();
    }

    /** An access through a segment is a chain of a dozen calls, slow until the JVM's second compiler has come to it. */
    @Test
    void valuesInMemoryAreReachedInOneWay() {
        var access = Pattern.compile("\\.[gs]et(AtIndex)?\\((ValueLayout\\.)?JAVA_");
        assertThat(mainFiles().stream()
                        .filter(file -> !file.endsWith("CheckedMemory.java"))
                        .filter(file -> access.matcher(Sources.read(file)).find())
                        .map(Sources::name))
                .isEmpty();
    }

    /**
     * The check of a confined segment's owner, once the JVM has seen it succeed, is compiled into every access to every
     * segment: loops get four times the code, five to ten times the compilation, and are slower for good.
     */
    @Test
    void noSegmentBelongsToOneThread() {
        assertThat(mainFiles().stream()
                        .filter(file -> Sources.read(file).contains("Arena.ofConfined"))
                        .map(Sources::name))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        var missing = new TreeSet<String>();
        for (var file : mainFiles()) {
            var description = file.resolveSibling("package-info.java");
            if (!Files.exists(description) || !Sources.read(description).contains("@NullMarked")) {
                missing.add(Sources.name(description));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void testsHaveNoBaseClasses() {
        assertThat(Sources.MODULES.stream()
                        .flatMap(module -> Sources.files(module + "/src/test/java", ".java"))
                        .filter(file -> BASE_CLASS.matcher(Sources.read(file)).find())
                        .map(Sources::name))
                .isEmpty();
    }

    @Test
    void testSupportStaysSmall() {
        var support = Sources.files("engine/src/test/java/tarn/engine/support", ".java")
                .filter(file -> !file.endsWith("package-info.java"))
                .map(Sources::name)
                .toList();
        assertThat(support).hasSizeLessThanOrEqualTo(SUPPORT_CLASSES);
    }

    @Test
    void documentsLinkToFilesThatExist() {
        var broken = new TreeSet<String>();
        documents()
                .forEach(document -> LINK.matcher(Sources.read(document))
                        .results()
                        .forEach(link -> {
                            if (!Files.exists(document.resolveSibling(link.group(1)))) {
                                broken.add(Sources.name(document) + ": " + link.group(1));
                            }
                        }));
        assertThat(broken).isEmpty();
    }

    @Test
    void documentsNamePackagesThatExist() {
        var unknown = new TreeSet<String>();
        documents()
                .forEach(document -> PACKAGE_NAME
                        .matcher(Sources.read(document))
                        .results()
                        .forEach(name -> {
                            var folder = name.group(1).replace('.', '/');
                            if (Sources.MODULES.stream()
                                    .noneMatch(module -> Files.isDirectory(
                                            Sources.root().resolve(module + "/src/main/java/" + folder)))) {
                                unknown.add(Sources.name(document) + ": " + name.group(1));
                            }
                        }));
        assertThat(unknown).isEmpty();
    }

    @Test
    void theArchitectureNamesEveryPackage() {
        var text = Sources.read(Sources.root().resolve("ARCHITECTURE.md"));
        var missing = new TreeSet<String>();
        mainFiles().stream()
                .map(TidyTest::packageName)
                .filter(name -> !text.contains("`" + name + "`"))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    /** Newcomers and scripts rely on it: the first fenced block is the command that shows Tarn, and the one that tests it. */
    @Test
    void theReadmeBeginsWithTwoCommands() {
        var lines = Sources.read(Sources.root().resolve("README.md")).lines().toList();
        var fences = new ArrayList<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                fences.add(i);
            }
        }
        assertThat(lines.subList(fences.get(0) + 1, fences.get(1)))
                .containsExactly("./tarn insights", "mvn -B -ntp verify");
    }

    private static List<Path> mainFiles() {
        return Sources.MODULES.stream()
                .flatMap(module -> Sources.files(module + "/src/main/java", ".java"))
                .toList();
    }

    private static String packageName(Path file) {
        var name = Sources.name(file.getParent());
        return name.substring(name.indexOf("/java/") + "/java/".length()).replace('/', '.');
    }

    private static List<Path> documents() {
        return Stream.concat(
                        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
                                .map(name -> Sources.root().resolve(name)),
                        Sources.files("docs", ".md"))
                .toList();
    }
}
