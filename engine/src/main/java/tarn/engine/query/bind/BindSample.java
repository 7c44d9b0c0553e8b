package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.SortKey;
import tarn.engine.function.Functions;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Sample;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * TABLESAMPLE and USING SAMPLE. Each row, or with {@code system} each block of rows, gets a random number; kept are those
 * with the smallest numbers, or the ones below the percentage. With REPEATABLE the numbers follow from the rows' positions.
 */
final class BindSample {
    private static final List<String> METHODS = List.of("reservoir", "bernoulli", "system");
    private static final int BLOCK_ROWS = 2048;
    private static final long MASK = (1L << 40) - 1;

    private final Plan input;
    private final Sample sample;
    private final Binding binding;
    private final @Nullable Long seed;

    private BindSample(Plan input, Sample sample, Surroundings around) {
        this.input = input;
        this.sample = sample;
        this.binding = around.binding();
        this.seed = sample.seed() == null
                ? null
                : number(sample.seed(), ScalarType.BIGINT, around) instanceof Long s ? s : Long.valueOf(0);
    }

    static Plan apply(Plan input, Sample sample, Surroundings around) {
        var method = method(sample);
        var size = number(sample.size(), sample.percent() ? ScalarType.DOUBLE : ScalarType.BIGINT, around);
        var bind = new BindSample(input, sample, around);
        if (size instanceof Long && method.equals("bernoulli")) {
            throw SqlException.of(
                            ErrorCode.INVALID_VALUE,
                            "bernoulli takes a percentage, not a number of rows",
                            sample.size().span())
                    .hint("reservoir takes a number of rows");
        }
        if (size instanceof Long rows && rows >= 0) {
            return bind.rows(rows);
        }
        if (size instanceof Double percent && percent >= 0 && percent <= 100) {
            return switch (method) {
                case "reservoir" -> bind.shareOfRows(percent);
                case "bernoulli" -> bind.eachRow(percent);
                default -> bind.eachBlock(percent);
            };
        }
        throw SqlException.of(
                ErrorCode.INVALID_VALUE,
                sample.percent() ? "a sample is from 0 to 100 percent" : "a sample has a number of rows, 0 or more",
                sample.size().span());
    }

    private static String method(Sample sample) {
        if (sample.method() == null) {
            return sample.percent() ? "system" : "reservoir";
        }
        var name = sample.method().folded();
        if (!METHODS.contains(name)) {
            throw SqlException.of(
                            ErrorCode.INVALID_VALUE,
                            "unknown way to sample: " + sample.method().text(),
                            sample.method().span())
                    .suggesting(name, METHODS);
        }
        return name;
    }

    private static @Nullable Object number(tarn.sql.ast.Expression expression, DataType type, Surroundings around) {
        var literal = BindTableFunction.constant(expression, around);
        if (!literal.type().isNumeric()) {
            throw SqlException.typeMismatch(
                    "a sample needs a number, not a " + literal.type().sql(), expression.span());
        }
        return BindTableFunction.evaluate(Casting.to(literal, type, around.binding()), around.binding())
                .value();
    }

    private Plan rows(long rows) {
        return only(new Plan.Limit(shuffled(), BindLiteral.bigint(rows, Span.NONE), null));
    }

    private Plan shareOfRows(double percent) {
        return only(BindLimit.share(shuffled(), BindLiteral.real(percent, Span.NONE), null, binding));
    }

    private Plan shuffled() {
        var chance = binding.column("chance", ScalarType.DOUBLE);
        var keyed = chances(chance, 1);
        return new Plan.Sort(keyed, List.of(new SortKey(NumberedRows.ref(chance), false, false)));
    }

    private Plan eachRow(double percent) {
        var chance = binding.column("chance", ScalarType.DOUBLE);
        return below(chances(chance, 1), chance, percent);
    }

    private Plan eachBlock(double percent) {
        var chance = binding.column("chance", ScalarType.DOUBLE);
        return below(chances(chance, BLOCK_ROWS), chance, percent);
    }

    private Plan below(Plan keyed, Column chance, double percent) {
        var share = BindLiteral.real(percent / 100, Span.NONE);
        return only(new Plan.Filter(
                keyed, new Expr.Comparison(ComparisonOperator.LESS, NumberedRows.ref(chance), share, Span.NONE)));
    }

    /** The rows with a number from 0 to 1 each; the same number for all rows of a block. */
    private Plan chances(Column chance, int blockRows) {
        if (seed == null && blockRows == 1) {
            var random = new Expr.Call(Functions.scalar("random", Span.NONE), List.of(), Span.NONE);
            return extended(input, chance, random);
        }
        var number = NumberedRows.column("row", binding);
        var numbered = NumberedRows.number(input, number);
        var zeroBased = call("-", NumberedRows.ref(number), BindLiteral.bigint(1, Span.NONE));
        var block = blockRows == 1 ? zeroBased : call("//", zeroBased, BindLiteral.bigint(blockRows, Span.NONE));
        long start = seed == null ? ThreadLocalRandom.current().nextLong() : seed;
        var hash = call("hash", block, BindLiteral.bigint(start, Span.NONE));
        var part = call("&", hash, BindLiteral.bigint(MASK, Span.NONE));
        var real = Casting.to(part, ScalarType.DOUBLE, binding);
        return extended(numbered, chance, call("/", real, BindLiteral.real(MASK + 1.0, Span.NONE)));
    }

    private static Expr call(String name, Expr left, Expr right) {
        return new Expr.Call(
                Functions.scalar(name, Span.NONE, left.type(), right.type()), List.of(left, right), Span.NONE);
    }

    private static Plan extended(Plan plan, Column column, Expr value) {
        var assignments = new ArrayList<Plan.Assignment>();
        plan.output().forEach(kept -> assignments.add(new Plan.Assignment(kept, NumberedRows.ref(kept))));
        assignments.add(new Plan.Assignment(column, value));
        return new Plan.Project(plan, List.copyOf(assignments));
    }

    private Plan only(Plan plan) {
        return NumberedRows.only(plan, input.output());
    }
}
