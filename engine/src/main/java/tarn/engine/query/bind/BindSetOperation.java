package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** UNION, INTERSECT, EXCEPT. */
final class BindSetOperation {
    private BindSetOperation() {}

    static BoundQuery bind(Query.SetOperation operation, Surroundings around) {
        var left = BindQuery.body(operation.left(), around);
        var right = BindQuery.body(operation.right(), around);
        return combine(operation, left, right, around);
    }

    static BoundQuery combine(Query.SetOperation operation, BoundQuery left, BoundQuery right, Surroundings around) {
        return operation.byName() ? byName(operation, left, right, around) : byPosition(operation, left, right, around);
    }

    /** The right side with its columns cast to these types, whatever they are. */
    static Plan castAs(Query.SetOperation operation, BoundQuery right, List<DataType> types, Binding binding) {
        checkWidth(operation, types.size(), right);
        for (int i = 0; i < types.size(); i++) {
            if (!Coercion.castable(right.columns().get(i).type(), types.get(i))) {
                throw mixed(
                        right.columns().get(i).type(),
                        types.get(i),
                        right.names().get(i),
                        operation);
            }
        }
        return BindSubquery.cast(right, types, operation.right().span(), binding);
    }

    private static void checkWidth(Query.SetOperation operation, int width, BoundQuery right) {
        if (right.columns().size() != width) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "both sides of " + operation.kind() + " need as many columns: " + width + " and "
                            + right.columns().size(),
                    operation.right().span());
        }
    }

    private static BoundQuery byPosition(
            Query.SetOperation operation, BoundQuery left, BoundQuery right, Surroundings around) {
        int width = left.columns().size();
        checkWidth(operation, width, right);
        var types = new ArrayList<DataType>();
        for (int i = 0; i < width; i++) {
            types.add(type(left.columns().get(i), right.columns().get(i), operation));
        }
        return combine(
                operation,
                BindSubquery.cast(left, types, operation.left().span(), around.binding()),
                BindSubquery.cast(right, types, operation.right().span(), around.binding()),
                types,
                left.names(),
                around.binding());
    }

    private static DataType type(Column left, Column right, Query.SetOperation operation) {
        var type = Coercion.unionType(left.type(), right.type());
        if (type == null) {
            throw mixed(left.type(), right.type(), left.name(), operation);
        }
        return type;
    }

    private static SqlException mixed(DataType left, DataType right, String column, Query.SetOperation operation) {
        return SqlException.typeMismatch(
                "cannot combine " + left.sql() + " with " + right.sql() + " in column " + column + " of "
                        + operation.kind(),
                operation.right().span());
    }

    private static BoundQuery combine(
            Query.SetOperation operation,
            Plan left,
            Plan right,
            List<DataType> types,
            List<String> names,
            Binding binding) {
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            output.add(binding.column(names.get(i), types.get(i)));
            var ofLeft = binding.ownCollation(new Expr.Ref(left.output().get(i), operation.span()));
            var ofRight = binding.ownCollation(new Expr.Ref(right.output().get(i), operation.span()));
            binding.collate(output.getLast(), ofLeft != null ? ofLeft : ofRight);
        }
        var kind = switch (operation.kind()) {
            case UNION -> Plan.SetOperation.Kind.UNION;
            case INTERSECT -> Plan.SetOperation.Kind.INTERSECT;
            case EXCEPT -> Plan.SetOperation.Kind.EXCEPT;
        };
        var rows = new Plan.SetOperation(kind, true, left, right, List.copyOf(output));
        var distinct =
                operation.all() && kind == Plan.SetOperation.Kind.UNION ? null : BindCollation.distinct(rows, binding);
        if (distinct != null && kind != Plan.SetOperation.Kind.UNION) {
            return new BoundQuery(BindCollation.matched(operation, left, right, output, binding), names);
        }
        return new BoundQuery(
                distinct != null
                        ? distinct
                        : new Plan.SetOperation(kind, operation.all(), left, right, List.copyOf(output)),
                names);
    }

    /** The left side's columns, then those that only the right side has; NULL where a side has none. */
    private static BoundQuery byName(
            Query.SetOperation operation, BoundQuery left, BoundQuery right, Surroundings around) {
        if (operation.kind() != Query.SetKind.UNION) {
            throw SqlException.notSupported(operation.kind() + " BY NAME", operation.span());
        }
        checkNames(operation, left);
        checkNames(operation, right);
        var names = new ArrayList<>(left.names());
        for (var name : right.names()) {
            if (index(names, name) < 0) {
                names.add(name);
            }
        }
        var types = new ArrayList<DataType>();
        for (var name : names) {
            int l = index(left.names(), name);
            int r = index(right.names(), name);
            types.add(
                    l < 0
                            ? right.columns().get(r).type()
                            : r < 0
                                    ? left.columns().get(l).type()
                                    : type(
                                            left.columns().get(l),
                                            right.columns().get(r),
                                            operation));
        }
        return combine(
                operation,
                arrange(left, names, types, operation.left().span(), around.binding()),
                arrange(right, names, types, operation.right().span(), around.binding()),
                types,
                names,
                around.binding());
    }

    private static void checkNames(Query.SetOperation operation, BoundQuery side) {
        for (int i = 0; i < side.names().size(); i++) {
            if (index(side.names(), side.names().get(i)) < i) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        operation.kind() + " BY NAME of two columns called "
                                + side.names().get(i),
                        operation.span());
            }
        }
    }

    private static int index(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Plan arrange(BoundQuery side, List<String> names, List<DataType> types, Span span, Binding binding) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < names.size(); i++) {
            int at = index(side.names(), names.get(i));
            var expr = at < 0
                    ? BindLiteral.nothing(types.get(i), span)
                    : Casting.to(new Expr.Ref(side.columns().get(at), span), types.get(i), binding);
            assignments.add(new Plan.Assignment(binding.column(names.get(i), types.get(i)), expr));
        }
        return new Plan.Project(side.plan(), List.copyOf(assignments));
    }
}
