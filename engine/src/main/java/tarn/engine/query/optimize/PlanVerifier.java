package tarn.engine.query.optimize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.error.SqlException;

/** Finds plans that a pass has broken: columns that nobody provides, that are made twice, or lost at the top. */
final class PlanVerifier {
    private final String pass;
    private final Set<Column> made = new HashSet<>();
    private final Map<Integer, List<Column>> shared = new HashMap<>();

    private PlanVerifier(String pass) {
        this.pass = pass;
    }

    /** @throws SqlException INTERNAL if {@code after} is broken or hands up other columns than {@code before} */
    static void verify(String pass, Plan before, Plan after) {
        var verifier = new PlanVerifier(pass);
        verifier.check(before.output().equals(after.output()), "output columns changed", after);
        verifier.visit(after);
    }

    private void check(boolean holds, String what, Plan node) {
        if (!holds) {
            throw SqlException.internal(
                    pass + ": " + what + " at " + node.getClass().getSimpleName() + " " + PlanTree.expressions(node),
                    null);
        }
    }

    private void visit(Plan plan) {
        if (plan instanceof Plan.Shared(var id, var definition, var body)) {
            visit(definition);
            check(shared.put(id, definition.output()) == null, "shared id used twice", plan);
            visit(body);
            return;
        }
        if (plan instanceof Plan.Recursive recursive) {
            check(shared.put(recursive.id(), recursive.read()) == null, "shared id used twice", plan);
            if (recursive.keyed() != null) {
                shared.put(recursive.keyed().id(), recursive.output());
            }
        }
        plan.inputs().forEach(this::visit);
        check(!(plan instanceof Plan.DependentJoin), "dependent join left", plan);
        var provided = new HashSet<Column>();
        plan.inputs().forEach(input -> provided.addAll(input.output()));
        if (plan instanceof Plan.Scan scan) {
            provided.addAll(scan.output());
            check(scan.columns().size() == scan.output().size(), "scan of other columns than it says", plan);
        }
        for (var expr : PlanTree.expressions(plan)) {
            ExprTree.forEach(expr, part -> {
                check(!(part instanceof Expr.Subquery), "sub-query left", plan);
                if (part instanceof Expr.Ref ref) {
                    check(provided.contains(ref.column()), "unknown column " + name(ref.column()), plan);
                }
            });
        }
        checkOutput(plan, provided);
        checkTypes(plan);
    }

    private void checkOutput(Plan plan, Set<Column> provided) {
        var seen = new HashSet<Column>();
        for (var column : plan.output()) {
            check(seen.add(column), "duplicate column " + name(column), plan);
            boolean passed = !(plan instanceof Plan.Scan) && provided.contains(column);
            if (!passed) {
                check(made.add(column), "column made twice " + name(column), plan);
            } else if (plan instanceof Plan.Project(var _, var assignments)) {
                for (var assignment : assignments) {
                    boolean same = !assignment.output().equals(column) || PlanWalk.passes(assignment);
                    check(same, "column with a new value " + name(column), plan);
                }
            }
        }
        if (plan instanceof Plan.Join(var _, var left, var right, var _, var _)) {
            check(left.output().stream().noneMatch(PlanWalk.outputs(right)::contains), "column on both sides", plan);
        }
    }

    private void checkTypes(Plan plan) {
        switch (plan) {
            case Plan.Project(var _, var assignments) -> {
                for (var assignment : assignments) {
                    check(
                            assignment.output().type().equals(assignment.expr().type()),
                            "type of " + name(assignment.output()),
                            plan);
                }
            }
            case Plan.SetOperation(var _, var _, var left, var right, var output) -> {
                check(left.output().size() == output.size() && right.output().size() == output.size(), "width", plan);
                for (int i = 0; i < output.size(); i++) {
                    check(left.output().get(i).type().equals(output.get(i).type()), "type on the left", plan);
                    check(right.output().get(i).type().equals(output.get(i).type()), "type on the right", plan);
                }
            }
            case Plan.SharedScan(var id, var source, var output) -> {
                var definition = shared.get(id);
                check(definition != null && definition.containsAll(source), "shared columns", plan);
                check(source.size() == output.size(), "width", plan);
            }
            case Plan.Join(var kind, var _, var _, var _, var mark) ->
                check((kind == Plan.Join.Kind.MARK) == (mark != null), "mark", plan);
            default -> {}
        }
    }

    private static String name(Column column) {
        return column.name() + "#" + column.id();
    }
}
