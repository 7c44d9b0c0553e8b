package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.SelectItem;

/**
 * The names given in a SELECT list, which other expressions of the same SELECT may use where no column has that name. The
 * expression behind the name is bound again where the name stands.
 */
final class Aliases {
    private final List<SelectItem> items;
    private final Set<SelectItem> open = new HashSet<>();
    private int visible;
    private List<Expr> groupKeys = List.of();

    Aliases(List<SelectItem> items) {
        this.items = items;
        this.visible = items.size();
    }

    /** What HAVING is over. */
    void grouped(List<Expr> keys) {
        groupKeys = keys;
    }

    /** Whether a column is a key of GROUP BY. */
    boolean groupedBy(Expr column) {
        return groupKeys.stream().anyMatch(key -> ExprTree.same(key, column));
    }

    /** Within item {@code index} only the items before it are visible. */
    void showBefore(int index) {
        visible = index;
    }

    void showAll() {
        visible = items.size();
    }

    /** The item of that name, unless it is just being bound itself; the first one if there are several. */
    @Nullable
    SelectItem find(Identifier name) {
        for (var item : items.subList(0, visible)) {
            if (item.alias() != null && item.alias().matches(name.text()) && !open.contains(item)) {
                return item;
            }
        }
        return null;
    }

    /** Binds the item's expression, during which its name does not mean itself. */
    <T> T expand(SelectItem item, java.util.function.Function<Expression, T> bind) {
        open.add(item);
        try {
            return bind.apply(item.expression());
        } finally {
            open.remove(item);
        }
    }

    /** The name given to that very expression, or null. */
    @Nullable
    String nameOf(Expression expression) {
        for (var item : items) {
            if (item.expression() == expression && item.alias() != null) {
                return item.alias().text();
            }
        }
        return null;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        for (var item : items.subList(0, visible)) {
            if (item.alias() != null) {
                names.add(item.alias().text());
            }
        }
        return names;
    }
}
