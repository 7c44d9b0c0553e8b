package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.catalog.TableConstraints.Check;
import tarn.engine.catalog.TableConstraints.ForeignKey;
import tarn.engine.catalog.TableConstraints.Key;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** PRIMARY KEY, UNIQUE, CHECK and FOREIGN KEY of a table, and expressions over its columns. */
final class BindConstraints {
    private final String table;
    private final List<ColumnDefinition> columns;
    private final List<Key> there;
    private final Surroundings around;
    private final List<Key> keys = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<ForeignKey> foreignKeys = new ArrayList<>();

    /**
     * @param columns all of the table; a primary key makes its columns NOT NULL in this list
     * @param there keys that the table has already
     */
    BindConstraints(String table, List<ColumnDefinition> columns, List<Key> there, Surroundings around) {
        this.table = table;
        this.columns = columns;
        this.there = there;
        this.around = around;
    }

    TableConstraints bound() {
        return new TableConstraints(keys, checks, foreignKeys);
    }

    /** @param column the one that the constraint is written at, or -1 */
    void add(Constraint constraint, int column) {
        switch (constraint) {
            case Constraint.PrimaryKey key -> key(key.name(), true, indexes(key.columns(), column), key.span());
            case Constraint.Unique key -> key(key.name(), false, indexes(key.columns(), column), key.span());
            case Constraint.Check check -> check(check);
            case Constraint.ForeignKey key -> foreignKey(key, indexes(key.columns(), column));
            case Constraint.NotNull _,
                    Constraint.AllowNull _,
                    Constraint.DefaultValue _,
                    Constraint.Generated _,
                    Constraint.Collation _ ->
                throw SqlException.of(ErrorCode.SYNTAX, "this belongs to a column", constraint.span());
        }
    }

    private List<Integer> indexes(List<Identifier> names, int column) {
        if (column >= 0) {
            return List.of(column);
        }
        var indexes = new ArrayList<Integer>();
        for (var name : names) {
            int index = BindCreate.index(columns, name, null);
            if (indexes.contains(index)) {
                throw SqlException.of(ErrorCode.DUPLICATE_NAME, "column is there twice: " + name.text(), name.span());
            }
            indexes.add(index);
        }
        return List.copyOf(indexes);
    }

    private void key(@Nullable Identifier name, boolean primary, List<Integer> indexes, Span span) {
        for (int index : indexes) {
            if (columns.get(index).generated()) {
                throw SqlException.notSupported("a key over a generated column", span);
            }
            if (primary) {
                columns.set(index, columns.get(index).withNotNull(true));
            }
        }
        if (primary
                && java.util.stream.Stream.concat(there.stream(), keys.stream()).anyMatch(Key::primary)) {
            throw SqlException.of(ErrorCode.DUPLICATE_NAME, "a table has one PRIMARY KEY at most", span);
        }
        keys.add(new Key(name(name, indexes, primary ? "pkey" : "key"), primary, indexes));
    }

    private String name(@Nullable Identifier given, List<Integer> indexes, String suffix) {
        return given != null
                ? given.text()
                : table + "_"
                        + indexes.stream()
                                .map(index -> columns.get(index).name() + "_")
                                .collect(Collectors.joining())
                        + suffix;
    }

    private void check(Constraint.Check check) {
        var scope = scope();
        var condition = ExprBinder.of(around, scope, Place.plain("CHECK")).condition(check.condition(), "CHECK");
        var read = columnsOf(condition, scope, "CHECK");
        var sql = Label.sql(check.condition(), around.binding().sql());
        checks.add(new Check(name(check.name(), read, "check"), sql, read));
    }

    private Scope scope() {
        return scope(table, columns, around);
    }

    /** The columns of a table of which there is no row at hand. */
    static Scope scope(String table, List<ColumnDefinition> columns, Surroundings around) {
        var items = columns.stream()
                .map(column -> new Scope.Item(column.name(), around.binding().column(column.name(), column.type())))
                .toList();
        return new Scope(List.of(new Scope.Table(null, table, null, items)), List.of(), null);
    }

    /** Which columns of {@link #scope} an expression reads. */
    static List<Integer> columnsOf(Expr expr, Scope scope, String where) {
        tarn.engine.expr.ExprTree.forEach(expr, part -> {
            if (part instanceof Expr.Subquery) {
                throw SqlException.notSupported("a sub-query in " + where, part.span());
            }
            if (part instanceof Expr.Parameter) {
                throw SqlException.of(ErrorCode.PARAMETER, "no parameters in " + where, part.span());
            }
        });
        var read = PlanTree.columns(expr);
        List<Column> all = scope.tables().getFirst().items().stream()
                .map(Scope.Item::column)
                .toList();
        return IntStream.range(0, all.size())
                .filter(index -> read.contains(all.get(index)))
                .boxed()
                .toList();
    }

    private void foreignKey(Constraint.ForeignKey key, List<Integer> indexes) {
        var last = key.table().last();
        boolean itself = last.matches(table);
        var other = itself ? null : BindInsert.table(key.table(), "FOREIGN KEY", around);
        var otherColumns = other == null ? columns : other.source().columns();
        var mine = new ArrayList<>(there);
        mine.addAll(keys);
        var otherKeys = other == null ? mine : other.constraints().keys();
        var referenced = key.referenced().isEmpty()
                ? primary(otherKeys, key)
                : key.referenced().stream()
                        .map(name -> BindCreate.index(otherColumns, name, last.text()))
                        .toList();
        if (otherKeys.stream()
                .noneMatch(one -> one.columns().size() == referenced.size()
                        && one.columns().containsAll(referenced))) {
            throw SqlException.of(
                            ErrorCode.CONSTRAINT,
                            "the columns that a foreign key refers to are neither PRIMARY KEY nor UNIQUE of "
                                    + last.text(),
                            key.span())
                    .hint("no two rows may have the same key: give " + last.text() + " one");
        }
        if (referenced.size() != indexes.size()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX, indexes.size() + " columns cannot refer to " + referenced.size(), key.span());
        }
        for (int i = 0; i < indexes.size(); i++) {
            DataType own = columns.get(indexes.get(i)).type();
            DataType theirs = otherColumns.get(referenced.get(i)).type();
            if (!own.equals(theirs)) {
                throw SqlException.typeMismatch(
                        "a foreign key of type " + own.sql() + " cannot refer to a " + theirs.sql(), key.span());
            }
        }
        var name = key.name() != null
                ? key.name().text()
                : name(null, indexes, "")
                        + referenced.stream()
                                .map(index -> otherColumns.get(index).name() + "_")
                                .collect(Collectors.joining())
                        + "fkey";
        foreignKeys.add(new ForeignKey(name, indexes, other == null ? "" : other.schema(), last.text(), referenced));
    }

    private static List<Integer> primary(List<Key> keys, Constraint.ForeignKey foreign) {
        return keys.stream()
                .filter(Key::primary)
                .map(Key::columns)
                .findFirst()
                .orElseThrow(() -> SqlException.of(
                        ErrorCode.CONSTRAINT,
                        foreign.table().text() + " has no primary key to refer to",
                        foreign.table().span()));
    }

    /** The SQL of DEFAULT: checked now, evaluated when a row needs it. */
    static String defaultSql(Expression value, DataType type, Surroundings around) {
        var bound = ExprBinder.of(around, Scope.EMPTY, Place.plain("DEFAULT")).bind(value);
        columnsOf(bound, new Scope(List.of(new Scope.Table(null, "", null, List.of())), List.of(), null), "DEFAULT");
        if (!Coercion.castable(bound.type(), type)) {
            throw SqlException.typeMismatch(
                    "DEFAULT of a " + type.sql() + " cannot be a "
                            + bound.type().sql(),
                    value.span());
        }
        Casting.to(bound, type, around.binding());
        return Label.sql(value, around.binding().sql());
    }
}
