package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;

/** Classes of columns that equalities make equal. */
final class EqualColumns {
    private final Map<Column, Set<Column>> classes = new HashMap<>();

    /** Whether the condition is an equality of two columns; then they are equal from now on. */
    boolean add(Expr condition) {
        if (!(condition instanceof Expr.Comparison(var operator, Expr.Ref(var a, var _), Expr.Ref(var b, var _), var _))
                || operator != ComparisonOperator.EQUAL
                || a.equals(b)) {
            return false;
        }
        var all = new LinkedHashSet<>(classes.getOrDefault(a, Set.of(a)));
        all.addAll(classes.getOrDefault(b, Set.of(b)));
        all.forEach(column -> classes.put(column, all));
        return true;
    }

    boolean isEmpty() {
        return classes.isEmpty();
    }

    boolean same(@Nullable Column a, @Nullable Column b) {
        var all = classes.get(a);
        return all != null && all.contains(b);
    }

    /** The other columns that equal this one. */
    List<Column> others(Column column) {
        var others = new ArrayList<>(classes.getOrDefault(column, Set.of()));
        others.remove(column);
        return others;
    }

    void forEachPair(BiConsumer<Column, Column> action) {
        for (var all : new LinkedHashSet<>(classes.values())) {
            var columns = List.copyOf(all);
            for (int i = 0; i < columns.size(); i++) {
                for (int j = i + 1; j < columns.size(); j++) {
                    action.accept(columns.get(i), columns.get(j));
                }
            }
        }
    }
}
