package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;

/** What can be made of an OR. */
final class Disjunctions {
    private Disjunctions() {}

    /** {@code a = 1 OR a = 2 OR a IN (3, 4)} is {@code a IN (1, 2, 3, 4)}; other parts stay as they are. */
    static List<Expr> equalitiesToLists(List<Expr> disjuncts) {
        var byColumn = new LinkedHashMap<Column, List<Expr>>();
        for (var disjunct : disjuncts) {
            var column = listed(disjunct);
            if (column != null) {
                byColumn.computeIfAbsent(column, _ -> new ArrayList<>()).add(disjunct);
            }
        }
        var result = new ArrayList<Expr>();
        for (var disjunct : disjuncts) {
            var column = listed(disjunct);
            var alike = column == null ? List.<Expr>of() : byColumn.getOrDefault(column, List.of());
            if (alike.size() <= 1) {
                result.add(disjunct);
            } else if (alike.getFirst() == disjunct) {
                result.add(list(alike));
            }
        }
        return result;
    }

    private static @Nullable Column listed(Expr expr) {
        return switch (expr) {
            case Expr.Comparison(var operator, Expr.Ref(var column, var _), Expr.Literal _, var _)
            when operator == ComparisonOperator.EQUAL -> column;
            case Expr.InList(Expr.Ref(var column, var _), var _, var _) -> column;
            default -> null;
        };
    }

    private static Expr list(List<Expr> alike) {
        var options = new ArrayList<Expr.Literal>();
        Expr operand = alike.getFirst();
        var span = operand.span();
        for (var expr : alike) {
            span = span.to(expr.span());
            switch (expr) {
                case Expr.Comparison comparison -> {
                    operand = comparison.left();
                    options.add((Expr.Literal) comparison.right());
                }
                case Expr.InList in -> {
                    operand = in.operand();
                    options.addAll(in.options());
                }
                default -> throw new IllegalStateException(expr.toString());
            }
        }
        return new Expr.InList(operand, List.copyOf(options), span);
    }

    /** What an OR says of these columns alone, if each of its parts says something of them that cannot fail; else null. */
    static @Nullable Expr implied(Expr expr, Set<Column> columns, Failures failures) {
        if (!(expr instanceof Expr.Or or)) {
            return null;
        }
        var parts = new ArrayList<Expr>();
        for (var disjunct : or.operands()) {
            var about = Terms.conjuncts(disjunct).stream()
                    .filter(part -> PlanWalk.usesOnly(part, columns)
                            && PlanWalk.hasColumns(part)
                            && PlanWalk.stable(part)
                            && !failures.possible(part))
                    .toList();
            if (about.isEmpty()) {
                return null;
            }
            parts.add(Terms.and(about));
        }
        return Terms.or(equalitiesToLists(parts));
    }
}
