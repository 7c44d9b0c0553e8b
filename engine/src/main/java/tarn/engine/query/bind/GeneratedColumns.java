package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.SqlParser;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Columns that are computed from others of their row. They are computed whenever a row is written, and stored, so that VIRTUAL
 * and STORED are the same.
 */
final class GeneratedColumns {
    private GeneratedColumns() {}

    /** Settles the types of generated columns that say none, and refuses those that depend on themselves. */
    static void check(
            String table,
            List<ColumnDefinition> columns,
            List<tarn.sql.ast.ColumnDefinition> written,
            Surroundings around) {
        var left = new ArrayList<Integer>();
        IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).generated())
                .forEach(left::add);
        while (!left.isEmpty()) {
            int before = left.size();
            left.removeIf(index -> {
                var scope = BindConstraints.scope(table, columns, around);
                var expression = expression(written.get(index));
                var bound = ExprBinder.of(around, scope, Place.plain("a generated column"))
                        .bind(expression);
                if (BindConstraints.columnsOf(bound, scope, "a generated column").stream()
                        .anyMatch(left::contains)) {
                    return false;
                }
                var column = columns.get(index);
                var type = column.type() == ScalarType.NULL ? bound.type() : column.type();
                new ColumnValues(around).to(bound, type, column.name());
                columns.set(index, column.ofType(type));
                return true;
            });
            if (left.size() == before) {
                throw SqlException.of(
                        ErrorCode.DEPENDENCY,
                        "a generated column depends on itself: "
                                + columns.get(left.getFirst()).name(),
                        written.get(left.getFirst()).span());
            }
        }
    }

    private static Expression expression(tarn.sql.ast.ColumnDefinition column) {
        return column.constraints().stream()
                .filter(Constraint.Generated.class::isInstance)
                .map(constraint -> ((Constraint.Generated) constraint).expression())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Rows with the generated columns filled in.
     *
     * @param rows from output column {@code first} on all columns of the table, in its order; whatever the generated ones hold
     */
    static Plan computed(Plan rows, int first, List<ColumnDefinition> columns, Surroundings around) {
        var left = new BitSet();
        IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).generated())
                .forEach(left::set);
        var plan = rows;
        while (!left.isEmpty()) {
            var output = new ArrayList<>(plan.output());
            var items = IntStream.range(0, columns.size())
                    .mapToObj(i -> new Scope.Item(columns.get(i).name(), output.get(first + i)))
                    .toList();
            var scope = new Scope(List.of(new Scope.Table(null, "", null, items)), List.of(), null);
            var assignments = new ArrayList<Plan.Assignment>();
            output.forEach(column -> assignments.add(new Plan.Assignment(column, new Expr.Ref(column, Span.NONE))));
            var ready = new BitSet();
            for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
                var value = value(columns.get(i), scope, around);
                if (BindConstraints.columnsOf(value, scope, "a generated column").stream()
                        .noneMatch(left::get)) {
                    var column = columns.get(i);
                    assignments.set(
                            first + i,
                            new Plan.Assignment(around.binding().column(column.name(), column.type()), value));
                    ready.set(i);
                }
            }
            plan = new Plan.Project(plan, List.copyOf(assignments));
            left.andNot(ready);
        }
        return plan;
    }

    private static Expr value(ColumnDefinition column, Scope scope, Surroundings around) {
        var sql = java.util.Objects.requireNonNull(column.generatedSql());
        var binder = ExprBinder.of(around, scope, Place.plain("a generated column"));
        return Casting.to(binder.bind(Unplaced.of(SqlParser.parseExpression(sql))), column.type(), around.binding());
    }
}
