package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableAlias;
import tarn.sql.ast.TableRef;

/** UPDATE, DELETE and TRUNCATE. */
final class BindChange {
    private final Surroundings around;

    BindChange(Surroundings around) {
        this.around = around;
    }

    BoundStatement update(Statement.Update update) {
        var table = BindInsert.table(update.table(), "UPDATE", around);
        var inner = enter(update.with());
        var target = target(table, update.alias(), inner);
        var rows = rows(target, update.from(), update.where(), inner);
        var binder = ExprBinder.of(inner, rows.scope(), Place.plain("SET"));
        var values = new ColumnValues(inner).assigned(update.assignments(), table, binder);
        boolean generated = table.source().columns().stream().anyMatch(ColumnDefinition::generated);
        if (!update.returning().isEmpty() || generated) {
            values = completed(values, target);
        }
        var changes =
                Changes.of(table, rows.plan(), rowid(target), BindLiteral.bool(true, update.span()), values, around);
        changes = update.from().isEmpty() ? changes : changes.firstOfEachRow();
        return leave(update.with(), inner, changes)
                .statement(update.alias(), update.returning(), update.span(), around);
    }

    BoundStatement delete(Statement.Delete delete) {
        var table = BindInsert.table(delete.table(), "DELETE", around);
        if (delete.where() == null
                && delete.using().isEmpty()
                && delete.returning().isEmpty()) {
            return new BoundStatement.Truncate(table, delete.span());
        }
        var inner = enter(delete.with());
        var target = target(table, delete.alias(), inner);
        var rows = rows(target, delete.using(), delete.where(), inner);
        List<ColumnValues.Assigned> values = delete.returning().isEmpty() ? List.of() : completed(List.of(), target);
        var changes =
                Changes.of(table, rows.plan(), rowid(target), BindLiteral.bool(false, delete.span()), values, around);
        changes = delete.using().isEmpty() ? changes : changes.firstOfEachRow();
        return leave(delete.with(), inner, changes)
                .statement(delete.alias(), delete.returning(), delete.span(), around);
    }

    BoundStatement truncate(Statement.Truncate truncate) {
        return new BoundStatement.Truncate(BindInsert.table(truncate.table(), "TRUNCATE", around), truncate.span());
    }

    private Surroundings enter(Query.@Nullable With with) {
        return with == null ? around : CommonTables.enter(with, around);
    }

    private static Changes leave(Query.@Nullable With with, Surroundings inner, Changes changes) {
        return with == null
                ? changes
                : new Changes(changes.table(), CommonTables.leave(with, inner, changes.rows()), changes.columns());
    }

    static BindFrom.From target(CatalogView.Entry.Table table, @Nullable Identifier alias, Surroundings around) {
        var called = alias == null ? null : new TableAlias(alias, List.of(), alias.span());
        return BindFrom.table(table, called, around);
    }

    /** The number of a row of the statement's table. */
    static Expr rowid(BindFrom.From target) {
        var column = target.scope().tables().getFirst().hidden().getFirst().column();
        return new Expr.Ref(column, tarn.sql.error.Span.NONE);
    }

    /** The rows of the table that WHERE picks, each with what stands beside it in FROM or USING, which does not see the table. */
    private static BindFrom.From rows(
            BindFrom.From target, List<TableRef> others, @Nullable Expression where, Surroundings around) {
        var rows = target;
        if (!others.isEmpty()) {
            var right = BindFrom.bind(others, around);
            var plan = BindJoin.join(Plan.Join.Kind.INNER, rows.plan(), right.plan(), List.of());
            rows = new BindFrom.From(plan, rows.scope().and(right.scope()).within(around.outer()));
        }
        if (where == null) {
            return rows;
        }
        var binder = ExprBinder.of(around, rows.scope(), Place.plain("WHERE"));
        var condition = Conditions.bindWhole(where, "WHERE", binder);
        return new BindFrom.From(new Plan.Filter(rows.plan(), condition), rows.scope());
    }

    /** All columns: those not assigned keep their values. */
    static List<ColumnValues.Assigned> completed(List<ColumnValues.Assigned> assigned, BindFrom.From target) {
        var all = new ArrayList<ColumnValues.Assigned>();
        var items = target.scope().tables().getFirst().items();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            all.add(assigned.stream()
                    .filter(value -> value.column() == index)
                    .findFirst()
                    .orElseGet(() -> new ColumnValues.Assigned(
                            index, new Expr.Ref(items.get(index).column(), tarn.sql.error.Span.NONE))));
        }
        return List.copyOf(all);
    }
}
