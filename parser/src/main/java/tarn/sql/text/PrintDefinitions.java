package tarn.sql.text;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.AlterAction;
import tarn.sql.ast.ColumnDefinition;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.ObjectKind;
import tarn.sql.ast.Option;
import tarn.sql.ast.Statement;

/** CREATE and ALTER. */
final class PrintDefinitions {
    private final SqlPrinter printer;

    PrintDefinitions(SqlPrinter printer) {
        this.printer = printer;
    }

    private SqlPrinter create(CreateMode mode, boolean temporary, String what) {
        printer.add("CREATE ").add(mode == CreateMode.OR_REPLACE, "OR REPLACE ").add(temporary, "TEMPORARY ");
        return printer.add(what).add(mode == CreateMode.IF_NOT_EXISTS, "IF NOT EXISTS ");
    }

    void table(Statement.CreateTable table) {
        create(table.mode(), table.temporary(), "TABLE ").name(table.name()).add(" (");
        printer.list(table.columns(), this::column);
        table.constraints().forEach(constraint -> {
            printer.add(", ");
            constraint(constraint);
        });
        printer.add(")");
        if (table.rows() != null) {
            printer.add(" AS ");
            printer.queries.query(table.rows());
        }
    }

    void tableAs(Statement.CreateTableAs table) {
        create(table.mode(), table.temporary(), "TABLE ")
                .name(table.name())
                .columns(table.columns())
                .add(" AS ");
        printer.queries.query(table.query());
        printer.add(!table.withData(), " WITH NO DATA");
    }

    void view(Statement.CreateView view) {
        create(view.mode(), view.temporary(), "VIEW ")
                .name(view.name())
                .columns(view.columns())
                .add(" AS ");
        printer.queries.query(view.query());
    }

    void schema(Statement.CreateSchema schema) {
        create(schema.mode(), false, "SCHEMA ").name(schema.name());
    }

    void macro(Statement.CreateMacro macro) {
        create(macro.mode(), macro.temporary(), "MACRO ").name(macro.name());
        printer.list(macro.overloads(), overload -> {
            parameters(overload.parameters());
            printer.add(" AS ");
            if (overload.table() != null) {
                printer.add("TABLE ");
                printer.queries.query(overload.table());
            }
            printer.expressions.clause("", overload.expression());
        });
    }

    void function(Statement.CreateFunction function) {
        create(function.mode(), false, "FUNCTION ").name(function.name());
        parameters(function.parameters());
        printer.add(" RETURNS ");
        printer.expressions.type(function.returns());
        printer.add(" LANGUAGE ").name(function.language()).add(" AS ").add(Quoting.quote(function.body()));
    }

    private void parameters(List<Statement.FunctionParameter> parameters) {
        printer.add("(")
                .list(parameters, parameter -> {
                    printer.name(parameter.name());
                    if (parameter.type() != null) {
                        printer.add(" ");
                        printer.expressions.type(parameter.type());
                    }
                    printer.expressions.clause(" := ", parameter.defaultValue());
                })
                .add(")");
    }

    void type(Statement.CreateType type) {
        create(type.mode(), type.temporary(), "TYPE ").name(type.name()).add(" AS ");
        if (type.type() != null) {
            printer.expressions.type(type.type());
        }
        if (type.enumValues() != null) {
            printer.add("ENUM ");
            printer.queries.parenthesized(type.enumValues());
        }
    }

    void sequence(Statement.CreateSequence sequence) {
        create(sequence.mode(), sequence.temporary(), "SEQUENCE ").name(sequence.name());
        sequenceOptions(sequence.options());
    }

    private void sequenceOptions(List<Option> options) {
        for (var option : options) {
            String word = option.name().text().toUpperCase(Locale.ROOT);
            switch (option.value()) {
                case null -> printer.add(" NO ").add(word);
                case Expression.BooleanLiteral(boolean cycle, var _) -> printer.add(cycle ? " CYCLE" : " NO CYCLE");
                case Expression value -> printer.expressions.clause(" " + word + " ", value);
            }
        }
    }

    void index(Statement.CreateIndex index) {
        create(index.mode(), false, index.unique() ? "UNIQUE INDEX " : "INDEX ");
        if (index.name() != null) {
            printer.name(index.name()).add(" ");
        }
        printer.add("ON ").name(index.table());
        if (index.method() != null) {
            printer.add(" USING ").name(index.method());
        }
        printer.expressions.orderBy(" (", index.keys());
        printer.add(")");
    }

    private void column(ColumnDefinition column) {
        printer.name(column.name());
        if (column.type() != null) {
            printer.add(" ");
            printer.expressions.type(column.type());
        }
        column.constraints().forEach(constraint -> {
            printer.add(" ");
            constraint(constraint);
        });
    }

    private void constraint(Constraint constraint) {
        switch (constraint) {
            case Constraint.NotNull c -> named(c.name()).add("NOT NULL");
            case Constraint.AllowNull c -> named(c.name()).add("NULL");
            case Constraint.PrimaryKey c -> named(c.name()).add("PRIMARY KEY").columns(c.columns());
            case Constraint.Unique c -> named(c.name()).add("UNIQUE").columns(c.columns());
            case Constraint.Check c -> {
                named(c.name());
                printer.expressions.clause("CHECK (", c.condition());
                printer.add(")");
            }
            case Constraint.ForeignKey c -> {
                named(c.name());
                if (!c.columns().isEmpty()) {
                    printer.add("FOREIGN KEY ").columns(c.columns()).add(" ");
                }
                printer.add("REFERENCES ").name(c.table()).columns(c.referenced());
            }
            case Constraint.DefaultValue c -> {
                printer.add("DEFAULT (");
                printer.expressions.expression(c.value());
                printer.add(")");
            }
            case Constraint.Generated c -> {
                printer.expressions.clause("GENERATED ALWAYS AS (", c.expression());
                printer.add(c.stored() ? ") STORED" : ") VIRTUAL");
            }
            case Constraint.Collation c -> printer.add("COLLATE ").name(c.collation());
        }
    }

    private SqlPrinter named(@Nullable Identifier name) {
        return name == null ? printer : printer.add("CONSTRAINT ").name(name).add(" ");
    }

    // ---- changes of what is there

    static String kind(ObjectKind kind) {
        return kind.name().replace('_', ' ');
    }

    void alter(Statement.Alter alter) {
        printer.add("ALTER " + kind(alter.kind()) + " ")
                .add(alter.ifExists(), "IF EXISTS ")
                .name(alter.name());
        printer.add(" ");
        action(alter.action());
    }

    private void action(AlterAction action) {
        switch (action) {
            case AlterAction.AddColumn a -> {
                printer.add("ADD COLUMN ").add(a.ifNotExists(), "IF NOT EXISTS ");
                column(a.column());
            }
            case AlterAction.AddField a -> {
                printer.add("ADD COLUMN ")
                        .add(a.ifNotExists(), "IF NOT EXISTS ")
                        .name(a.field())
                        .add(" ");
                printer.expressions.type(a.type());
            }
            case AlterAction.DropColumn a ->
                printer.add("DROP COLUMN ")
                        .add(a.ifExists(), "IF EXISTS ")
                        .name(a.column())
                        .add(a.cascade(), " CASCADE");
            case AlterAction.RenameColumn a ->
                printer.add("RENAME COLUMN ").name(a.column()).add(" TO ").name(a.to());
            case AlterAction.RenameTo a -> printer.add("RENAME TO ").name(a.to());
            case AlterAction.ChangeType a -> {
                printer.add("ALTER COLUMN ").name(a.column()).add(" TYPE");
                if (a.type() != null) {
                    printer.add(" ");
                    printer.expressions.type(a.type());
                }
                printer.expressions.clause(" USING ", a.using());
            }
            case AlterAction.SetDefault a -> {
                printer.add("ALTER COLUMN ").name(a.column());
                printer.expressions.clause(" SET DEFAULT ", a.value());
            }
            case AlterAction.DropDefault a ->
                printer.add("ALTER COLUMN ").name(a.column()).add(" DROP DEFAULT");
            case AlterAction.SetNotNull a ->
                printer.add("ALTER COLUMN ").name(a.column()).add(" SET NOT NULL");
            case AlterAction.DropNotNull a ->
                printer.add("ALTER COLUMN ").name(a.column()).add(" DROP NOT NULL");
            case AlterAction.AddConstraint a -> {
                printer.add("ADD ");
                constraint(a.constraint());
            }
            case AlterAction.DropConstraint a ->
                printer.add("DROP CONSTRAINT ")
                        .add(a.ifExists(), "IF EXISTS ")
                        .name(a.name())
                        .add(a.cascade(), " CASCADE");
            case AlterAction.SetSchema a -> printer.add("SET SCHEMA ").name(a.schema());
            case AlterAction.SetOptions a -> sequenceOptions(a.options());
        }
    }
}
