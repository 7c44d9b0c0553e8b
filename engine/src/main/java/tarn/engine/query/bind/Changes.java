package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Select;
import tarn.sql.ast.SelectItem;
import tarn.sql.error.Span;

/**
 * Changed rows of a table, see {@link BoundStatement.Change}.
 *
 * @param rows rowid, whether the row stays, values
 * @param columns which columns the values are for
 */
record Changes(CatalogView.Entry.Table table, Plan rows, List<Integer> columns) {

    /** @param values of all columns where the table has generated ones: those are computed here */
    static Changes of(
            CatalogView.Entry.Table table,
            Plan input,
            Expr row,
            Expr stays,
            List<ColumnValues.Assigned> values,
            Surroundings around) {
        var binding = around.binding();
        var assignments = new ArrayList<Plan.Assignment>();
        assignments.add(new Plan.Assignment(binding.column("rowid", ScalarType.BIGINT), row));
        assignments.add(new Plan.Assignment(binding.column("stays", ScalarType.BOOLEAN), stays));
        for (var value : values) {
            var column = table.source().columns().get(value.column());
            assignments.add(new Plan.Assignment(binding.column(column.name(), column.type()), value.value()));
        }
        var columns = values.stream().map(ColumnValues.Assigned::column).toList();
        Plan rows = new Plan.Project(input, List.copyOf(assignments));
        return new Changes(
                table,
                values.isEmpty()
                        ? rows
                        : GeneratedColumns.computed(rows, 2, table.source().columns(), around),
                columns);
    }

    /** @param rows all columns of the table */
    static Changes inserted(Plan rows, CatalogView.Entry.Table table, Surroundings around) {
        var values = new ArrayList<ColumnValues.Assigned>();
        for (int i = 0; i < rows.output().size(); i++) {
            values.add(new ColumnValues.Assigned(i, new Expr.Ref(rows.output().get(i), Span.NONE)));
        }
        return of(
                table,
                rows,
                BindLiteral.nothing(ScalarType.BIGINT, Span.NONE),
                BindLiteral.bool(true, Span.NONE),
                values,
                around);
    }

    /** Only the first of several changes to one row. */
    Changes firstOfEachRow() {
        Expr row = new Expr.Ref(rows.output().getFirst(), Span.NONE);
        return new Changes(table, new Plan.Distinct(rows, List.of(row)), columns);
    }

    /** @param returning empty where not written; else {@code columns} are all columns of the table */
    BoundStatement statement(@Nullable Identifier alias, List<SelectItem> returning, Span span, Surroundings around) {
        var result = returning.isEmpty() ? null : returning(alias, returning, span, around);
        return new BoundStatement.Change(table, rows, columns, result, span);
    }

    private BoundStatement.Returning returning(
            @Nullable Identifier alias, List<SelectItem> items, Span span, Surroundings around) {
        var binding = around.binding();
        int id = binding.nextShared();
        var output = rows.output().stream()
                .map(column -> binding.column(column.name(), column.type()))
                .toList();
        var scan = new Plan.SharedScan(id, rows.output(), output);
        var columns = IntStream.range(0, table.source().columns().size())
                .mapToObj(i ->
                        new Scope.Item(table.source().columns().get(i).name(), output.get(this.columns.indexOf(i) + 2)))
                .toList();
        var action = binding.column("merge_action", ScalarType.VARCHAR);
        var hidden = List.of(new Scope.Item("merge_action", action), new Scope.Item("rowid", output.getFirst()));
        var name = alias == null ? table.name() : alias.text();
        var scope = new Scope(
                List.of(new Scope.Table(alias == null ? table.schema() : null, name, null, columns, hidden)),
                List.of(),
                null);
        var select = new Select(false, List.of(), items, List.of(), null, null, null, List.of(), null, null, span);
        var query = new BindSelect(select, around)
                .over(new BindFrom.From(withAction(scan, action), scope), List.of(), null);
        return new BoundStatement.Returning(id, query.plan(), query.names());
    }

    /** The changed rows with what has become of each of them: INSERT, DELETE, UPDATE. */
    private static Plan withAction(Plan.SharedScan scan, Column action) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (var column : scan.output()) {
            assignments.add(new Plan.Assignment(column, new Expr.Ref(column, Span.NONE)));
        }
        Expr row = new Expr.Ref(scan.output().get(0), Span.NONE);
        Expr stays = new Expr.Ref(scan.output().get(1), Span.NONE);
        var which = new Expr.Case(
                List.of(
                        new Expr.Case.When(
                                new Expr.IsNull(row, false, Span.NONE), BindLiteral.string("INSERT", Span.NONE)),
                        new Expr.Case.When(stays, BindLiteral.string("UPDATE", Span.NONE))),
                BindLiteral.string("DELETE", Span.NONE),
                ScalarType.VARCHAR,
                Span.NONE);
        assignments.add(new Plan.Assignment(action, which));
        return new Plan.Project(scan, List.copyOf(assignments));
    }
}
