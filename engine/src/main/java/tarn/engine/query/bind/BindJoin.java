package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Joins: ON, USING, NATURAL. */
final class BindJoin {
    private BindJoin() {}

    static BindFrom.From bind(TableRef.Join join, Surroundings around) {
        var kind = kind(join);
        var left = BindFrom.bind(join.left(), around);
        var right = BindFrom.bind(join.right(), around.within(left.scope()));
        var both = left.scope().and(right.scope()).within(around.outer());
        if (join.natural() || !join.using().isEmpty()) {
            var names = join.natural() ? common(left.scope(), right.scope(), join.span()) : join.using();
            return using(join, kind, left, right, names, both, around.binding());
        }
        List<Expr> conditions = List.of();
        if (join.on() != null) {
            var binder = ExprBinder.of(around, both, Place.plain("a join condition"));
            conditions = Conditions.bind(join.on(), "ON", binder);
        }
        if (join.asof()) {
            return asof(join, kind, left, right, conditions, both, around.binding());
        }
        if (join.kind() == TableRef.JoinKind.POSITIONAL) {
            return new BindFrom.From(positional(join, left.plan(), right.plan(), around.binding()), both);
        }
        var plan = kind == Plan.Join.Kind.INNER
                ? inner(left.plan(), right.plan(), conditions)
                : join(kind, left.plan(), right.plan(), conditions);
        boolean leftOnly = kind == Plan.Join.Kind.SEMI || kind == Plan.Join.Kind.ANTI;
        return new BindFrom.From(plan, leftOnly ? left.scope().within(around.outer()) : both);
    }

    private static Plan.Join.Kind kind(TableRef.Join join) {
        return switch (join.kind()) {
            case INNER, CROSS -> Plan.Join.Kind.INNER;
            case LEFT -> Plan.Join.Kind.LEFT;
            case RIGHT -> Plan.Join.Kind.RIGHT;
            case FULL, POSITIONAL -> Plan.Join.Kind.FULL;
            case SEMI -> Plan.Join.Kind.SEMI;
            case ANTI -> Plan.Join.Kind.ANTI;
        };
    }

    private static BindFrom.From asof(
            TableRef.Join join,
            Plan.Join.Kind kind,
            BindFrom.From left,
            BindFrom.From right,
            List<Expr> conditions,
            Scope names,
            Binding binding) {
        var joined = BindAsof.join(kind, left, right, conditions, join.span(), binding);
        boolean leftOnly = kind == Plan.Join.Kind.SEMI || kind == Plan.Join.Kind.ANTI;
        var scope = leftOnly ? left.scope().within(names.outer()) : names;
        return new BindFrom.From(joined.plan(), scope.renamed(joined.renamed()));
    }

    /** The first rows of both sides, then the second ones; NULLs beside those of the longer side. */
    private static Plan positional(TableRef.Join join, Plan left, Plan right, Binding binding) {
        if (PlanTree.free(right).stream().anyMatch(left.output()::contains)) {
            throw SqlException.notSupported("POSITIONAL JOIN of rows that depend on the left side", join.span());
        }
        var a = NumberedRows.column("row", binding);
        var b = NumberedRows.column("row", binding);
        var same = new Expr.Comparison(ComparisonOperator.EQUAL, NumberedRows.ref(a), NumberedRows.ref(b), Span.NONE);
        return new Plan.Join(
                Plan.Join.Kind.FULL, NumberedRows.number(left, a), NumberedRows.number(right, b), List.of(same), null);
    }

    /** An inner join; conditions with sub-queries are filters above it. */
    static Plan inner(Plan left, Plan right, List<Expr> conditions) {
        var plain = new ArrayList<Expr>();
        var above = new ArrayList<Expr>();
        for (var condition : conditions) {
            boolean[] subquery = {false};
            ExprTree.forEach(condition, part -> subquery[0] |= part instanceof Expr.Subquery);
            (subquery[0] ? above : plain).add(condition);
        }
        var plan = join(Plan.Join.Kind.INNER, left, right, List.copyOf(plain));
        return above.isEmpty()
                ? plan
                : new Plan.Filter(plan, BindOperator.and(above, above.getFirst().span()));
    }

    /** A join, dependent if the right side uses columns of the left. */
    static Plan join(Plan.Join.Kind kind, Plan left, Plan right, List<Expr> conditions) {
        var unnest = BindUnnest.join(kind, left, right);
        if (unnest != null) {
            return conditions.isEmpty()
                    ? unnest
                    : new Plan.Filter(
                            unnest,
                            BindOperator.and(conditions, conditions.getFirst().span()));
        }
        var used = PlanTree.free(right);
        used.retainAll(new HashSet<>(left.output()));
        if (used.isEmpty()) {
            return new Plan.Join(kind, left, right, conditions, null);
        }
        if (kind == Plan.Join.Kind.RIGHT || kind == Plan.Join.Kind.FULL) {
            throw SqlException.of(
                    ErrorCode.NOT_SUPPORTED,
                    "the right side of a " + kind + " JOIN cannot use columns of the left side: "
                            + used.iterator().next().name(),
                    Span.NONE);
        }
        return new Plan.DependentJoin(kind, left, right, conditions, null);
    }

    private static List<Identifier> common(Scope left, Scope right, Span span) {
        var rightNames = new LinkedHashSet<String>();
        right.all(span).forEach(column -> rightNames.add(column.name().toLowerCase(java.util.Locale.ROOT)));
        var names = new ArrayList<Identifier>();
        for (var column : left.all(span)) {
            var name = new Identifier(column.name(), false, span);
            boolean taken = names.stream().anyMatch(other -> other.matches(column.name()));
            if (rightNames.contains(name.folded()) && !taken) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw SqlException.of(ErrorCode.UNKNOWN_COLUMN, "NATURAL JOIN of tables without a common column", span);
        }
        return names;
    }

    private static BindFrom.From using(
            TableRef.Join join,
            Plan.Join.Kind kind,
            BindFrom.From left,
            BindFrom.From right,
            List<Identifier> names,
            Scope both,
            Binding binding) {
        var conditions = new ArrayList<Expr>();
        var merged = new ArrayList<Scope.Merged>();
        for (var name : names) {
            var a = find(name, left.scope(), "left");
            var b = find(name, right.scope(), "right");
            var type = BindOperator.comparisonType(a, b, name.span());
            // The last column of an ASOF JOIN is the one to come near by.
            boolean nearest = join.asof() && name == names.getLast();
            var sides = BindCollation.compared(a, b, name.span(), binding);
            conditions.add(new Expr.Comparison(
                    nearest ? ComparisonOperator.GREATER_OR_EQUAL : ComparisonOperator.EQUAL,
                    Casting.to(sides.getFirst(), type, binding),
                    Casting.to(sides.getLast(), type, binding),
                    name.span()));
            var members = new LinkedHashSet<>(members(name, a, left.scope()));
            members.addAll(members(name, b, right.scope()));
            merged.add(new Scope.Merged(
                    nameOf(name, left.scope()), value(kind, a, b, type, name.span(), binding), members));
        }
        if (join.asof()) {
            var allNames = withOld(merged, both);
            return asof(join, kind, left, right, conditions, allNames, binding);
        }
        var plan = join(kind, left.plan(), right.plan(), List.copyOf(conditions));
        if (kind == Plan.Join.Kind.SEMI || kind == Plan.Join.Kind.ANTI) {
            return new BindFrom.From(plan, left.scope().within(both.outer()));
        }
        return new BindFrom.From(plan, withOld(merged, both));
    }

    /** The names of both sides with these merged ones and those of before that they do not replace. */
    private static Scope withOld(List<Scope.Merged> merged, Scope both) {
        var all = new ArrayList<>(merged);
        for (var old : both.merged()) {
            if (merged.stream().noneMatch(one -> one.name().equalsIgnoreCase(old.name()))) {
                all.add(old);
            }
        }
        return new Scope(both.tables(), List.copyOf(all), both.outer());
    }

    private static Expr find(Identifier name, Scope side, String which) {
        var found = side.local(QualifiedName.of(name), name.span());
        if (found == null) {
            throw SqlException.unknownColumn(
                            name.text(),
                            name.span(),
                            side.all(name.span()).stream()
                                    .map(Scope.Named::name)
                                    .toList())
                    .hint("the " + which + " side of the join has no such column");
        }
        return found;
    }

    /** The column's name as the left side writes it. */
    private static String nameOf(Identifier name, Scope side) {
        return side.all(name.span()).stream()
                .map(Scope.Named::name)
                .filter(name::matches)
                .findFirst()
                .orElse(name.text());
    }

    private static Set<Column> members(Identifier name, Expr value, Scope side) {
        for (var one : side.merged()) {
            if (name.matches(one.name())) {
                return one.members();
            }
        }
        return PlanTree.columns(value);
    }

    private static Expr value(Plan.Join.Kind kind, Expr left, Expr right, DataType type, Span span, Binding binding) {
        return switch (kind) {
            case RIGHT -> right;
            case FULL ->
                new Expr.Coalesce(
                        List.of(Casting.to(left, type, binding), Casting.to(right, type, binding)), type, span);
            case INNER, LEFT, SEMI, ANTI, MARK, SINGLE -> left;
        };
    }
}
