package tarn.engine.function.aggregate;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.INTERVAL;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.TIME;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.TIMESTAMPTZ;
import static tarn.engine.data.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.ScalarType;
import tarn.engine.function.AggregateFunction;
import tarn.engine.function.AggregateFunction.Builder;
import tarn.engine.function.AggregateFunction.Resolved;
import tarn.engine.function.Argument;
import tarn.engine.function.Parameter;
import tarn.engine.function.Parameter.Family;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Aggregates of all values together, of bits, and of strings. */
final class CollectingAggregates {
    static final List<AggregateFunction> ALL = all();

    private CollectingAggregates() {}

    private static List<AggregateFunction> all() {
        var fraction = new Parameter.Exact(DOUBLE);
        var size = new Parameter.Exact(ScalarType.INTEGER);
        var all = new ArrayList<AggregateFunction>(List.of(
                statistic(
                                "median",
                                "The middle value, between the two middle ones of an even number.",
                                "median(x) = 2.5",
                                "approx_median")
                        .resolved(List.of(Family.ANY), in -> continuous("median", in, true))
                        .build(),
                statistic(
                                "quantile_cont",
                                "The value below which a fraction lies, between two values if need be.",
                                "quantile_cont(x, 0.5) = 2.5",
                                "percentile_cont")
                        .resolved(List.of(Family.ANY, fraction), in -> continuous("quantile_cont", in, false))
                        .resolved(List.of(Family.ANY, Family.LIST), CollectingAggregates::continuousList)
                        .build(),
                statistic(
                                "quantile_disc",
                                "The value below which a fraction lies, one of the values.",
                                "quantile_disc(x, 0.5) = 2",
                                "quantile",
                                "percentile_disc")
                        .resolved(
                                List.of(Family.ANY, fraction),
                                in -> discrete(in.getFirst().type()))
                        .resolved(List.of(Family.ANY, Family.LIST), CollectingAggregates::discreteList)
                        .build(),
                statistic(
                                "approx_quantile",
                                "The value below which a fraction lies, between two values their middle; always exact.",
                                "approx_quantile(x, 0.25) = 2",
                                "approx_percentile_cont")
                        .resolved(List.of(Family.ANY, fraction), in -> {
                            var type = numeric("approx_quantile", in);
                            return new Resolved(
                                    List.of(type, DOUBLE), type, () -> new Collected(type, 0.5, Quantiles::middle));
                        })
                        .resolved(List.of(Family.ANY, Family.LIST), in -> {
                            var type = numeric("approx_quantile", in);
                            return ListAggregates.quantiles(type, type, in.get(1), Quantiles::middle);
                        })
                        .build(),
                statistic(
                                "reservoir_quantile",
                                "As quantile_disc; exact, whatever the size of the sample is to be.",
                                "reservoir_quantile(x, 0.5, 100) = 2")
                        .resolved(List.of(Family.ANY, fraction), in -> discrete(numeric("reservoir_quantile", in)))
                        .resolved(List.of(Family.ANY, fraction, size), in -> sampled(in, false))
                        .resolved(List.of(Family.ANY, Family.LIST), CollectingAggregates::discreteList)
                        .resolved(List.of(Family.ANY, Family.LIST, size), in -> sampled(in, true))
                        .build()));
        all.addAll(others());
        all.add(bits("bit_and", "Bits that are set in all values.", "bit_and(x) = 0", BitFold.Kind.AND));
        all.add(bits("bit_or", "Bits that are set in some value.", "bit_or(x) = 7", BitFold.Kind.OR));
        all.add(bits("bit_xor", "Bits that are set in an odd number of values.", "bit_xor(x) = 4", BitFold.Kind.XOR));
        all.add(statistic(
                        "bitstring_agg",
                        "A bit for each whole number from the second to the third argument, set where it is a value.",
                        "bitstring_agg(x, 0, 5) = '011110'::BIT")
                .resolved(List.of(Family.ANY), in -> BitPositions.withoutBounds(in.getFirst()))
                .resolved(List.of(Family.ANY, Family.ANY, Family.ANY), BitPositions::resolve)
                .build());
        return all;
    }

    private static List<AggregateFunction> others() {
        return List.of(
                statistic("mode", "The most frequent value.", "mode(x % 2) = 1")
                        .orderSensitive()
                        .resolved(List.of(Family.ANY), in -> mode(in.getFirst().type()))
                        .build(),
                statistic("entropy", "Bits of information in a value.", "entropy(x) = 2")
                        .resolved(
                                List.of(Family.ANY),
                                in -> new Resolved(
                                        List.of(in.getFirst().type()),
                                        DOUBLE,
                                        () -> new Collected(
                                                in.getFirst().type(), Double.NaN, Quantiles::entropy, true)))
                        .build(),
                statistic("mad", "Median of the distances from the median.", "mad(x) = 1")
                        .overload(INTERVAL, () -> new Collected(TIME, Double.NaN, Deviations::times), TIME)
                        .overload(INTERVAL, () -> new Collected(DATE, Double.NaN, Deviations::times), DATE)
                        .overload(INTERVAL, () -> new Collected(TIMESTAMP, Double.NaN, Deviations::times), TIMESTAMP)
                        .overload(
                                INTERVAL, () -> new Collected(TIMESTAMPTZ, Double.NaN, Deviations::times), TIMESTAMPTZ)
                        .overload(REAL, () -> new Collected(REAL, Double.NaN, Deviations::numbers), REAL)
                        .overload(DOUBLE, () -> new Collected(DOUBLE, Double.NaN, Deviations::numbers), DOUBLE)
                        .resolved(List.of(Family.DECIMAL), in -> deviation(CoreAggregates.decimal(in.getFirst())))
                        .build(),
                statistic(
                                "approx_count_distinct",
                                "About how many different values there are.",
                                "approx_count_distinct(x) = 4",
                                "approx_distinct",
                                "approx_unique")
                        .resolved(
                                List.of(Family.ANY),
                                in -> new Resolved(List.of(in.getFirst().type()), BIGINT, DistinctSketch::new))
                        .build(),
                AggregateFunction.named("string_agg", "group_concat", "listagg")
                        .topic("Aggregates")
                        .doc("All strings as one, with a separator between them, a comma if none is given.")
                        .example("string_agg(x, '-' ORDER BY x) = '1-2-3-4'")
                        .orderSensitive()
                        .resolved(List.of(Family.ANY), _ -> new Resolved(List.of(VARCHAR), VARCHAR, Joined::new))
                        .resolved(
                                List.of(Family.ANY, new Parameter.Exact(VARCHAR)),
                                _ -> new Resolved(List.of(VARCHAR, VARCHAR), VARCHAR, Joined::new))
                        .build());
    }

    private static Builder statistic(String name, String doc, String example, String... aliases) {
        return AggregateFunction.named(name, aliases)
                .topic("Statistics")
                .doc(doc)
                .example(example);
    }

    private static AggregateFunction bits(String name, String doc, String example, BitFold.Kind kind) {
        var builder = AggregateFunction.named(name).topic("Aggregates").doc(doc).example(example);
        for (var type : List.of(BIGINT, ScalarType.INTEGER, ScalarType.SMALLINT, ScalarType.TINYINT)) {
            builder.overload(type, () -> new BitFold(type, kind), type);
        }
        var others = List.of(
                HUGEINT,
                ScalarType.UTINYINT,
                ScalarType.USMALLINT,
                ScalarType.UINTEGER,
                ScalarType.UBIGINT,
                ScalarType.UHUGEINT);
        for (var type : others) {
            builder.overload(type, () -> new BitFold(type, kind), type);
        }
        return builder.overload(ScalarType.BIT, () -> new CellFold(Lane.BYTES, new BitStringStep(kind)), ScalarType.BIT)
                .build();
    }

    private static Resolved continuous(String name, List<Argument> arguments, boolean median) {
        var given = arguments.getFirst().type();
        var type = given.isTimestamp() && !median ? TIMESTAMP : given == ScalarType.UHUGEINT ? DOUBLE : given;
        if (type == ScalarType.TIMETZ) {
            throw SqlException.of(ErrorCode.NOT_SUPPORTED, "not supported: " + name + " of " + type.sql())
                    .hint("quantile_disc takes every type");
        }
        var result = median && type == INTERVAL ? type : middle(type);
        if (result == null) {
            if (median) {
                return discrete(type, median);
            }
            throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS, "no function matches " + name + "(" + type.sql() + ", DOUBLE)")
                    .hint("quantile_disc takes every type");
        }
        var parameters = median ? List.of(type) : List.<DataType>of(type, DOUBLE);
        return new Resolved(parameters, result, () -> new Collected(type, 0.5, Quantiles::continuous));
    }

    /** The type of a value between two of {@code type}, null if there is none. */
    private static @Nullable DataType middle(DataType type) {
        if (type instanceof DecimalType) {
            return type;
        }
        if (type.isInteger()) {
            return DOUBLE;
        }
        return type == DOUBLE || type == REAL || type.isTimestamp() || type == TIMESTAMPTZ || type == TIME
                ? type
                : type == DATE ? TIMESTAMP : null;
    }

    private static Resolved continuousList(List<Argument> arguments) {
        var one = continuous("quantile_cont", arguments, false);
        boolean between = !one.result().equals(arguments.getFirst().type()) || middle(one.result()) != null;
        return ListAggregates.quantiles(
                one.parameters().getFirst(),
                one.result(),
                arguments.get(1),
                between ? Quantiles::continuous : Quantiles::discrete);
    }

    private static Resolved discreteList(List<Argument> arguments) {
        var type = arguments.getFirst().type();
        return ListAggregates.quantiles(type, type, arguments.get(1), Quantiles::discrete);
    }

    /** Approximate quantiles are of numbers and times, as texts have no distance. */
    private static DataType numeric(String name, List<Argument> arguments) {
        var type = arguments.getFirst().type();
        if (type == VARCHAR || type.isNested() || type == ScalarType.BOOLEAN) {
            throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS, "no function matches " + name + "(" + type.sql() + ", ...)")
                    .hint("quantile_disc takes every type");
        }
        if (type == ScalarType.UHUGEINT) {
            return DOUBLE;
        }
        return type;
    }

    /** With the size of a sample as third argument, a constant that does not matter. */
    private static Resolved sampled(List<Argument> arguments, boolean several) {
        if (!(arguments.get(2).constant() instanceof Long size) || size <= 0) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, "the size of a sample is a constant above 0");
        }
        var first = arguments.subList(0, 2);
        var one = several ? discreteList(first) : discrete(numeric("reservoir_quantile", first));
        var parameters = new ArrayList<>(one.parameters());
        parameters.add(ScalarType.INTEGER);
        return new Resolved(List.copyOf(parameters), one.result(), one.aggregate());
    }

    private static Resolved discrete(DataType type) {
        return discrete(type, false);
    }

    private static Resolved discrete(DataType type, boolean median) {
        var parameters = median ? List.of(type) : List.<DataType>of(type, DOUBLE);
        return new Resolved(parameters, type, () -> new Collected(type, 0.5, Quantiles::discrete));
    }

    private static Resolved deviation(DecimalType type) {
        return new Resolved(List.of(type), type, () -> new Collected(type, Double.NaN, Deviations::decimals));
    }

    private static Resolved mode(DataType type) {
        return new Resolved(List.of(type), type, () -> new Collected(type, Double.NaN, Quantiles::mode));
    }
}
