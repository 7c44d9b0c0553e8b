package tarn.engine.query.physical;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;

/** The columns that expressions use. */
final class Columns {
    private Columns() {}

    static Set<Column> of(Collection<Expr> expressions) {
        var columns = new LinkedHashSet<Column>();
        expressions.forEach(expr -> add(expr, columns));
        return columns;
    }

    /** These columns and those of the expressions. */
    static Set<Column> with(Set<Column> columns, Expr... expressions) {
        var all = new LinkedHashSet<>(columns);
        all.addAll(of(List.of(expressions)));
        return all;
    }

    private static void add(Expr expr, Set<Column> columns) {
        if (expr instanceof Expr.Ref ref) {
            columns.add(ref.column());
        }
        ExprTree.children(expr).forEach(child -> add(child, columns));
    }
}
