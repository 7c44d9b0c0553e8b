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

    /**
     * A chain such as {@code a UNION b UNION c} finds its types over all of its parts, each of which is cast once. Only equal
     * operators make a chain.
     */
    static BoundQuery bind(Query.SetOperation operation, Surroundings around) {
        var chain = chain(operation);
        var sides = new ArrayList<BoundQuery>();
        sides.add(BindQuery.body(chain.getFirst().left(), around));
        chain.forEach(one -> sides.add(BindQuery.body(one.right(), around)));
        return combine(chain, sides, around);
    }

    /** UNIONs of one kind down to the left, the innermost one first. */
    private static List<Query.SetOperation> chain(Query.SetOperation operation) {
        var chain = new ArrayList<Query.SetOperation>(List.of(operation));
        while (operation.kind() == Query.SetKind.UNION
                && unwrapped(operation.left()) instanceof Query.SetOperation inner
                && inner.kind() == operation.kind()
                && inner.all() == operation.all()
                && inner.byName() == operation.byName()) {
            chain.addFirst(inner);
            operation = inner;
        }
        return chain;
    }

    private static Query.Body unwrapped(Query.Body body) {
        return body instanceof Query.Nested(var query, var _)
                        && query.with() == null
                        && query.orderBy().isEmpty()
                        && query.limit() == null
                ? unwrapped(query.body())
                : body;
    }

    static BoundQuery combine(Query.SetOperation operation, BoundQuery left, BoundQuery right, Surroundings around) {
        return combine(List.of(operation), List.of(left, right), around);
    }

    private static BoundQuery combine(List<Query.SetOperation> chain, List<BoundQuery> sides, Surroundings around) {
        return chain.getFirst().byName() ? byName(chain, sides, around) : byPosition(chain, sides, around);
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

    private static BoundQuery byPosition(List<Query.SetOperation> chain, List<BoundQuery> sides, Surroundings around) {
        var first = sides.getFirst();
        var types = new ArrayList<DataType>();
        first.columns().forEach(column -> types.add(column.type()));
        for (int side = 1; side < sides.size(); side++) {
            var operation = chain.get(side - 1);
            var right = sides.get(side);
            checkWidth(operation, types.size(), right);
            for (int i = 0; i < types.size(); i++) {
                types.set(
                        i,
                        type(types.get(i), right.columns().get(i), first.names().get(i), operation));
            }
        }
        var binding = around.binding();
        var plan = BindSubquery.cast(first, types, chain.getFirst().left().span(), binding);
        for (int side = 1; side < sides.size(); side++) {
            var operation = chain.get(side - 1);
            var right =
                    BindSubquery.cast(sides.get(side), types, operation.right().span(), binding);
            plan = combine(operation, plan, right, types, first.names(), binding);
        }
        return new BoundQuery(plan, first.names());
    }

    private static DataType type(DataType left, Column right, String name, Query.SetOperation operation) {
        var type = Coercion.unionType(left, right.type());
        if (type == null) {
            throw mixed(left, right.type(), name, operation);
        }
        return type;
    }

    private static SqlException mixed(DataType left, DataType right, String column, Query.SetOperation operation) {
        return SqlException.typeMismatch(
                "cannot combine " + left.sql() + " with " + right.sql() + " in column " + column + " of "
                        + operation.kind(),
                operation.right().span());
    }

    private static Plan combine(
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
            return BindCollation.matched(operation, left, right, output, binding);
        }
        return distinct != null
                ? distinct
                : new Plan.SetOperation(kind, operation.all(), left, right, List.copyOf(output));
    }

    /** The first side's columns, then those that only the others have; NULL where a side has none. */
    private static BoundQuery byName(List<Query.SetOperation> chain, List<BoundQuery> sides, Surroundings around) {
        var names = new ArrayList<String>();
        var types = new ArrayList<DataType>();
        for (int side = 0; side < sides.size(); side++) {
            var operation = chain.get(Math.max(0, side - 1));
            if (operation.kind() != Query.SetKind.UNION) {
                throw SqlException.notSupported(operation.kind() + " BY NAME", operation.span());
            }
            var query = sides.get(side);
            checkNames(operation, query);
            for (int i = 0; i < query.names().size(); i++) {
                var column = query.columns().get(i);
                int at = index(names, query.names().get(i));
                if (at < 0) {
                    names.add(query.names().get(i));
                    types.add(column.type());
                } else {
                    types.set(at, type(types.get(at), column, names.get(at), operation));
                }
            }
        }
        var binding = around.binding();
        var plan =
                arrange(sides.getFirst(), names, types, chain.getFirst().left().span(), binding);
        for (int side = 1; side < sides.size(); side++) {
            var operation = chain.get(side - 1);
            var right = arrange(sides.get(side), names, types, operation.right().span(), binding);
            plan = combine(operation, plan, right, types, names, binding);
        }
        return new BoundQuery(plan, names);
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
