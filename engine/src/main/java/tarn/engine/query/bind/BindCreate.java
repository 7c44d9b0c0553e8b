package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Statement;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** CREATE TABLE, CREATE TABLE AS, CREATE VIEW. */
final class BindCreate {
    private final Surroundings around;
    private final List<ColumnDefinition> columns = new ArrayList<>();

    BindCreate(Surroundings around) {
        this.around = around;
    }

    BoundStatement table(Statement.CreateTable create) {
        for (var column : create.columns()) {
            columns.add(column(column, columns, around));
        }
        GeneratedColumns.check(create.name().last().text(), columns, create.columns(), around);
        var constraints = new BindConstraints(create.name().last().text(), columns, List.of(), around);
        constraints(create, constraints, false);
        constraints(create, constraints, true);
        return new BoundStatement.CreateTable(
                create.name(),
                create.mode(),
                create.temporary(),
                List.copyOf(columns),
                constraints.bound(),
                create.rows() == null ? null : new BindInsert(around).rows(create.rows(), create.name(), columns),
                create.span());
    }

    /** Foreign keys last: they may refer to keys of the table itself. */
    private static void constraints(Statement.CreateTable create, BindConstraints constraints, boolean foreign) {
        for (int i = 0; i < create.columns().size(); i++) {
            for (var constraint : create.columns().get(i).constraints()) {
                if (constraint instanceof Constraint.ForeignKey == foreign && !describesColumn(constraint)) {
                    constraints.add(constraint, i);
                }
            }
        }
        for (var constraint : create.constraints()) {
            if (constraint instanceof Constraint.ForeignKey == foreign) {
                constraints.add(constraint, -1);
            }
        }
    }

    /** Whether a constraint is kept in the {@link ColumnDefinition}. */
    static boolean describesColumn(Constraint constraint) {
        return switch (constraint) {
            case Constraint.NotNull _,
                    Constraint.AllowNull _,
                    Constraint.DefaultValue _,
                    Constraint.Generated _,
                    Constraint.Collation _ -> true;
            case Constraint.PrimaryKey _, Constraint.Unique _, Constraint.Check _, Constraint.ForeignKey _ -> false;
        };
    }

    /** @param others columns there are already */
    static ColumnDefinition column(
            tarn.sql.ast.ColumnDefinition column, List<ColumnDefinition> others, Surroundings around) {
        String name = column.name().text();
        if (others.stream().anyMatch(other -> other.name().equalsIgnoreCase(name))) {
            throw SqlException.of(
                    ErrorCode.DUPLICATE_NAME,
                    "column is there twice: " + name,
                    column.name().span());
        }
        var generated = column.constraints().stream()
                .filter(Constraint.Generated.class::isInstance)
                .map(Constraint.Generated.class::cast)
                .findFirst()
                .orElse(null);
        if (column.type() == null && generated == null) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    "a column needs a type: " + name,
                    column.name().span());
        }
        DataType type = column.type() == null ? ScalarType.NULL : BindType.type(column.type(), around.binding());
        boolean notNull = false;
        String defaultSql = null;
        String collation = null;
        for (var constraint : column.constraints()) {
            switch (constraint) {
                case Constraint.NotNull _ -> notNull = true;
                case Constraint.AllowNull _ -> notNull = false;
                case Constraint.DefaultValue value ->
                    defaultSql = BindConstraints.defaultSql(value.value(), type, around);
                case Constraint.Collation collate -> collation = collation(collate, type);
                case Constraint.PrimaryKey _,
                        Constraint.Unique _,
                        Constraint.Check _,
                        Constraint.ForeignKey _,
                        Constraint.Generated _ -> {}
            }
        }
        if (generated != null && defaultSql != null) {
            throw SqlException.of(ErrorCode.SYNTAX, "a generated column has no DEFAULT: " + name, column.span());
        }
        var generatedSql = generated == null
                ? null
                : Label.sql(generated.expression(), around.binding().sql());
        return new ColumnDefinition(name, type, notNull, defaultSql, generatedSql, collation);
    }

    private static String collation(Constraint.Collation collate, DataType type) {
        if (type != ScalarType.VARCHAR) {
            throw SqlException.typeMismatch("COLLATE is for VARCHAR, not for " + type.sql(), collate.span());
        }
        return BindCollation.name(collate.collation());
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
            var column = query.columns().get(i);
            var collation = around.binding().ownCollation(new tarn.engine.expr.Expr.Ref(column, create.span()));
            columns.add(new ColumnDefinition(names.get(i), column.type()).collated(collation));
        }
        Plan rows = create.withData() ? query.plan() : null;
        return new BoundStatement.CreateTable(
                create.name(),
                create.mode(),
                create.temporary(),
                List.copyOf(columns),
                TableConstraints.NONE,
                rows,
                create.span());
    }

    BoundStatement view(Statement.CreateView create) {
        BindPivot.checkListed(create.query(), "a view");
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
