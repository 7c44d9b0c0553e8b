package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.UBIGINT;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.Nested;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.function.scalar.NestedKernel.Result;
import tarn.engine.function.scalar.NestedKernel.Row;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Lists sorted, turned, without duplicates, compared as sets, chosen from, put side by side. */
final class ListOrderFunctions {
    private static final Parameter WORD = new Parameter.Exact(VARCHAR);

    static final List<ScalarFunction> ALL = List.of(
            sorting(
                    "list_sort",
                    "The list sorted; 'DESC' and 'NULLS FIRST' may follow.",
                    "list_sort([3, 1, 2]) = [1, 2, 3]",
                    false,
                    "array_sort"),
            sorting(
                    "list_reverse_sort",
                    "The list sorted from the greatest element down; 'NULLS FIRST' may follow.",
                    "list_reverse_sort([3, 1, 2]) = [3, 2, 1]",
                    true,
                    "array_reverse_sort"),
            list(
                            "list_grade_up",
                            "The positions of the elements in their order; as list_sort otherwise.",
                            "list_grade_up([30, 10, 20]) = [2, 3, 1]",
                            "array_grade_up",
                            "grade_up")
                    .resolved(List.of(Family.LIST), null, ListOrderFunctions::grade)
                    .resolved(List.of(Family.LIST, WORD), null, ListOrderFunctions::grade)
                    .resolved(List.of(Family.LIST, WORD, WORD), null, ListOrderFunctions::grade)
                    .build(),
            list("list_reverse", "The list from back to front.", "list_reverse([1, 2]) = [2, 1]", "array_reverse")
                    .resolved(
                            List.of(Family.LIST),
                            null,
                            in -> ListFunctions.same(in, (row, out) -> {
                                write(cells(row, 0).reversed(), out);
                            }))
                    .build(),
            list(
                            "list_distinct",
                            "The different elements of a list, without NULL, in the order in which they come first.",
                            "list_distinct([1, 1, 2]) = [1, 2]",
                            "array_distinct")
                    .resolved(
                            List.of(Family.LIST),
                            null,
                            in -> ListFunctions.same(in, (row, out) -> write(values(row, 0), out)))
                    .build(),
            list("list_unique", "How many different elements a list has.", "list_unique([1, 1, 2]) = 2", "array_unique")
                    .resolved(
                            List.of(Family.LIST),
                            null,
                            in -> new Resolved(
                                    List.of(new ListType(ListFunctions.element(in.getFirst()))),
                                    UBIGINT,
                                    NestedKernel.strict(
                                            UBIGINT,
                                            (row, out) ->
                                                    out.wide(values(row, 0).size()))))
                    .build(),
            list(
                            "list_intersect",
                            "The different elements that both lists have; a second list that is NULL has none.",
                            "list_intersect([1, 2], [2, 3]) = [2]",
                            "array_intersect")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> ListFunctions.sameLists(in, NestedKernel::nullAware, (row, out) -> {
                                if (row.isNull(0)) {
                                    return;
                                }
                                var both = values(row, 0);
                                both.retainAll(row.isNull(1) ? Set.of() : values(row, 1));
                                write(both, out);
                            }))
                    .build(),
            list(
                            "list_has_any",
                            "Whether two lists have an element in common.",
                            "list_has_any([1, 2], [2, 3])",
                            "array_has_any",
                            "arrays_overlap",
                            "&&")
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> sets(
                                    in, (row, out) -> out.bool(!Collections.disjoint(values(row, 0), values(row, 1)))))
                    .build(),
            list(
                            "list_has_all",
                            "Whether the first list has all elements of the second.",
                            "list_has_all([1, 2], [2])",
                            "array_has_all",
                            "@>")
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> sets(in, (row, out) -> out.bool(values(row, 0).containsAll(values(row, 1)))))
                    .build(),
            list("<@", "Whether the second list has all elements of the first.", "[1] <@ [1, 2]")
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> sets(in, (row, out) -> out.bool(values(row, 1).containsAll(values(row, 0)))))
                    .build(),
            list(
                            "list_where",
                            "The elements at whose positions the second list is true.",
                            "list_where([1, 2, 3], [true, false, true]) = [1, 3]",
                            "array_where")
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> chosen(in, BOOLEAN, ListOrderFunctions::where))
                    .build(),
            list(
                            "list_select",
                            "The elements at the positions of the second list; NULL where there is none.",
                            "list_select([5, 6, 7], [3, 1]) = [7, 5]",
                            "array_select")
                    .resolved(
                            List.of(Family.LIST, Family.LIST),
                            null,
                            in -> chosen(in, BIGINT, ListOrderFunctions::select))
                    .build(),
            list(
                            "list_zip",
                            "Lists side by side: a list of tuples, as long as the longest, or the shortest if true"
                                    + " follows.",
                            "list_zip([1, 2], ['a', 'b']) = [(1, 'a'), (2, 'b')]",
                            "array_zip")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY), Family.ANY, ListOrderFunctions::zip)
                    .build());

    private ListOrderFunctions() {}

    private static Builder list(String name, String doc, String example, String... aliases) {
        return ListFunctions.list(name, doc, example, aliases);
    }

    private static List<Cell> cells(Row in, int argument) {
        var element = Nested.element(in.type(argument));
        var cells = new ArrayList<Cell>();
        for (long cell = in.at(argument); !Nested.isEnd(cell); ) {
            long next = Nested.next(element, cell);
            cells.add(new Cell(cell, next));
            cell = next;
        }
        return cells;
    }

    /** The different elements that are not NULL. */
    private static Set<Cell> values(Row in, int argument) {
        var values = new LinkedHashSet<Cell>();
        for (var cell : cells(in, argument)) {
            if (!cell.isNull()) {
                values.add(cell);
            }
        }
        return values;
    }

    private static void write(Iterable<Cell> cells, Result out) {
        cells.forEach(cell -> out.writer().copy(cell.from(), cell.to()));
        out.end();
    }

    private static ScalarFunction sorting(
            String name, String doc, String example, boolean reversed, String... aliases) {
        var builder = list(name, doc, example, aliases)
                .resolved(List.of(Family.LIST), null, in -> sorted(in, reversed))
                .resolved(List.of(Family.LIST, WORD), null, in -> sorted(in, reversed));
        if (!reversed) {
            builder.resolved(List.of(Family.LIST, WORD, WORD), null, in -> sorted(in, false));
        }
        return builder.build();
    }

    private static Resolved sorted(List<Argument> arguments, boolean reversed) {
        var type = new ListType(ListFunctions.element(arguments.getFirst()));
        var order = order(arguments, reversed);
        return new Resolved(parameters(type, arguments), type, NestedKernel.strict(type, (in, out) -> {
            var cells = cells(in, 0);
            cells.sort(order);
            write(cells, out);
        }));
    }

    private static List<DataType> parameters(ListType list, List<Argument> arguments) {
        var parameters = new ArrayList<DataType>();
        parameters.add(list);
        arguments.subList(1, arguments.size()).forEach(_ -> parameters.add(VARCHAR));
        return parameters;
    }

    private static Comparator<Cell> order(List<Argument> arguments, boolean reversed) {
        boolean descending = reversed;
        boolean nullsFirst = false;
        for (var argument : arguments.subList(1, arguments.size())) {
            var word = argument.constant() instanceof String text ? text.toUpperCase(Locale.ROOT) : "";
            switch (word) {
                case "ASC" -> descending = false;
                case "DESC" -> descending = true;
                case "NULLS FIRST" -> nullsFirst = true;
                case "NULLS LAST" -> nullsFirst = false;
                default ->
                    throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS,
                            "the order is one of the constants 'ASC', 'DESC', 'NULLS FIRST', 'NULLS LAST'");
            }
        }
        int nulls = nullsFirst ? -1 : 1;
        var values = descending ? Comparator.<Cell>reverseOrder() : Comparator.<Cell>naturalOrder();
        return (a, b) -> {
            if (a.isNull() || b.isNull()) {
                return a.isNull() ? b.isNull() ? 0 : nulls : -nulls;
            }
            return values.compare(a, b);
        };
    }

    private static Resolved grade(List<Argument> arguments) {
        var list = new ListType(ListFunctions.element(arguments.getFirst()));
        var order = order(arguments, false);
        var type = new ListType(BIGINT);
        return new Resolved(parameters(list, arguments), type, NestedKernel.strict(type, (in, out) -> {
            var cells = cells(in, 0);
            var positions = new ArrayList<Integer>();
            for (int i = 0; i < cells.size(); i++) {
                positions.add(i);
            }
            positions.sort((a, b) -> order.compare(cells.get(a), cells.get(b)));
            positions.forEach(position -> out.number(position + 1L));
            out.end();
        }));
    }

    private static Resolved sets(List<Argument> arguments, NestedKernel.Operator operator) {
        var type = ListFunctions.commonList(arguments);
        return new Resolved(List.of(type, type), BOOLEAN, NestedKernel.strict(BOOLEAN, operator));
    }

    private static Resolved chosen(List<Argument> arguments, DataType by, NestedKernel.Operator operator) {
        var type = new ListType(ListFunctions.element(arguments.getFirst()));
        return new Resolved(List.of(type, new ListType(by)), type, NestedKernel.strict(type, operator));
    }

    private static void where(Row in, Result out) {
        var cells = cells(in, 0);
        int position = 0;
        for (var flag : cells(in, 1)) {
            if (flag.isNull()) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "NULL in the list that says which elements to take");
            }
            if (flag.to() - flag.from() == 2 && isTrue(flag)) {
                if (position < cells.size()) {
                    var cell = cells.get(position);
                    out.writer().copy(cell.from(), cell.to());
                } else {
                    out.writer().nothing();
                }
            }
            position++;
        }
        out.end();
    }

    private static boolean isTrue(Cell flag) {
        return Memory.getByte(flag.from() + 1) != 0;
    }

    private static void select(Row in, Result out) {
        var cells = cells(in, 0);
        for (var place : cells(in, 1)) {
            if (place.isNull()) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "NULL in the list of positions to take");
            }
            long position = Nested.int64(place.from() + 1);
            if (position >= 1 && position <= cells.size()) {
                var cell = cells.get((int) position - 1);
                out.writer().copy(cell.from(), cell.to());
            } else {
                out.writer().nothing();
            }
        }
        out.end();
    }

    private static Resolved zip(List<Argument> arguments) {
        boolean flagged = arguments.getLast().type() == BOOLEAN;
        int lists = arguments.size() - (flagged ? 1 : 0);
        var parameters = new ArrayList<DataType>();
        var fields = new ArrayList<StructType.Field>();
        for (var argument : arguments.subList(0, lists)) {
            if (!(argument.type() instanceof ListType) && argument.type() != NULL) {
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS,
                        "list_zip takes lists, not " + argument.type().sql());
            }
            var element = ListFunctions.element(argument);
            parameters.add(new ListType(element));
            fields.add(new StructType.Field("", element));
        }
        if (flagged) {
            parameters.add(BOOLEAN);
        }
        var type = new ListType(new StructType(fields));
        return new Resolved(parameters, type, NestedKernel.nullAware(type, (in, out) -> zip(in, lists, out)));
    }

    private static void zip(Row in, int lists, Result out) {
        boolean shortest = in.count() > lists && !in.isNull(lists) && in.bool(lists);
        var all = new ArrayList<List<Cell>>();
        int size = shortest ? Integer.MAX_VALUE : 0;
        for (int i = 0; i < lists; i++) {
            var cells = in.isNull(i) ? List.<Cell>of() : cells(in, i);
            all.add(cells);
            size = shortest ? Math.min(size, cells.size()) : Math.max(size, cells.size());
        }
        for (int position = 0; position < size; position++) {
            out.writer().begin();
            for (var cells : all) {
                if (position < cells.size()) {
                    out.writer()
                            .copy(
                                    cells.get(position).from(),
                                    cells.get(position).to());
                } else {
                    out.writer().nothing();
                }
            }
        }
        out.end();
    }
}
