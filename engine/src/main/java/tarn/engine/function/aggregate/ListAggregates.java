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
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
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
    private static final long MOST = 1_000_000;

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
                            "How often each value occurs, as a map in the order of the values.",
                            "histogram(x % 2)[1] = 2")
                    .resolved(List.of(Family.ANY), in -> histogram(in.getFirst().type()))
                    .build(),
            nested(
                            "approx_top_k",
                            "The k most frequent values, the most frequent one first; exact at present.",
                            "approx_top_k(x % 3, 1) = [1]")
                    .orderSensitive()
                    .resolved(List.of(Family.ANY, COUNT), ListAggregates::frequent)
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
                new MapType(type, BIGINT),
                () -> new Listed(1, false, (from, to, out) -> {
                    counts(new TreeMap<>(), type, from, to).forEach((value, count) -> {
                        out.begin();
                        copy(value, out);
                        out.number(count);
                    });
                    out.end();
                }));
    }

    private static Resolved frequent(List<Argument> arguments) {
        var type = arguments.getFirst().type();
        long most = count(arguments.get(1));
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

    private static long count(Argument argument) {
        if (argument.constant() instanceof Long count && count > 0 && count < MOST) {
            return count;
        }
        throw SqlException.of(
                ErrorCode.WRONG_ARGUMENTS, "the number of values must be a constant from 1 to " + (MOST - 1));
    }

    /** {@code min(x, n)} and {@code max(x, n)}: the n least or greatest values, in this order. */
    static Builder extremes(Builder builder, boolean greatest) {
        return builder.resolved(List.of(Family.ANY, COUNT), in -> {
            var type = in.getFirst().type();
            long most = count(in.get(1));
            return new Resolved(
                    List.of(type, BIGINT),
                    new ListType(type),
                    () -> new Listed(1, false, (from, to, out) -> {
                        var order = Comparator.<Cell>naturalOrder();
                        cells(type, from, to).stream()
                                .sorted(greatest ? order.reversed() : order)
                                .limit(most)
                                .forEach(cell -> copy(cell, out));
                        out.end();
                    }));
        });
    }

    /** {@code arg_min(x, y, n)} and {@code arg_max(x, y, n)}: the first argument in the n rows of the least or greatest second. */
    static Builder argumentsOfExtremes(Builder builder, boolean greatest) {
        return builder.resolved(List.of(Family.ANY, Family.ANY, COUNT), in -> {
            var type = in.get(0).type();
            var key = in.get(1).type();
            long most = count(in.get(2));
            return new Resolved(
                    List.of(type, key, BIGINT),
                    new ListType(type),
                    () -> new Listed(2, false, (from, to, out) -> {
                        var order = Comparator.comparing(Pair::key);
                        pairs(type, key, from, to).stream()
                                .sorted(greatest ? order.reversed() : order)
                                .limit(most)
                                .forEach(pair -> copy(pair.value(), out));
                        out.end();
                    }));
        });
    }

    private record Pair(Cell value, Cell key) {}

    private static List<Pair> pairs(DataType type, DataType keyType, long from, long to) {
        var pairs = new ArrayList<Pair>();
        for (long at = from; at < to; ) {
            long key = Nested.next(type, at);
            long next = Nested.next(keyType, key);
            pairs.add(new Pair(new Cell(at, key), new Cell(key, next)));
            at = next;
        }
        return pairs;
    }

    /** A quantile for each of a constant list of fractions. */
    static Resolved quantiles(DataType type, DataType result, Argument fractions, Collected.Finish one) {
        if (!(fractions.constant() instanceof List<?> list) || list.contains(null)) {
            throw SqlException.of(
                    ErrorCode.WRONG_ARGUMENTS, "the fractions of quantiles must be a constant list without NULL");
        }
        var wanted = list.stream()
                .map(fraction -> number(fractions.type(), fraction))
                .toList();
        for (double fraction : wanted) {
            if (!(fraction >= -1 && fraction <= 1)) {
                throw SqlException.of(
                        ErrorCode.INVALID_VALUE,
                        "a quantile is between 0 and 1, or -1 and 0 to count from the greatest value: " + fraction);
            }
        }
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

    private static double number(DataType list, Object fraction) {
        var element = ((ListType) list).element();
        int scale = element instanceof tarn.engine.data.type.DecimalType decimal ? decimal.scale() : 0;
        return switch (fraction) {
            case Double d -> d;
            case Float f -> f;
            case Long whole -> java.math.BigDecimal.valueOf(whole, scale).doubleValue();
            case java.math.BigInteger whole -> new java.math.BigDecimal(whole, scale).doubleValue();
            default ->
                throw SqlException.of(
                        ErrorCode.WRONG_ARGUMENTS, "the fractions of quantiles are numbers, not " + element.sql());
        };
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
