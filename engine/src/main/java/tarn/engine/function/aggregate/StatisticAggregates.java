package tarn.engine.function.aggregate;

import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.UINTEGER;

import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.function.AggregateFunction;

/** Spread, shape and relation of numbers. */
final class StatisticAggregates {
    static final List<AggregateFunction> ALL = List.of(
            one(
                    Spread.STDDEV_SAMP,
                    "Standard deviation of a sample.",
                    "round(stddev(x), 4) = 1.291",
                    "stddev_samp",
                    "stddev"),
            one(
                    Spread.STDDEV_POP,
                    "Standard deviation of the whole population.",
                    "round(stddev_pop(x), 4) = 1.118",
                    "stddev_pop"),
            one(
                    Spread.VAR_SAMP,
                    "Variance of a sample.",
                    "round(var_samp(x), 4) = 1.6667",
                    "var_samp",
                    "variance",
                    "var",
                    "var_sample"),
            one(Spread.VAR_POP, "Variance of the whole population.", "var_pop(x) = 1.25", "var_pop", "var_population"),
            one(Spread.SEM, "Standard error of the mean.", "round(sem(x), 4) = 0.559", "sem"),
            one(Moments.SKEWNESS, "Skewness of a sample.", "skewness(x) = 0", "skewness"),
            one(Moments.KURTOSIS, "Excess kurtosis of a sample.", "round(kurtosis(x), 4) = -1.2", "kurtosis"),
            one(
                    Moments.KURTOSIS_POP,
                    "Excess kurtosis of the whole population.",
                    "round(kurtosis_pop(x), 4) = -1.36",
                    "kurtosis_pop"),
            one(Fold.PRODUCT, "Product.", "product(x) = 24", "product"),
            one(
                    Fold.FSUM,
                    "Sum that keeps the low digits that plain addition loses.",
                    "fsum(x) = 10",
                    "fsum",
                    "sumkahan",
                    "kahan_sum"),
            one(Fold.FAVG, "Mean by fsum.", "favg(x) = 2.5", "favg"),
            one(
                    Fold.GEOMETRIC_MEAN,
                    "Geometric mean.",
                    "round(geometric_mean(x), 4) = 2.2134",
                    "geometric_mean",
                    "geomean"),
            named(
                            "Mean of the first argument weighted by the second.",
                            "weighted_avg(x, x) = 3",
                            "weighted_avg",
                            "wavg")
                    .overload(DOUBLE, () -> new DoubleSteps(new WeightedMean()), DOUBLE, DOUBLE)
                    .build(),
            two(Regression.CORR, "Correlation by Pearson.", "corr(x, 2 * x) = 1", "corr"),
            two(Regression.COVAR_POP, "Covariance of the whole population.", "covar_pop(x, x) = 1.25", "covar_pop"),
            two(
                    Regression.COVAR_SAMP,
                    "Covariance of a sample.",
                    "round(covar_samp(x, x), 4) = 1.6667",
                    "covar_samp",
                    "covar"),
            two(
                    RegressionMean.X,
                    "Mean of the independent variable, the second argument.",
                    "regr_avgx(1, x) = 2.5",
                    "regr_avgx"),
            two(
                    RegressionMean.Y,
                    "Mean of the dependent variable, the first argument.",
                    "regr_avgy(x, 1) = 2.5",
                    "regr_avgy"),
            two(Regression.REGR_COUNT, "Number of rows where both are not NULL.", "regr_count(x, x) = 4", "regr_count"),
            two(Regression.REGR_SLOPE, "Slope of the regression line.", "regr_slope(2 * x, x) = 2", "regr_slope"),
            two(
                    Regression.REGR_INTERCEPT,
                    "Where the regression line crosses the y axis.",
                    "regr_intercept(x + 3, x) = 3",
                    "regr_intercept"),
            two(
                    Regression.REGR_R2,
                    "Share of the variance that the regression line explains.",
                    "regr_r2(x, x) = 1",
                    "regr_r2"),
            two(
                    Regression.REGR_SXX,
                    "Sum of squared differences of the second argument.",
                    "regr_sxx(1, x) = 5",
                    "regr_sxx"),
            two(
                    Regression.REGR_SYY,
                    "Sum of squared differences of the first argument.",
                    "regr_syy(x, 1) = 5",
                    "regr_syy"),
            two(Regression.REGR_SXY, "Sum of products of differences.", "regr_sxy(x, x) = 5", "regr_sxy"));

    private StatisticAggregates() {}

    private static AggregateFunction one(DoubleStep step, String doc, String example, String name, String... aliases) {
        return named(doc, example, name, aliases)
                .overload(DOUBLE, () -> new DoubleSteps(step), DOUBLE)
                .build();
    }

    private static AggregateFunction two(DoubleStep step, String doc, String example, String name, String... aliases) {
        DataType result = step == Regression.REGR_COUNT ? UINTEGER : DOUBLE;
        return named(doc, example, name, aliases)
                .overload(result, () -> new DoubleSteps(step), DOUBLE, DOUBLE)
                .build();
    }

    private static AggregateFunction.Builder named(String doc, String example, String name, String... aliases) {
        return AggregateFunction.named(name, aliases)
                .topic("Statistics")
                .doc(doc)
                .example(example);
    }
}
