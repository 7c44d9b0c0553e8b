package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.optimize.stats.Sampling;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** Rewrites a bound plan by an ordered list of named passes. One optimizer per statement. */
public final class Optimizer {
    private static final List<Pass> PASSES = List.of(
            new Pass("unnest", true, Unnest::apply),
            new Pass("inline-shared", InlineShared::apply),
            new Pass("simplify", Simplify::apply),
            new Pass("push-filters", PushFilters::apply),
            new Pass("filter-shared", FilterShared::apply),
            new Pass("known-filters", KnownFilters::apply),
            new Pass("merge-projects", MergeProjects::apply),
            new Pass("merge-aggregates", MergeAggregates::apply),
            // also here, so that estimates look at the columns alone that matter
            new Pass("prune-columns", PruneColumns::apply),
            new Pass("shifted-sums", ShiftedSums::apply),
            new Pass("push-aggregates", PushAggregates::apply),
            new Pass("roll-up", RollUp::apply),
            new Pass("join-order", JoinOrder::apply),
            new Pass("restrict-groups", RestrictGroups::apply),
            new Pass("ignored-duplicates", IgnoredDuplicates::apply),
            new Pass("remove-redundant", RemoveRedundant::apply),
            new Pass("key-groups", KeyGroups::apply),
            new Pass("common-subplans", CommonSubplans::apply),
            new Pass("prune-columns", PruneColumns::apply),
            new Pass("merge-projects", MergeProjects::apply),
            new Pass("top-n", TopRows::apply),
            new Pass("late-columns", LateColumns::apply),
            new Pass("push-limits", PushLimits::apply),
            new Pass("group-windows", GroupWindows::apply),
            new Pass("common-subexpressions", CommonSubexpressions::apply));

    /** What is done with the optimized plan when it becomes pipelines, and can be disabled like a pass. */
    public static final String JOIN_FILTERS = "join-filters";

    /** How long a pass took. */
    public record Timing(String pass, long nanos) {}

    private final ColumnIds ids;
    private final Set<String> disabled;
    private final Function<Expr, Expr.Literal> constants;
    private final Sampling sampling;
    private final List<Timing> timings = new ArrayList<>();
    private final boolean verify;

    /**
     * @param ids the ones that the binder used
     * @param disabled names of passes to leave out
     * @param constants evaluates expressions without columns; throws SqlException where that fails
     * @param sampling looks at rows of tables where joins are estimated
     * @throws SqlException INVALID_SETTING if there is no pass of such a name, or it is required
     */
    public Optimizer(ColumnIds ids, Set<String> disabled, Function<Expr, Expr.Literal> constants, Sampling sampling) {
        this(ids, disabled, constants, sampling, false);
    }

    /** @param verify whether to check the plan after every pass, not only after the last one; a broken plan is an INTERNAL error */
    Optimizer(
            ColumnIds ids,
            Set<String> disabled,
            Function<Expr, Expr.Literal> constants,
            Sampling sampling,
            boolean verify) {
        this.sampling = sampling;
        check(disabled);
        this.ids = ids;
        this.disabled = disabled;
        this.constants = constants;
        this.verify = verify;
    }

    /** @throws SqlException INVALID_SETTING if one of the names cannot be disabled */
    public static void check(Set<String> disabled) {
        for (var name : disabled) {
            if (name.equals(JOIN_FILTERS)) {
                continue;
            }
            var pass = PASSES.stream().filter(p -> p.name().equals(name)).findFirst();
            if (pass.isEmpty()) {
                throw SqlException.of(ErrorCode.INVALID_SETTING, "unknown optimizer: " + name)
                        .suggesting(name, passes());
            }
            if (pass.get().required()) {
                throw SqlException.of(ErrorCode.INVALID_SETTING, "optimizer cannot be disabled: " + name);
            }
        }
    }

    /** The names of all passes, in order, and of {@link #JOIN_FILTERS}. */
    public static List<String> passes() {
        return Stream.concat(PASSES.stream().map(Pass::name).distinct(), Stream.of(JOIN_FILTERS))
                .toList();
    }

    /** The names of those that cannot be disabled. */
    public static List<String> required() {
        return PASSES.stream().filter(Pass::required).map(Pass::name).distinct().toList();
    }

    /** The plan as it is to be run. It is checked: operators would read columns that are not there as addresses. */
    public Plan optimize(Plan bound) {
        var plan = bound;
        var context = new PassContext(ids, constants, joins(plan) ? sampling : Sampling.NONE, plan);
        for (var pass : PASSES) {
            if (disabled.contains(pass.name())) {
                continue;
            }
            long start = System.nanoTime();
            var next = pass.rewrite().apply(plan, context);
            timings.add(new Timing(pass.name(), System.nanoTime() - start));
            if (verify) {
                PlanVerifier.verify(pass.name(), plan, next);
            }
            plan = next;
        }
        if (!verify) {
            PlanVerifier.verify("optimizer", bound, plan);
        }
        return plan;
    }

    /** Estimates of the rows of an optimized plan and its parts. */
    public Cardinality estimates(Plan plan) {
        var estimates = new Cardinality(joins(plan) ? sampling : Sampling.NONE);
        estimates.rows(plan);
        return estimates;
    }

    /** Whether estimates decide much. */
    private static boolean joins(Plan plan) {
        boolean[] found = {false};
        PlanWalk.forEachNode(plan, node -> found[0] |= node instanceof Plan.Join || node instanceof Plan.DependentJoin);
        return found[0];
    }

    /** What the passes took so far, in the order in which they ran. */
    public List<Timing> timings() {
        return List.copyOf(timings);
    }
}
