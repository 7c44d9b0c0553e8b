package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** VALUES. */
final class BindValues {
    private BindValues() {}

    static BoundQuery bind(List<List<Expression>> rows, Surroundings around) {
        int width = rows.getFirst().size();
        var binder = ExprBinder.of(around, new Scope(List.of(), List.of(), around.outer()), Place.plain("VALUES"));
        var bound = new ArrayList<List<Expr>>();
        for (var row : rows) {
            if (row.size() != width) {
                var span = row.getFirst().span().to(row.getLast().span());
                throw SqlException.of(
                        ErrorCode.SYNTAX,
                        "all rows of VALUES must have " + width + (width == 1 ? " value" : " values")
                                + ", this one has " + row.size(),
                        span);
            }
            bound.add(BindOperator.bindAll(row, binder));
        }
        var output = new ArrayList<Column>();
        var names = new ArrayList<String>();
        var types = new ArrayList<DataType>();
        for (int i = 0; i < width; i++) {
            int at = i;
            var type = Casting.common(bound.stream().map(row -> row.get(at)).toList(), "a column of VALUES");
            types.add(type);
            names.add("col" + i);
            output.add(around.binding().column("col" + i, type));
        }
        var cast = bound.stream()
                .map(row -> Casting.all(row, types, around.binding()))
                .toList();
        return new BoundQuery(plan(cast, List.copyOf(output), around.binding()), names);
    }

    /** Plain rows; where one of them needs another query, a UNION ALL of single rows. */
    static Plan plan(List<List<Expr>> rows, List<Column> output, Binding binding) {
        if (rows.stream().allMatch(row -> row.stream().allMatch(BindValues::standsAlone))) {
            return new Plan.Values(rows, output);
        }
        Plan plan = row(rows.getFirst(), rows.size() == 1 ? output : fresh(output, binding));
        for (int i = 1; i < rows.size(); i++) {
            plan = new Plan.SetOperation(
                    Plan.SetOperation.Kind.UNION,
                    true,
                    plan,
                    row(rows.get(i), fresh(output, binding)),
                    i == rows.size() - 1 ? output : fresh(output, binding));
        }
        return plan;
    }

    private static Plan row(List<Expr> row, List<Column> output) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < row.size(); i++) {
            assignments.add(new Plan.Assignment(output.get(i), row.get(i)));
        }
        return new Plan.Project(nothing(), List.copyOf(assignments));
    }

    private static List<Column> fresh(List<Column> columns, Binding binding) {
        return columns.stream().map(c -> binding.column(c.name(), c.type())).toList();
    }

    private static boolean standsAlone(Expr expr) {
        boolean[] alone = {true};
        ExprTree.forEach(expr, part -> alone[0] &= !(part instanceof Expr.Subquery) && !(part instanceof Expr.Ref));
        return alone[0];
    }

    /** One row without columns: what a SELECT without FROM reads. */
    static Plan nothing() {
        return new Plan.Values(List.of(List.of()), List.of());
    }

    /** Rows of literals under the given names. */
    static BoundQuery table(List<String> names, List<DataType> types, List<List<Expr>> rows, Binding binding) {
        var output = new ArrayList<Column>();
        for (int i = 0; i < names.size(); i++) {
            output.add(binding.column(names.get(i), types.get(i)));
        }
        return new BoundQuery(new Plan.Values(rows, List.copyOf(output)), names);
    }

    static Expr text(@org.jspecify.annotations.Nullable String value) {
        return new Expr.Literal(value, tarn.engine.data.type.ScalarType.VARCHAR, Span.NONE);
    }
}
