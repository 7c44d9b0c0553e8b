package tarn.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableArgument;
import tarn.engine.catalog.TableSource;
import tarn.engine.format.FileFormats;
import tarn.engine.query.run.values.RangeTable;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions that stand in FROM. */
final class TableFunctions {

    /** Makes the source from constant arguments. */
    @FunctionalInterface
    private interface Opening {
        TableSource open(List<TableArgument> arguments, Map<String, TableArgument> named, Span span);
    }

    record TableFunction(String name, boolean readsFiles, Opening opening) {
        TableSource open(List<TableArgument> arguments, Map<String, TableArgument> named, Span span) {
            return opening.open(arguments, named, span);
        }
    }

    private static final Map<String, TableFunction> ALL = new TreeMap<>();

    static {
        add(new TableFunction("read_csv", true, (arguments, named, span) -> csv("read_csv", arguments, named, span)));
        add(new TableFunction(
                "read_csv_auto", true, (arguments, named, span) -> csv("read_csv_auto", arguments, named, span)));
        add(new TableFunction("range", false, (arguments, _, span) -> RangeTable.of("range", arguments, false, span)));
        add(new TableFunction(
                "generate_series",
                false,
                (arguments, _, span) -> RangeTable.of("generate_series", arguments, true, span)));
    }

    private TableFunctions() {}

    private static void add(TableFunction function) {
        ALL.put(function.name, function);
    }

    static @Nullable TableFunction find(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static TableSource csv(
            String function, List<TableArgument> arguments, Map<String, TableArgument> named, Span span) {
        if (arguments.size() != 1) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, function + " takes one file name or a list of them", span);
        }
        return FileFormats.csv(paths(arguments.getFirst()), named, span);
    }

    private static List<String> paths(TableArgument argument) {
        return switch (argument) {
            case TableArgument.Value value when value.literal().value() instanceof String path -> List.of(path);
            case TableArgument.Values values ->
                values.elements().stream().flatMap(one -> paths(one).stream()).toList();
            case TableArgument.Value _, TableArgument.Type _, TableArgument.Fields _ ->
                throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "a file name is a string", argument.span());
        };
    }
}
