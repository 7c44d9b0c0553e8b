package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.OnConflict;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** INSERT ... ON CONFLICT: new rows whose key is there already are left out, or change the row that is there. */
final class BindConflict {
    private final Statement.Insert insert;
    private final OnConflict conflict;
    private final CatalogView.Entry.Table table;
    private final Surroundings around;

    BindConflict(Statement.Insert insert, OnConflict conflict, CatalogView.Entry.Table table, Surroundings around) {
        this.insert = insert;
        this.conflict = conflict;
        this.table = table;
        this.around = around;
    }

    BoundStatement bind(BindInsert.Given given) {
        if (conflict.targetWhere() != null) {
            throw SqlException.notSupported(
                    "WHERE behind the columns of ON CONFLICT",
                    conflict.targetWhere().span());
        }
        var changes = conflict.action() == OnConflict.Action.NOTHING ? leftOut(given.rows()) : updated(given);
        return changes.statement(insert.alias(), insert.returning(), insert.span(), around);
    }

    private List<List<Integer>> keys() {
        if (conflict.target().isEmpty()) {
            if (table.constraints().keys().isEmpty()) {
                throw SqlException.of(
                        ErrorCode.CONSTRAINT,
                        table.name() + " has neither PRIMARY KEY nor UNIQUE that a row could be in conflict with",
                        conflict.span());
            }
            return table.constraints().keyColumns();
        }
        var named = new TreeSet<Integer>();
        conflict.target()
                .forEach(name -> named.add(BindCreate.index(table.source().columns(), name, table.name())));
        var keys = table.constraints().keyColumns().stream()
                .filter(key -> new TreeSet<>(key).equals(named))
                .toList();
        if (keys.isEmpty()) {
            throw SqlException.of(
                    ErrorCode.CONSTRAINT,
                    "these columns are neither PRIMARY KEY nor UNIQUE of " + table.name(),
                    conflict.target()
                            .getFirst()
                            .span()
                            .to(conflict.target().getLast().span()));
        }
        return List.of(keys.getFirst());
    }

    /** Rows that are in conflict with none that is there, nor with an earlier one of the statement. */
    private Changes leftOut(Plan rows) {
        var kept = rows;
        for (var key : keys()) {
            var there = BindFrom.table(table, null, around);
            kept = new Plan.Join(Plan.Join.Kind.ANTI, kept, there.plan(), equal(key, kept.output(), there), null);
            kept = firstOfEachKey(kept, key);
        }
        return Changes.inserted(kept, table, around);
    }

    /** NULLs are never equal: rows with one in the key all stay. */
    private Plan firstOfEachKey(Plan rows, List<Integer> key) {
        var refs = refs(key, rows.output());
        boolean withoutNulls = key.stream()
                .allMatch(index -> table.source().columns().get(index).notNull());
        if (withoutNulls) {
            return new Plan.Distinct(rows, refs);
        }
        int id = around.binding().nextShared();
        var whole = scan(id, rows.output());
        var open = scan(id, rows.output());
        var complete = new ArrayList<Expr>();
        refs(key, whole.output()).forEach(ref -> complete.add(new Expr.IsNull(ref, true, Span.NONE)));
        var missing = new ArrayList<Expr>();
        refs(key, open.output()).forEach(ref -> missing.add(new Expr.IsNull(ref, false, Span.NONE)));
        var first = new Plan.Distinct(
                new Plan.Filter(whole, BindOperator.and(complete, Span.NONE)), refs(key, whole.output()));
        var others = new Plan.Filter(open, BindOperator.or(missing, Span.NONE));
        var output = fresh(rows.output());
        return new Plan.Shared(
                id, rows, new Plan.SetOperation(Plan.SetOperation.Kind.UNION, true, first, others, output));
    }

    private Plan.SharedScan scan(int id, List<Column> source) {
        return new Plan.SharedScan(id, source, fresh(source));
    }

    private List<Column> fresh(List<Column> columns) {
        return columns.stream()
                .map(column -> around.binding().column(column.name(), column.type()))
                .toList();
    }

    private static List<Expr> refs(List<Integer> key, List<Column> columns) {
        return key.stream()
                .map(index -> (Expr) new Expr.Ref(columns.get(index), Span.NONE))
                .toList();
    }

    private List<Expr> equal(List<Integer> key, List<Column> given, BindFrom.From there) {
        var items = there.scope().tables().getFirst().items();
        return key.stream()
                .map(index -> (Expr) new Expr.Comparison(
                        ComparisonOperator.EQUAL,
                        new Expr.Ref(given.get(index), Span.NONE),
                        new Expr.Ref(items.get(index).column(), Span.NONE),
                        conflict.span()))
                .toList();
    }

    private Changes updated(BindInsert.Given given) {
        var keys = keys();
        if (keys.size() > 1) {
            throw SqlException.of(ErrorCode.CONSTRAINT, table.name() + " has several keys", conflict.span())
                    .hint("say which one is meant: ON CONFLICT (columns) DO UPDATE ...");
        }
        var key = keys.getFirst();
        var rows = given.rows();
        var there = BindChange.target(table, insert.alias(), around);
        Plan plan = new Plan.Join(Plan.Join.Kind.LEFT, rows, there.plan(), equal(key, rows.output(), there), null);
        var scope = there.scope().and(new Scope(List.of(excluded(rows.output())), List.of(), null));
        var binder = ExprBinder.of(around, scope, Place.plain("DO UPDATE"));
        Expr isNew = new Expr.IsNull(BindChange.rowid(there), false, Span.NONE);
        if (conflict.where() != null) {
            var condition = Conditions.bindWhole(conflict.where(), "WHERE", binder);
            plan = new Plan.Filter(plan, BindOperator.or(List.of(isNew, condition), conflict.span()));
        }
        var assigned = conflict.action() == OnConflict.Action.REPLACE
                ? replacing(given.targets(), key, rows.output())
                : new ColumnValues(around).assigned(conflict.assignments(), table, binder);
        var values = BindChange.completed(assigned, there).stream()
                .map(value -> new ColumnValues.Assigned(
                        value.column(), either(isNew, rows.output().get(value.column()), value.value())))
                .toList();
        return Changes.of(table, plan, BindChange.rowid(there), BindLiteral.bool(true, Span.NONE), values, around);
    }

    private static Expr either(Expr isNew, Column given, Expr changed) {
        var when = new Expr.Case.When(isNew, new Expr.Ref(given, Span.NONE));
        return new Expr.Case(List.of(when), changed, given.type(), Span.NONE);
    }

    private static List<ColumnValues.Assigned> replacing(List<Integer> targets, List<Integer> key, List<Column> given) {
        return targets.stream()
                .filter(index -> !key.contains(index))
                .map(index -> new ColumnValues.Assigned(index, new Expr.Ref(given.get(index), Span.NONE)))
                .toList();
    }

    /** The rows that could not be inserted; a bare name means the row that is there. */
    private Scope.Table excluded(List<Column> given) {
        var columns = table.source().columns();
        var items = IntStream.range(0, columns.size())
                .mapToObj(i -> new Scope.Item(columns.get(i).name(), given.get(i)))
                .toList();
        return new Scope.Table(null, "excluded", null, List.of(), items);
    }
}
