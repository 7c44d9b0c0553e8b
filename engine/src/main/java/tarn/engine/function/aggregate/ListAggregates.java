package tarn.engine.function.aggregate;

import static tarn.engine.data.type.ScalarType.BIGINT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Aggregate;
import tarn.engine.function.AggregateFunction;
import tarn.engine.function.AggregateFunction.Builder;
import tarn.engine.function.AggregateFunction.Resolved;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Aggregates whose result is a list or a map. */
final class ListAggregates {
    private static final Parameter COUNT = new Parameter.Exact(BIGINT);

    static final List<AggregateFunction> ALL = List.of(
            nested(
                            "list",
                            "All values as a list, NULLs too.",
                            "list(x ORDER BY x DESC) = [4, 3, 2, 1]",
                            "array_agg",
                            "collect_list")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY), in -> list(in.getFirst().type()))
                    .build(),
            nested(
                            "histogram",
                            "How often each value occurs, as a map in the order of the values; with a list of"
                                    + " bounds how many values are at most each bound and above the one before.",
                            "histogram(x % 2)[1] = 2")
                    .resolved(List.of(Family.ANY), in -> histogram(in.getFirst().type()))
                    .resolved(List.of(Family.ANY, Family.LIST), in -> binned(in, false))
                    .build(),
            nested(
                            "histogram_exact",
                            "How often each value of a list occurs, and how often any other.",
                            "histogram_exact(x, [2, 3, 9])[2] = 1")
                    .resolved(List.of(Family.ANY, Family.LIST), in -> binned(in, true))
                    .build(),
            nested(
                            "approx_top_k",
                            "The k most frequent values, the most frequent one first; always exact.",
                            "approx_top_k(x % 3, 1) = [1]")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY, COUNT), ListAggregates::frequent)
                    .build(),
            nested(
                            "lttb",
                            "A line of points x, y with fewer points: as many as the third argument says, chosen so"
                                    + " that its shape stays (largest triangle, three buckets).",
                            "len(lttb(x, x * x, 3 ORDER BY x)) = 3")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY, Family.ANY, COUNT), FewPoints::resolve)
                    .build());

    private ListAggregates() {}

    private static Builder nested(String name, String doc, String example, String... aliases) {
        return AggregateFunction.named(name, aliases)
                .topic("Aggregates")
                .doc(doc)
                .example(example);
    }

    private static Resolved list(DataType type) {
        return new Resolved(
                List.of(type),
                new ListType(type),
                () -> new Listed(1, true, (from, to, out) -> {
                    out.copy(from, to);
                    out.end();
                }));
    }

    private static List<Cell> cells(DataType type, long from, long to) {
        var cells = new ArrayList<Cell>();
        for (long at = from; at < to; ) {
            long next = Nested.next(type, at);
            cells.add(new Cell(at, next));
            at = next;
        }
        return cells;
    }

    private static Map<Cell, Long> counts(Map<Cell, Long> counts, DataType type, long from, long to) {
        cells(type, from, to).forEach(cell -> counts.merge(cell, 1L, Long::sum));
        return counts;
    }

    private static void copy(Cell cell, NestedWriter out) {
        out.copy(cell.from(), cell.to());
    }

    private static Resolved histogram(DataType type) {
        return new Resolved(
                List.of(type),
                new MapType(type, ScalarType.UBIGINT),
                () -> new Listed(1, false, (from, to, out) -> {
                    counts(new TreeMap<>(), type, from, to).forEach((value, count) -> {
                        out.begin();
                        copy(value, out);
                        out.count(count);
                    });
                    out.end();
                }));
    }

    private static Resolved binned(List<Argument> in, boolean exact) {
        var given = in.getFirst().type();
        var type = given instanceof DecimalType ? ScalarType.DOUBLE : given;
        if (type == ScalarType.NULL) {
            type = Nested.element(in.get(1).type());
        }
        var bins = type;
        return new Resolved(
                List.of(bins, new ListType(bins)),
                new MapType(bins, ScalarType.UBIGINT),
                () -> new Binned(bins, exact));
    }

    private static Resolved frequent(List<Argument> arguments) {
        var type = arguments.getFirst().type();
        long most = Counted.constant(arguments.get(1).constant());
        return new Resolved(
                List.of(type, BIGINT),
                new ListType(type),
                () -> new Listed(1, false, (from, to, out) -> {
                    counts(new LinkedHashMap<>(), type, from, to).entrySet().stream()
                            .sorted(Map.Entry.<Cell, Long>comparingByValue().reversed())
                            .limit(most)
                            .forEach(entry -> copy(entry.getKey(), out));
                    out.end();
                }));
    }

    /** The cells of the rows of a group, with the number of values that the first row asks for. */
    private interface Ranked {
        void write(List<List<Cell>> rows, long most, NestedWriter out);
    }

    /**
     * An aggregate of the n first of the rows in some order, {@code n} being its last argument; where that is not constant, it
     * is that of a group's first row.
     *
     * @param keepNulls whether rows count in which another argument is NULL
     */
    private static Resolved ranked(List<Argument> in, boolean keepNulls, Ranked ranked) {
        var types = new ArrayList<>(in.stream().map(Argument::type).toList());
        types.set(types.size() - 1, BIGINT);
        var number = in.getLast();
        if (number.type() == ScalarType.NULL) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the number of values is NULL");
        }
        long constant = number.constant() instanceof Long given ? Counted.check(given) : 0;
        int kept = types.size() - (constant > 0 ? 1 : 0);
        return new Resolved(
                List.copyOf(types),
                new ListType(types.getFirst()),
                () -> new Listed(kept, keepNulls, (from, to, out) -> {
                    var rows = rows(types.subList(0, kept), from, to);
                    var first = rows.getFirst().getLast();
                    Long given = first.isNull() ? null : Long.valueOf(Nested.int64(first.from() + 1));
                    ranked.write(rows, constant > 0 ? constant : Counted.check(given), out);
                    out.end();
                }));
    }

    private static List<List<Cell>> rows(List<DataType> types, long from, long to) {
        var rows = new ArrayList<List<Cell>>();
        for (long at = from; at < to; ) {
            var row = new ArrayList<Cell>();
            for (var type : types) {
                long next = Nested.next(type, at);
                row.add(new Cell(at, next));
                at = next;
            }
            rows.add(row);
        }
        return rows;
    }

    /** The first argument in the n rows of the least or greatest key, which is a column of the rows. */
    private static Ranked first(int key, boolean greatest) {
        return (rows, most, out) -> {
            var order = Comparator.<Cell>naturalOrder();
            var directed = greatest ? order.reversed() : order;
            Comparator<Cell> nullsLast =
                    Comparator.comparing(Cell::isNull).thenComparing((a, b) -> a.isNull() ? 0 : directed.compare(a, b));
            rows.stream()
                    .sorted(Comparator.comparing(row -> row.get(key), nullsLast))
                    .limit(most)
                    .forEach(row -> copy(row.getFirst(), out));
        };
    }

    /** {@code min(x, n)} and {@code max(x, n)}: the n least or greatest values, in this order. */
    static Builder extremes(Builder builder, boolean greatest) {
        return builder.resolved(List.of(Family.ANY, COUNT), in -> ranked(in, false, first(0, greatest)));
    }

    /**
     * {@code arg_min(x, y, n)} and {@code arg_max(x, y, n)}: the first argument in the n rows of the least or greatest second.
     *
     * @param nulls whether rows count in which either is NULL; a NULL as second argument comes last
     */
    static Builder argumentsOfExtremes(Builder builder, boolean greatest, boolean nulls) {
        return builder.resolved(List.of(Family.ANY, Family.ANY, COUNT), in -> ranked(in, nulls, first(1, greatest)));
    }

    /** A quantile for each of a constant list of fractions. */
    static Resolved quantiles(DataType type, DataType result, Argument fractions, Collected.Finish one) {
        double[] wanted = Fractions.of(fractions.type(), fractions.constant());
        var lists = new ListType(result);
        Collected.Finish all = (_, values, count, _, out, row, region) -> {
            var writer = new NestedWriter(region);
            var cell = new FlatVector(
                    result, region.allocateZeroed(16), region.allocate(16).fill((byte) -1));
            for (double fraction : wanted) {
                one.write(type, values, count, fraction, cell, 0, region);
                writer.cell(cell, 0);
            }
            writer.end();
            writer.finish(out.values(), row);
        };
        return new Resolved(
                List.of(type, fractions.type()), lists, () -> new FirstArgument(new Collected(type, Double.NaN, all)));
    }

    /** An aggregate of the first argument; the others are constants that are known beforehand. */
    private record FirstArgument(Collected aggregate) implements Aggregate {
        @Override
        public int stateBytes() {
            return aggregate.stateBytes();
        }

        @Override
        public void update(States states, MemorySegment groups, List<Vector> arguments, int rows, Region region) {
            aggregate.update(states, groups, arguments.subList(0, 1), rows, region);
        }

        @Override
        public void updateOne(States states, int group, List<Vector> arguments, int rows, Region region) {
            aggregate.updateOne(states, group, arguments.subList(0, 1), rows, region);
        }

        @Override
        public void merge(States into, MemorySegment groups, Aggregate source, States from, int count, Region region) {
            var other = source instanceof FirstArgument first ? first.aggregate() : source;
            aggregate.merge(into, groups, other, from, count, region);
        }

        @Override
        public void finish(States states, int first, int count, FlatVector out, Region region) {
            aggregate.finish(states, first, count, out, region);
        }
    }
}
