package tarn.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Which package may use which. A row stands for a package and all below it that have no row of their own; it may use
 * itself, the JDK, and what follows the arrow: rows that stand above it (so there are no cycles) and libraries, these by
 * their full package names. A name that has no row of its own stands for all rows that begin with it.
 */
class DirectionTest {
    private static final String TABLE = """
        sql.error             ->
        sql.ast               -> sql.error
        sql.text              -> sql.error sql.ast
        sql.grammar           -> org.antlr
        sql.build             -> sql.error sql.ast sql.text sql.grammar org.antlr
        sql                   -> sql.error sql.ast sql.text sql.grammar sql.build org.antlr

        datasets              -> io.trino.tpch io.trino.tpcds

        engine.data.type      -> sql.error sql.text
        engine.data.json      -> sql.error engine.data.type
        engine.data.memory    -> sql.error org.apache.arrow.memory sun.misc
        engine.data.vector    -> engine.data.type engine.data.memory
        engine.data.arrow     -> engine.data org.apache.arrow
        engine.kernel         -> sql.error engine.data
        engine.pipeline       -> engine.data
        engine.function       -> sql.error engine.data engine.kernel
        engine.expr           -> sql.error engine.data.type engine.function
        engine.expr.eval      -> sql.error engine.data engine.kernel engine.function engine.expr
        engine.catalog        -> sql.error sql.ast engine.data.type engine.pipeline engine.expr org.eclipse.collections
        engine.storage        -> sql.error engine.data engine.kernel engine.pipeline engine.catalog
        engine.format         -> sql.error engine.data engine.kernel engine.pipeline engine.catalog engine.expr engine.expr.eval

        engine.query.logical  -> sql.error engine.data.type engine.function engine.expr engine.catalog
        engine.query.bind     -> sql sql.error sql.ast sql.text engine.data.type engine.data.json engine.function engine.expr \
                                 engine.catalog engine.query.logical
        engine.query.optimize -> sql.error engine.data.type engine.function engine.expr engine.catalog engine.query.logical
        engine.query.run      -> sql.error engine.data engine.kernel engine.pipeline engine.function engine.expr engine.expr.eval \
                                 engine.catalog
        engine.query.physical -> sql.error engine.data engine.pipeline engine.function engine.expr engine.expr.eval \
                                 engine.catalog engine.query.logical engine.query.run
        engine                -> sql sql.error sql.ast sql.text engine.data engine.pipeline engine.function engine.expr \
                                 engine.catalog engine.storage engine.format engine.query.bind engine.query.logical \
                                 engine.kernel engine.query.optimize engine.query.run engine.query.physical engine.expr.eval \
                                 org.apache.arrow org.eclipse.collections com.sun.management

        bench                 -> sql sql.error sql.ast sql.text datasets engine engine.data.json engine.data.memory \
                                 com.sun.management
        shell                 -> sql sql.error sql.ast sql.text datasets engine engine.catalog engine.data engine.expr \
                                 engine.function bench org.jline
        """;

    private static final List<String> ALWAYS = List.of("java.", "javax.", "org.jspecify.");

    private final Map<String, List<String>> rows = rows();

    @Test
    void everyRowUsesOnlyRowsAboveIt() {
        var above = new LinkedHashMap<String, List<String>>();
        rows.forEach((row, mayUse) -> {
            assertThat(mayUse.stream().filter(used -> !isLibrary(used)))
                    .as("row %s uses rows below it", row)
                    .allMatch(used -> above.keySet().stream().anyMatch(earlier -> covers(used, earlier)));
            above.put(row, mayUse);
        });
    }

    @Test
    void packagesUseOnlyWhatTheirRowAllows() {
        var violations = new TreeMap<String, String>();
        for (var user : classes()) {
            var row = rowOf(user.getPackageName());
            if (row == null) {
                violations.put(user.getPackageName() + " has no row", user.getSimpleName());
                continue;
            }
            for (var dependency : user.getDirectDependenciesFromSelf()) {
                var used = dependency.getTargetClass().getBaseComponentType();
                if (!isAllowed(row, used)) {
                    violations.putIfAbsent(row + " -> " + shown(used), user.getName() + " uses " + used.getName());
                }
            }
        }
        assertThat(violations)
                .as("dependencies against the table in DirectionTest")
                .isEmpty();
    }

    private boolean isAllowed(String row, JavaClass used) {
        var name = used.getPackageName();
        if (name.isEmpty() || ALWAYS.stream().anyMatch(name::startsWith) || name.equals("java")) {
            return true;
        }
        var mayUse = rows.getOrDefault(row, List.of());
        if (!name.startsWith("tarn")) {
            return mayUse.stream().filter(DirectionTest::isLibrary).anyMatch(name::startsWith);
        }
        var usedRow = rowOf(name);
        return usedRow != null
                && (usedRow.equals(row) || mayUse.stream().anyMatch(allowed -> covers(allowed, usedRow)));
    }

    private String shown(JavaClass used) {
        var row = used.getPackageName().startsWith("tarn") ? rowOf(used.getPackageName()) : null;
        return row == null ? used.getPackageName() : row;
    }

    private @Nullable String rowOf(String packageName) {
        var name = packageName.substring(Math.min(packageName.length(), "tarn.".length()));
        while (!rows.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return null;
            }
            name = name.substring(0, dot);
        }
        return name;
    }

    /** A name that has no row stands for the rows below it. */
    private boolean covers(String allowed, String row) {
        return allowed.equals(row) || (!rows.containsKey(allowed) && row.startsWith(allowed + "."));
    }

    private static boolean isLibrary(String name) {
        return List.of("org.", "com.", "io.", "info.", "jdk.", "sun.").stream().anyMatch(name::startsWith);
    }

    private static Map<String, List<String>> rows() {
        var rows = new LinkedHashMap<String, List<String>>();
        TABLE.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var sides = line.split("->", -1);
            rows.put(
                    sides[0].strip(),
                    Arrays.stream(sides[1].strip().split("\\s+"))
                            .filter(name -> !name.isEmpty())
                            .toList());
        });
        return rows;
    }

    private static JavaClasses classes() {
        var folders = Sources.MODULES.stream()
                .filter(module -> !module.equals("quality"))
                .map(module -> Sources.root().resolve(module + "/target/classes"))
                .toList();
        assertThat(folders).as("compiled modules: run the build from the root").allMatch(Files::isDirectory);
        return new ClassFileImporter().importPaths(folders);
    }
}
