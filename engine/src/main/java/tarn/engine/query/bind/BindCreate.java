package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.DataType;
import tarn.engine.function.Coercion;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Statement;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** CREATE TABLE, CREATE TABLE AS, CREATE VIEW. */
final class BindCreate {
    private final Surroundings around;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private final List<BoundStatement.Key> keys = new ArrayList<>();

    BindCreate(Surroundings around) {
        this.around = around;
    }

    BoundStatement table(Statement.CreateTable create) {
        for (var column : create.columns()) {
            column(column);
        }
        for (var constraint : create.constraints()) {
            switch (constraint) {
                case Constraint.PrimaryKey key -> key(true, indexes(key.columns()), key.span());
                case Constraint.Unique key -> key(false, indexes(key.columns()), key.span());
                default -> throw SqlException.notSupported(name(constraint), constraint.span());
            }
        }
        for (var key : keys) {
            if (key.primary()) {
                for (int index : new TreeSet<>(key.columns())) {
                    var column = columns.get(index);
                    columns.set(index, new ColumnDefinition(column.name(), column.type(), true, column.defaultSql()));
                }
            }
        }
        if (keys.stream().filter(BoundStatement.Key::primary).count() > 1) {
            throw SqlException.of(
                    ErrorCode.DUPLICATE_NAME,
                    "a table has one PRIMARY KEY at most",
                    keys.getLast().span());
        }
        return new BoundStatement.CreateTable(
                create.name(),
                create.mode(),
                create.temporary(),
                List.copyOf(columns),
                List.copyOf(keys),
                null,
                create.span());
    }

    private void column(tarn.sql.ast.ColumnDefinition column) {
        String name = column.name().text();
        if (columns.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
            throw SqlException.of(
                    ErrorCode.DUPLICATE_NAME,
                    "column is there twice: " + name,
                    column.name().span());
        }
        if (column.type() == null) {
            throw SqlException.notSupported("columns without a type", column.span());
        }
        var type = BindType.type(column.type());
        boolean notNull = false;
        String defaultSql = null;
        for (var constraint : column.constraints()) {
            switch (constraint) {
                case Constraint.NotNull _ -> notNull = true;
                case Constraint.AllowNull _ -> notNull = false;
                case Constraint.PrimaryKey key -> key(true, List.of(columns.size()), key.span());
                case Constraint.Unique key -> key(false, List.of(columns.size()), key.span());
                case Constraint.DefaultValue value -> defaultSql = defaultSql(value, type);
                case Constraint.Check _, Constraint.ForeignKey _, Constraint.Generated _, Constraint.Collation _ ->
                    throw SqlException.notSupported(name(constraint), constraint.span());
            }
        }
        columns.add(new ColumnDefinition(name, type, notNull, defaultSql));
    }

    /** Checked now, evaluated when a row needs it. */
    private String defaultSql(Constraint.DefaultValue value, DataType type) {
        var binder = ExprBinder.of(around, Scope.EMPTY, Place.plain("DEFAULT"));
        var bound = binder.bind(value.value());
        if (!Coercion.castable(bound.type(), type)) {
            throw SqlException.typeMismatch(
                    "DEFAULT of a " + type.sql() + " cannot be a "
                            + bound.type().sql(),
                    value.value().span());
        }
        Casting.to(bound, type, around.binding());
        return Label.sql(value.value(), around.binding().sql());
    }

    private static String name(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Check _ -> "CHECK";
            case Constraint.ForeignKey _ -> "foreign keys";
            case Constraint.Generated _ -> "generated columns";
            case Constraint.Collation _ -> "COLLATE";
            case Constraint.NotNull _, Constraint.AllowNull _ -> "NULL as a constraint of the table";
            case Constraint.PrimaryKey _ -> "PRIMARY KEY";
            case Constraint.Unique _ -> "UNIQUE";
            case Constraint.DefaultValue _ -> "DEFAULT as a constraint of the table";
        };
    }

    private void key(boolean primary, List<Integer> indexes, Span span) {
        keys.add(new BoundStatement.Key(primary, indexes, span));
    }

    private List<Integer> indexes(List<Identifier> names) {
        var indexes = new ArrayList<Integer>();
        for (var name : names) {
            indexes.add(index(columns, name, null));
        }
        return List.copyOf(indexes);
    }

    /** The position of a column, or an error that names the table. */
    static int index(List<ColumnDefinition> columns, Identifier name, @Nullable String table) {
        for (int i = 0; i < columns.size(); i++) {
            if (name.matches(columns.get(i).name())) {
                return i;
            }
        }
        var error = SqlException.unknownColumn(
                name.text(),
                name.span(),
                columns.stream().map(ColumnDefinition::name).toList());
        throw table == null
                ? error
                : error.hint(table + " has "
                        + String.join(
                                ", ",
                                columns.stream()
                                        .map(ColumnDefinition::name)
                                        .limit(12)
                                        .toList())
                        + (columns.size() > 12 ? ", ..." : ""));
    }

    BoundStatement tableAs(Statement.CreateTableAs create) {
        var query = Binder.finished(BindQuery.bind(create.query(), around), around.binding());
        var names = BindFrom.unique(
                BindFrom.rename(query.names(), create.columns(), create.name().last()));
        for (int i = 0; i < names.size(); i++) {
            columns.add(
                    new ColumnDefinition(names.get(i), query.columns().get(i).type()));
        }
        Plan rows = create.withData() ? query.plan() : null;
        return new BoundStatement.CreateTable(
                create.name(), create.mode(), create.temporary(), List.copyOf(columns), List.of(), rows, create.span());
    }

    BoundStatement view(Statement.CreateView create) {
        var query = BindQuery.bind(create.query(), around);
        BindFrom.rename(query.names(), create.columns(), create.name().last());
        return new BoundStatement.CreateView(
                create.name(),
                create.mode(),
                create.temporary(),
                create.columns().stream().map(Identifier::text).toList(),
                Unplaced.of(create.query()),
                create.span());
    }
}
