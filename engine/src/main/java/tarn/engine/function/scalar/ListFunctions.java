package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.INTEGER;
import static tarn.engine.data.type.ScalarType.INTERVAL;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.Nested;
import tarn.engine.function.Argument;
import tarn.engine.function.Coercion;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.engine.function.ScalarFunction;
import tarn.engine.function.ScalarFunction.Builder;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.engine.function.ScalarOverload.Properties;
import tarn.engine.function.scalar.NestedKernel.Operator;
import tarn.engine.function.scalar.NestedKernel.Result;
import tarn.engine.function.scalar.NestedKernel.Row;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Functions that make lists, look into them and cut them. */
final class ListFunctions {
    static final List<ScalarFunction> ALL = List.of(
            list("list_value", "A list of the arguments.", "list_value(1, 2) = [1, 2]", "list_pack", "make_array")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(), Family.ANY, ListFunctions::value)
                    .build(),
            list(
                            "array_extract",
                            "The element at a position from 1, from the end if negative; NULL where there is none.",
                            "array_extract([5, 6], 2) = 6",
                            "list_extract",
                            "list_element",
                            "array_element")
                    .resolved(List.of(Family.LIST, Family.ANY), null, ListFunctions::extract)
                    .overload(
                            VARCHAR,
                            NestedKernel.strict(VARCHAR, (in, out) -> out.text(character(in.string(0), in.int64(1)))),
                            VARCHAR,
                            BIGINT)
                    .build(),
            list(
                            "array_slice",
                            "The elements from a position to another, both included, perhaps in steps.",
                            "array_slice([1, 2, 3], 2, 3) = [2, 3]",
                            "list_slice")
                    .resolved(List.of(Family.LIST, Family.ANY, Family.ANY), null, in -> slice(in, 3))
                    .resolved(List.of(Family.LIST, Family.ANY, Family.ANY, Family.ANY), null, in -> slice(in, 4))
                    .overload(
                            VARCHAR,
                            NestedKernel.strict(VARCHAR, (in, out) -> out.text(sliceOfText(in))),
                            VARCHAR,
                            BIGINT,
                            BIGINT)
                    .build(),
            list(
                            "list_contains",
                            "Whether an element is in a list.",
                            "list_contains([1, 2], 2)",
                            "array_contains",
                            "list_has",
                            "array_has")
                    .resolved(List.of(Family.LIST, Family.ANY), null, ListFunctions::contains)
                    .build(),
            list(
                            "list_position",
                            "The first position of an element in a list, from 1; NULL if it is not there.",
                            "list_position([5, 6], 6) = 2",
                            "array_position",
                            "list_indexof",
                            "array_indexof")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.LIST, Family.ANY), null, in -> search(in, INTEGER, ListFunctions::position))
                    .build(),
            list(
                            "list_concat",
                            "The elements of several lists in one.",
                            "list_concat([1], [2, 3]) = [1, 2, 3]",
                            "list_cat",
                            "array_concat",
                            "array_cat")
                    .properties(Properties.NULL_AWARE)
                    .resolved(
                            List.of(Family.LIST),
                            Family.LIST,
                            in -> sameLists(in, NestedKernel::nullAware, ListFunctions::concat))
                    .build(),
            list(
                            "list_append",
                            "The list with an element behind.",
                            "list_append([1], 2) = [1, 2]",
                            "array_append",
                            "array_push_back")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.LIST, Family.ANY), null, in -> extended(in, 0, 1))
                    .build(),
            list("list_prepend", "The list with an element in front.", "list_prepend(1, [2]) = [1, 2]", "array_prepend")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.ANY, Family.LIST), null, in -> extended(in, 1, 0))
                    .build(),
            list("array_push_front", "The list with an element in front.", "array_push_front([2], 1) = [1, 2]")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.LIST, Family.ANY), null, in -> extended(in, 0, 1, true))
                    .build(),
            list(
                            "array_pop_back",
                            "The list without its last element.",
                            "array_pop_back([1, 2]) = [1]",
                            "list_pop_back")
                    .resolved(List.of(Family.LIST), null, in -> same(in, (row, out) -> part(row, out, 0, -1)))
                    .build(),
            list(
                            "array_pop_front",
                            "The list without its first element.",
                            "array_pop_front([1, 2]) = [2]",
                            "list_pop_front")
                    .resolved(List.of(Family.LIST), null, in -> same(in, (row, out) -> part(row, out, 1, 0)))
                    .build(),
            series(
                    "range",
                    "The whole numbers from a start (0 if not given) up to a stop, without it, in steps.",
                    "range(3) = [0, 1, 2]",
                    false),
            series("generate_series", "As range, with the stop.", "generate_series(1, 3) = [1, 2, 3]", true),
            list(
                            "array_length",
                            "Number of elements of a list; a dimension of 1 may follow.",
                            "array_length([5, 6]) = 2",
                            "list_length")
                    .resolved(List.of(Family.LIST), null, StructFunctions::size)
                    .resolved(List.of(Family.LIST, new Parameter.Exact(BIGINT)), null, ListFunctions::length)
                    .build(),
            list("flatten", "The elements of the lists in a list.", "flatten([[1], [2]]) = [1, 2]")
                    .resolved(List.of(Family.LIST), null, ListFunctions::flatten)
                    .build(),
            list(
                            "list_resize",
                            "The list cut or filled up to a number of elements, with NULL or a value.",
                            "list_resize([1, 2], 3, 0) = [1, 2, 0]",
                            "array_resize")
                    .properties(Properties.NULL_AWARE)
                    .resolved(List.of(Family.LIST, Family.ANY), null, ListFunctions::resize)
                    .resolved(List.of(Family.LIST, Family.ANY, Family.ANY), null, ListFunctions::resize)
                    .build());

    private ListFunctions() {}

    static Builder list(String name, String doc, String example, String... aliases) {
        return ScalarFunction.named(name, aliases).topic("Lists").doc(doc).example(example);
    }

    /** The element type of a list argument; that of a bare NULL is NULL. */
    static DataType element(Argument list) {
        return ArrayType.listOf(list.type()) instanceof ListType(var element) ? element : NULL;
    }

    static SqlException mixed(DataType a, DataType b) {
        return SqlException.of(
                ErrorCode.TYPE_MISMATCH, "the types have nothing in common: " + a.sql() + " and " + b.sql());
    }

    /** A function of a list that gives a list of the same type. */
    static Resolved same(List<Argument> arguments, Operator operator) {
        var type = new ListType(element(arguments.getFirst()));
        return new Resolved(List.of(type), type, NestedKernel.strict(type, operator));
    }

    /** How a kernel treats NULLs. */
    @FunctionalInterface
    interface Strictness {
        tarn.engine.function.KernelFactory kernel(DataType result, Operator operator);
    }

    /** A function of lists of one type that gives such a list. */
    static Resolved sameLists(List<Argument> arguments, Strictness strictness, Operator operator) {
        var type = commonList(arguments);
        return new Resolved(Collections.nCopies(arguments.size(), type), type, strictness.kernel(type, operator));
    }

    static ListType commonList(List<Argument> arguments) {
        DataType common = new ListType(element(arguments.getFirst()));
        for (var argument : arguments) {
            var next = Coercion.commonType(common, ArrayType.listOf(argument.type()));
            if (next == null) {
                throw mixed(common, argument.type());
            }
            common = next;
        }
        return (ListType) common;
    }

    /** The list type in which a list and a single value meet. */
    static ListType listWith(Argument list, Argument value) {
        var element = element(list);
        var common = Coercion.commonType(Argument.of(element), value);
        if (common == null) {
            throw mixed(element, value.type());
        }
        return new ListType(common);
    }

    private static ScalarFunction series(String name, String doc, String example, boolean inclusive) {
        var type = new ListType(BIGINT);
        var numbers = NestedKernel.strict(type, (in, out) -> Series.numbers(in, out, inclusive));
        return list(name, doc, example)
                .overload(type, numbers, BIGINT)
                .overload(type, numbers, BIGINT, BIGINT)
                .overload(type, numbers, BIGINT, BIGINT, BIGINT)
                .overload(
                        new ListType(TIMESTAMP),
                        NestedKernel.strict(new ListType(TIMESTAMP), (in, out) -> Series.times(in, out, inclusive)),
                        TIMESTAMP,
                        TIMESTAMP,
                        INTERVAL)
                .build();
    }

    private static Resolved value(List<Argument> arguments) {
        if (arguments.isEmpty()) {
            var empty = new ListType(NULL);
            return new Resolved(List.of(), empty, NestedKernel.nullAware(empty, (_, out) -> out.end()));
        }
        var type = Coercion.commonElement(arguments);
        if (type == null) {
            var first = arguments.getFirst();
            for (var argument : arguments) {
                if (Coercion.commonType(first, argument) == null) {
                    throw mixed(first.type(), argument.type());
                }
            }
            throw mixed(first.type(), arguments.getLast().type());
        }
        var list = new ListType(type);
        return new Resolved(
                Collections.nCopies(arguments.size(), type), list, NestedKernel.nullAware(list, (in, out) -> {
                    for (int i = 0; i < in.count(); i++) {
                        in.copyTo(out.writer(), i);
                    }
                    out.end();
                }));
    }

    private static Resolved extract(List<Argument> arguments) {
        var element = element(arguments.getFirst());
        return new Resolved(List.of(new ListType(element), BIGINT), element, NestedKernel.strict(element, (in, out) -> {
            long cell = find(in, in.int64(1));
            if (cell >= 0) {
                out.cell(cell);
            }
        }));
    }

    /** Where the cell at a position begins, -1 if there is none. */
    private static long find(Row in, long position) {
        var element = Nested.element(in.type(0));
        long index = position < 0 ? Nested.count(in.type(0), in.at(0)) + position : position - 1;
        if (index < 0) {
            return -1;
        }
        long cell = in.at(0);
        for (long i = 0; i < index && !Nested.isEnd(cell); i++) {
            cell = Nested.next(element, cell);
        }
        return Nested.isEnd(cell) ? -1 : cell;
    }

    private static String character(String text, long position) {
        int length = text.codePointCount(0, text.length());
        long index = position < 0 ? length + position : position - 1;
        return index < 0 || index >= length
                ? ""
                : Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) index)));
    }

    private static Resolved slice(List<Argument> arguments, int count) {
        var type = new ListType(element(arguments.getFirst()));
        List<DataType> parameters = count == 3 ? List.of(type, BIGINT, BIGINT) : List.of(type, BIGINT, BIGINT, BIGINT);
        return new Resolved(parameters, type, NestedKernel.strict(type, ListFunctions::slice));
    }

    private static void slice(Row in, Result out) {
        var element = Nested.element(in.type(0));
        int size = Nested.count(in.type(0), in.at(0));
        long step = in.count() > 3 ? in.int64(3) : 1;
        if (step == 0) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the step of a slice must not be 0");
        }
        long first = position(in.int64(1), size);
        long last = position(in.int64(2), size);
        boolean turned = step < 0 && first > last;
        long from = Math.max(1, turned ? last : first);
        long to = Math.min(size, turned ? first : last);
        if (from <= to) {
            long[] cells = cells(in, size);
            for (long i = step > 0 ? from : to; i >= from && i <= to; i += step) {
                out.writer().copy(cells[(int) i - 1], cells[(int) i]);
            }
        }
        out.end();
    }

    /** A position counted from 1, of one that counts from the end if it is negative. */
    private static long position(long bound, int size) {
        return bound == Long.MIN_VALUE ? 1 : bound < 0 ? size + bound + 1 : bound;
    }

    /** Where the cells of the first argument begin, and where the last one ends. */
    static long[] cells(Row in, int size) {
        return cells(in.type(0), in.at(0), size);
    }

    static long[] cells(DataType list, long at, int size) {
        var element = Nested.element(list);
        long[] cells = new long[size + 1];
        long cell = at;
        for (int i = 0; i < size; i++) {
            cells[i] = cell;
            cell = Nested.next(element, cell);
        }
        cells[size] = cell;
        return cells;
    }

    private static String sliceOfText(Row in) {
        var text = in.string(0);
        int size = text.codePointCount(0, text.length());
        long from = Math.max(1, position(in.int64(1), size));
        long to = Math.min(size, position(in.int64(2), size));
        return from > to
                ? ""
                : text.substring(text.offsetByCodePoints(0, (int) from - 1), text.offsetByCodePoints(0, (int) to));
    }

    static Resolved contains(List<Argument> arguments) {
        return search(arguments, BOOLEAN, (in, out) -> {
            if (!in.isNull(0) && !in.isNull(1)) {
                out.bool(indexOf(in) > 0);
            }
        });
    }

    private static Resolved search(List<Argument> arguments, DataType result, Operator operator) {
        var list = listWith(arguments.get(0), arguments.get(1));
        return new Resolved(List.of(list, list.element()), result, NestedKernel.nullAware(result, operator));
    }

    private static void position(Row in, Result out) {
        int found = in.isNull(0) ? 0 : indexOf(in);
        if (found > 0) {
            out.int32(found);
        }
    }

    /** The position of the second argument in the first, from 1; 0 if it is not there. */
    private static int indexOf(Row in) {
        var element = Nested.element(in.type(0));
        var wanted = in.cell(1);
        int position = 0;
        for (long cell = in.at(0); !Nested.isEnd(cell); ) {
            long next = Nested.next(element, cell);
            position++;
            if (new Cell(cell, next).same(wanted)) {
                return position;
            }
            cell = next;
        }
        return 0;
    }

    /** A list that is NULL has no elements. */
    static void concat(Row in, Result out) {
        for (int i = 0; i < in.count(); i++) {
            if (!in.isNull(i)) {
                out.writer().copy(in.at(i), in.end(i) - 1);
            }
        }
        out.end();
    }

    private static Resolved extended(List<Argument> arguments, int list, int value) {
        return extended(arguments, list, value, value == 0);
    }

    private static Resolved extended(List<Argument> arguments, int list, int value, boolean inFront) {
        var type = listWith(arguments.get(list), arguments.get(value));
        List<DataType> parameters = list == 0 ? List.of(type, type.element()) : List.of(type.element(), type);
        return new Resolved(parameters, type, NestedKernel.nullAware(type, (in, out) -> {
            if (inFront) {
                in.copyTo(out.writer(), value);
            }
            if (!in.isNull(list)) {
                out.writer().copy(in.at(list), in.end(list) - 1);
            }
            if (!inFront) {
                in.copyTo(out.writer(), value);
            }
            out.end();
        }));
    }

    private static void part(Row in, Result out, int from, int to) {
        int size = Nested.count(in.type(0), in.at(0));
        if (size > 0) {
            long[] cells = cells(in, size);
            out.writer().copy(cells[from], cells[size + to]);
        }
        out.end();
    }

    private static Resolved length(List<Argument> arguments) {
        if (!(arguments.get(1).constant() instanceof Long dimension) || dimension != 1) {
            throw SqlException.notSupported("a dimension of array_length other than 1", Span.NONE);
        }
        var list = new ListType(element(arguments.getFirst()));
        return new Resolved(
                List.of(list, BIGINT),
                BIGINT,
                NestedKernel.strict(BIGINT, (in, out) -> out.int64(Nested.count(list, in.at(0)))));
    }

    private static Resolved flatten(List<Argument> arguments) {
        var inner = ArrayType.listOf(element(arguments.getFirst()));
        var type = inner instanceof ListType list ? list : new ListType(NULL);
        if (inner != NULL && !(inner instanceof ListType)) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS,
                    "flatten needs a list of lists, not "
                            + arguments.getFirst().type().sql());
        }
        return new Resolved(
                List.of(new ListType(inner == NULL ? NULL : type)), type, NestedKernel.strict(type, (in, out) -> {
                    var element = Nested.element(in.type(0));
                    for (long cell = in.at(0); !Nested.isEnd(cell); cell = Nested.next(element, cell)) {
                        if (!Nested.isNull(cell)) {
                            out.writer().copy(cell + 1, Nested.skip(element, cell + 1) - 1);
                        }
                    }
                    out.end();
                }));
    }

    private static Resolved resize(List<Argument> arguments) {
        @Nullable Argument filler = arguments.size() > 2 ? arguments.get(2) : null;
        var type =
                filler == null ? new ListType(element(arguments.getFirst())) : listWith(arguments.getFirst(), filler);
        List<DataType> parameters = filler == null ? List.of(type, BIGINT) : List.of(type, BIGINT, type.element());
        return new Resolved(parameters, type, NestedKernel.nullAware(type, ListFunctions::resize));
    }

    private static void resize(Row in, Result out) {
        if (in.isNull(0)) {
            return;
        }
        int size = Nested.count(in.type(0), in.at(0));
        long wanted = in.isNull(1) ? 0 : in.int64(1);
        if (wanted < 0 || wanted > Integer.MAX_VALUE / 16) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "a list of " + wanted + " elements cannot be made");
        }
        out.writer().copy(in.at(0), cells(in, size)[(int) Math.min(size, wanted)]);
        for (long i = size; i < wanted; i++) {
            if (in.count() > 2) {
                in.copyTo(out.writer(), 2);
            } else {
                out.writer().nothing();
            }
        }
        out.end();
    }
}
