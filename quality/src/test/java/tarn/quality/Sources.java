package tarn.quality;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The repository's own files, as the tests of this module read them. */
final class Sources {
    static final List<String> MODULES = List.of("parser", "datasets", "engine", "bench", "shell", "quality");

    private Sources() {}

    /** The repository's root: the folder that holds the modules. */
    static Path root() {
        var given = System.getProperty("tarn.root");
        var start = Path.of(given == null ? "" : given).toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("engine")) && Files.isDirectory(folder.resolve("parser"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not inside a checkout of Tarn: " + start);
    }

    /** All Java files of all modules, main and test, none generated. */
    static List<Path> javaFiles() {
        return MODULES.stream()
                .flatMap(module -> files(module + "/src", ".java"))
                .toList();
    }

    /** The files below a folder of the repository whose name ends so; none where there is no such folder. */
    static Stream<Path> files(String folder, String ending) {
        var start = root().resolve(folder);
        if (!Files.isDirectory(start)) {
            return Stream.empty();
        }
        try (var walk = Files.walk(start)) {
            return walk.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }

    /** A parsed source file; positions are those of the text. */
    record Parsed(CompilationUnitTree unit, Trees trees) {}

    static Parsed parse(String text) {
        var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        var task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, _ -> {}, List.of("-proc:none"), null, List.of(file));
        try {
            return new Parsed(task.parse().iterator().next(), Trees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
