package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.AlterAction;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** ALTER TABLE: what the table becomes. */
final class BindAlter {
    private final Statement.Alter alter;
    private final CatalogView.Entry.Table table;
    private final Surroundings around;
    private final List<ColumnDefinition> columns;
    private final List<Integer> sources;
    private TableConstraints constraints;
    private TableConstraints added = TableConstraints.NONE;
    private @Nullable Plan computed;
    private String schema;
    private String name;

    private BindAlter(Statement.Alter alter, CatalogView.Entry.Table table, Surroundings around) {
        this.alter = alter;
        this.table = table;
        this.around = around;
        this.columns = new ArrayList<>(table.source().columns());
        this.sources =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        this.constraints = table.constraints();
        this.schema = table.schema();
        this.name = table.name();
    }

    static BoundStatement bind(Statement.Alter alter, Surroundings around) {
        if (alter.kind() != ObjectKind.TABLE && alter.kind() != ObjectKind.VIEW) {
            throw SqlException.notSupported("ALTER " + alter.kind(), alter.span());
        }
        var catalog = around.binding().catalog();
        var parts = alter.name().parts();
        String wanted = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        var entry = catalog.table(wanted, alter.name().last().text());
        return switch (entry) {
            case null -> {
                if (alter.ifExists()) {
                    yield new BoundStatement.NoEffect(alter.span());
                }
                throw SqlException.unknownTable(
                        alter.name().text(), alter.name().span(), catalog.tableNames());
            }
            case CatalogView.Entry.View view -> view(alter, view);
            case CatalogView.Entry.Table table -> {
                if (alter.kind() == ObjectKind.VIEW) {
                    throw SqlException.of(
                            ErrorCode.NOT_ALLOWED,
                            "not a view: " + table.name(),
                            alter.name().span());
                }
                yield new BindAlter(alter, table, around).statement();
            }
        };
    }

    private static BoundStatement view(Statement.Alter alter, CatalogView.Entry.View view) {
        return switch (alter.action()) {
            case AlterAction.RenameTo rename ->
                new BoundStatement.AlterView(view, view.schema(), rename.to(), alter.span());
            case AlterAction.SetSchema set ->
                new BoundStatement.AlterView(
                        view,
                        set.schema().text(),
                        new Identifier(view.name(), true, alter.name().span()),
                        alter.span());
            default ->
                throw SqlException.of(
                                ErrorCode.NOT_ALLOWED,
                                "a view can only be renamed",
                                alter.name().span())
                        .hint("CREATE OR REPLACE VIEW makes it anew");
        };
    }

    private BoundStatement statement() {
        boolean effect = switch (alter.action()) {
            case AlterAction.AddColumn add -> addColumn(add);
            case AlterAction.AddField add -> {
                var fields = new StructFields(add.field(), columns, table.name());
                yield !(add.ifNotExists() && fields.isThere())
                        && changeType(fields.with(BindType.type(add.type(), around.binding()), add.span()));
            }
            case AlterAction.DropColumn drop
            when drop.column().parts().size() > 1 -> {
                var fields = new StructFields(drop.column(), columns, table.name());
                yield !(drop.ifExists() && !fields.isThere()) && changeType(fields.without(drop.span()));
            }
            case AlterAction.DropColumn drop -> dropColumn(drop);
            case AlterAction.RenameColumn rename
            when rename.column().parts().size() > 1 ->
                changeType(
                        new StructFields(rename.column(), columns, table.name()).renamed(rename.to(), rename.span()));
            case AlterAction.RenameColumn rename -> renameColumn(rename);
            case AlterAction.RenameTo rename -> {
                name = rename.to().text();
                yield true;
            }
            case AlterAction.SetSchema set -> {
                schema = set.schema().text();
                yield true;
            }
            case AlterAction.ChangeType change -> changeType(change);
            case AlterAction.SetDefault set -> {
                int index = index(set.column());
                var column = columns.get(index);
                refuseGenerated(column, set.span());
                columns.set(index, column.withDefault(BindConstraints.defaultSql(set.value(), column.type(), around)));
                yield true;
            }
            case AlterAction.DropDefault drop -> {
                int index = index(drop.column());
                columns.set(index, columns.get(index).withDefault(null));
                yield true;
            }
            case AlterAction.SetNotNull set -> {
                int index = index(set.column());
                columns.set(index, columns.get(index).withNotNull(true));
                yield true;
            }
            case AlterAction.DropNotNull drop -> dropNotNull(drop);
            case AlterAction.AddConstraint add -> addConstraint(add);
            case AlterAction.DropConstraint drop -> dropConstraint(drop);
            case AlterAction.SetOptions options ->
                throw SqlException.of(ErrorCode.SYNTAX, "this belongs to a sequence", options.span());
        };
        return effect
                ? new BoundStatement.AlterTable(
                        table,
                        schema,
                        name,
                        List.copyOf(columns),
                        List.copyOf(sources),
                        computed,
                        constraints,
                        added,
                        alter.span())
                : new BoundStatement.NoEffect(alter.span());
    }

    private int index(QualifiedName column) {
        if (column.parts().size() > 1) {
            throw SqlException.notSupported("ALTER of a field of a column", column.span());
        }
        return BindCreate.index(columns, column.last(), table.name());
    }

    private static void refuseGenerated(ColumnDefinition column, Span span) {
        if (column.generated()) {
            throw SqlException.of(ErrorCode.NOT_ALLOWED, "not possible for a generated column: " + column.name(), span);
        }
    }

    private boolean addColumn(AlterAction.AddColumn add) {
        var written = add.column();
        boolean there = columns.stream().anyMatch(column -> written.name().matches(column.name()));
        if (there && add.ifNotExists()) {
            return false;
        }
        var column = BindCreate.column(written, columns, around);
        if (column.generated()) {
            throw SqlException.notSupported("adding a generated column to a table that is there", written.span());
        }
        columns.add(column);
        sources.add(columns.size() - 1);
        var rows = BindFrom.table(table, null, around);
        compute(rows, column, new ColumnValues(around).defaultOf(column, written.span()));
        for (var constraint : written.constraints()) {
            if (!BindCreate.describesColumn(constraint)) {
                constrain(constraint, columns.size() - 1);
            }
        }
        return true;
    }

    private void compute(BindFrom.From rows, ColumnDefinition column, Expr value) {
        var output = around.binding().column(column.name(), column.type());
        computed = new Plan.Project(rows.plan(), List.of(new Plan.Assignment(output, value)));
    }

    private boolean dropColumn(AlterAction.DropColumn drop) {
        if (drop.ifExists()
                && columns.stream().noneMatch(column -> drop.column().last().matches(column.name()))) {
            return false;
        }
        int index = index(drop.column());
        var column = columns.get(index);
        if (columns.size() == 1) {
            throw SqlException.of(
                    ErrorCode.NOT_ALLOWED,
                    "a table has one column at least: " + column.name() + " cannot be dropped",
                    drop.span());
        }
        for (var key : constraints.keys()) {
            refuse(key.columns().contains(index), column, key.primary() ? "PRIMARY KEY" : "UNIQUE", key.name(), drop);
        }
        for (var key : constraints.foreignKeys()) {
            refuse(key.columns().contains(index), column, "FOREIGN KEY", key.name(), drop);
        }
        for (var check : constraints.checks()) {
            refuse(check.columns().contains(index) && check.columns().size() > 1, column, "CHECK", check.name(), drop);
        }
        refuseUseInGenerated(index, drop.span());
        var left = constraints.checks().stream()
                .filter(check -> !check.columns().contains(index))
                .toList();
        constraints = new TableConstraints(constraints.keys(), left, constraints.foreignKeys())
                .moved(old -> old < index ? old : old - 1);
        columns.remove(index);
        sources.remove(index);
        return true;
    }

    private static void refuse(
            boolean used, ColumnDefinition column, String what, String constraint, AlterAction.DropColumn drop) {
        if (used) {
            throw SqlException.of(
                    ErrorCode.DEPENDENCY,
                    "the column " + column.name() + " cannot be dropped: " + what + " " + constraint + " needs it",
                    drop.column().span());
        }
    }

    private void refuseUseInGenerated(int index, Span span) {
        for (int i = 0; i < columns.size(); i++) {
            var other = columns.get(i);
            if (i != index
                    && other.generatedSql() != null
                    && ColumnNames.mentions(
                            other.generatedSql(), columns.get(index).name())) {
                throw SqlException.of(
                        ErrorCode.DEPENDENCY,
                        "the generated column " + other.name() + " depends on "
                                + columns.get(index).name(),
                        span);
            }
        }
    }

    private boolean renameColumn(AlterAction.RenameColumn rename) {
        int index = index(rename.column());
        var old = columns.get(index).name();
        var to = rename.to().text();
        if (!old.equalsIgnoreCase(to)
                && columns.stream().anyMatch(column -> rename.to().matches(column.name()))) {
            throw SqlException.of(
                    ErrorCode.DUPLICATE_NAME,
                    "column is there already: " + to,
                    rename.to().span());
        }
        columns.set(index, columns.get(index).named(to));
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (column.generatedSql() != null) {
                columns.set(
                        i,
                        new ColumnDefinition(
                                column.name(),
                                column.type(),
                                column.notNull(),
                                column.defaultSql(),
                                ColumnNames.renamed(column.generatedSql(), old, to),
                                column.collation()));
            }
        }
        var checks = constraints.checks().stream()
                .map(check -> check.columns().contains(index)
                        ? new TableConstraints.Check(
                                check.name(), ColumnNames.renamed(check.sql(), old, to), check.columns())
                        : check)
                .toList();
        constraints = new TableConstraints(constraints.keys(), checks, constraints.foreignKeys());
        return true;
    }

    private boolean changeType(AlterAction.ChangeType change) {
        int index = index(change.column());
        var column = columns.get(index);
        refuseGenerated(column, change.span());
        refuseUseInGenerated(index, change.span());
        for (var check : constraints.checks()) {
            if (check.columns().contains(index)) {
                throw SqlException.of(
                        ErrorCode.DEPENDENCY,
                        "the type of " + column.name() + " cannot change: CHECK " + check.name() + " needs it",
                        change.column().span());
            }
        }
        for (var key : constraints.foreignKeys()) {
            if (key.columns().contains(index)) {
                throw SqlException.of(
                        ErrorCode.DEPENDENCY,
                        "the type of " + column.name() + " cannot change: FOREIGN KEY " + key.name() + " needs it",
                        change.column().span());
            }
        }
        var rows = BindFrom.table(table, null, around);
        var binder = ExprBinder.of(around, rows.scope(), Place.plain("USING"));
        var value = change.using() == null
                ? new Expr.Ref(
                        rows.scope().tables().getFirst().items().get(index).column(),
                        change.column().span())
                : binder.bind(change.using());
        DataType type = change.type() == null ? value.type() : BindType.type(change.type(), around.binding());
        var changed = column.ofType(type);
        try {
            new ColumnValues(around).defaultOf(changed, change.span());
        } catch (SqlException error) {
            throw error.at(change.span())
                    .hint("drop its DEFAULT first: ALTER COLUMN " + column.name() + " DROP DEFAULT");
        }
        var cast = new ColumnValues(around).to(value, type, column.name());
        columns.set(index, changed);
        sources.set(index, columns.size());
        compute(rows, changed, cast);
        var keys = constraints.keys().stream()
                .filter(key -> key.columns().contains(index))
                .toList();
        added = new TableConstraints(keys, List.of(), List.of());
        return true;
    }

    private boolean dropNotNull(AlterAction.DropNotNull drop) {
        int index = index(drop.column());
        boolean primary = constraints.keys().stream()
                .anyMatch(key -> key.primary() && key.columns().contains(index));
        if (primary) {
            throw SqlException.of(
                    ErrorCode.DEPENDENCY,
                    "a column of the primary key stays NOT NULL: "
                            + columns.get(index).name(),
                    drop.column().span());
        }
        columns.set(index, columns.get(index).withNotNull(false));
        return true;
    }

    private boolean addConstraint(AlterAction.AddConstraint add) {
        constrain(add.constraint(), -1);
        return true;
    }

    private void constrain(Constraint constraint, int column) {
        var binding = new BindConstraints(table.name(), columns, constraints.keys(), around);
        binding.add(constraint, column);
        var bound = binding.bound();
        added = added.and(bound);
        constraints = constraints.and(bound);
    }

    private boolean dropConstraint(AlterAction.DropConstraint drop) {
        var wanted = drop.name();
        var left = new TableConstraints(
                constraints.keys().stream()
                        .filter(key -> !wanted.matches(key.name()))
                        .toList(),
                constraints.checks().stream()
                        .filter(check -> !wanted.matches(check.name()))
                        .toList(),
                constraints.foreignKeys().stream()
                        .filter(key -> !wanted.matches(key.name()))
                        .toList());
        if (left.equals(constraints)) {
            if (drop.ifExists()) {
                return false;
            }
            throw SqlException.of(ErrorCode.UNKNOWN_OBJECT, "unknown constraint: " + wanted.text(), wanted.span());
        }
        constraints = left;
        return true;
    }
}
