package tarn.sql.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Assignment;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Expression;
import tarn.sql.ast.MergeWhen;
import tarn.sql.ast.OnConflict;
import tarn.sql.ast.Option;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.SelectItem;
import tarn.sql.ast.Statement;

/** Statements. */
final class PrintStatements {
    private final SqlPrinter printer;

    PrintStatements(SqlPrinter printer) {
        this.printer = printer;
    }

    void statement(Statement statement) {
        switch (statement) {
            case Statement.QueryStatement query -> printer.queries.query(query.query());
            case Statement.CreateTable create -> printer.definitions.table(create);
            case Statement.CreateTableAs create -> printer.definitions.tableAs(create);
            case Statement.CreateView create -> printer.definitions.view(create);
            case Statement.CreateSchema create -> printer.definitions.schema(create);
            case Statement.CreateMacro create -> printer.definitions.macro(create);
            case Statement.CreateFunction create -> printer.definitions.function(create);
            case Statement.CreateType create -> printer.definitions.type(create);
            case Statement.CreateSequence create -> printer.definitions.sequence(create);
            case Statement.CreateIndex create -> printer.definitions.index(create);
            case Statement.Alter alter -> printer.definitions.alter(alter);
            case Statement.Drop drop ->
                printer.add("DROP " + PrintDefinitions.kind(drop.kind()) + " ")
                        .add(drop.ifExists(), "IF EXISTS ")
                        .list(drop.names(), printer::name)
                        .add(drop.cascade(), " CASCADE");
            case Statement.CommentOn comment ->
                printer.add("COMMENT ON " + PrintDefinitions.kind(comment.kind()) + " ")
                        .name(comment.name())
                        .add(" IS ")
                        .add(comment.text() == null ? "NULL" : Quoting.quote(comment.text()));
            case Statement.Insert insert -> insert(insert);
            case Statement.Update update -> update(update);
            case Statement.Delete delete -> delete(delete);
            case Statement.Merge merge -> merge(merge);
            case Statement.Truncate truncate -> printer.add("TRUNCATE ").name(truncate.table());
            case Statement.CopyFrom copy -> {
                printer.add("COPY ").name(copy.table()).columns(copy.columns()).add(" FROM ");
                file(copy.source());
                options(copy.options());
            }
            case Statement.CopyTo copy -> {
                printer.add("COPY ");
                printer.queries.parenthesized(copy.query());
                printer.add(" TO ");
                file(copy.target());
                options(copy.options());
            }
            case Statement.Explain explain -> {
                printer.add("EXPLAIN ");
                if (explain.format() != null) {
                    printer.add("(")
                            .add(explain.analyze(), "ANALYZE, ")
                            .add("FORMAT ")
                            .name(explain.format());
                    printer.add(") ");
                } else {
                    printer.add(explain.analyze(), "ANALYZE ");
                }
                statement(explain.statement());
            }
            default -> session(statement);
        }
    }

    private void session(Statement statement) {
        switch (statement) {
            case Statement.Describe describe -> described("DESCRIBE", describe.table(), describe.query());
            case Statement.Summarize summarize -> described("SUMMARIZE", summarize.table(), summarize.query());
            case Statement.Show show -> show(show);
            case Statement.Set set -> {
                scope("SET", set.scope()).name(set.name()).add(" = ");
                printer.list(set.values(), printer.expressions::expression);
            }
            case Statement.Reset reset -> {
                scope("RESET", reset.scope());
                if (reset.name() == null) {
                    printer.add("ALL");
                } else {
                    printer.name(reset.name());
                }
            }
            case Statement.SetVariable set -> {
                printer.add("SET VARIABLE ").name(set.name());
                printer.expressions.clause(" = ", set.value());
            }
            case Statement.ResetVariable reset -> printer.add("RESET VARIABLE ").name(reset.name());
            case Statement.Use use -> printer.add("USE ").name(use.name());
            case Statement.Transaction transaction ->
                printer.add(
                        switch (transaction.action()) {
                            case BEGIN -> "BEGIN";
                            case BEGIN_READ_ONLY -> "BEGIN READ ONLY";
                            case COMMIT -> "COMMIT";
                            case ROLLBACK -> "ROLLBACK";
                        });
            case Statement.Prepare prepare -> {
                printer.add("PREPARE ").name(prepare.name()).add(" AS ");
                statement(prepare.statement());
            }
            case Statement.Execute execute -> {
                printer.add("EXECUTE ").name(execute.name()).add("(");
                printer.expressions.arguments(execute.arguments());
                printer.add(")");
            }
            case Statement.Deallocate deallocate -> {
                printer.add(deallocate.name() == null ? "DEALLOCATE ALL" : "DEALLOCATE ");
                if (deallocate.name() != null) {
                    printer.name(deallocate.name());
                }
            }
            case Statement.Call call -> {
                printer.add("CALL ").name(call.function()).add("(");
                printer.expressions.arguments(call.arguments());
                printer.add(")");
            }
            case Statement.Pragma pragma -> pragma(pragma);
            default -> storage(statement);
        }
    }

    private void storage(Statement statement) {
        switch (statement) {
            case Statement.Attach attach -> {
                printer.add("ATTACH ").add(attach.mode() == CreateMode.OR_REPLACE, "OR REPLACE ");
                printer.add(attach.mode() == CreateMode.IF_NOT_EXISTS, "IF NOT EXISTS ");
                printer.expressions.expression(attach.path());
                if (attach.alias() != null) {
                    printer.add(" AS ").name(attach.alias());
                }
                options(attach.options());
            }
            case Statement.Detach detach ->
                printer.add("DETACH ")
                        .add(detach.ifExists(), "DATABASE IF EXISTS ")
                        .name(detach.name());
            case Statement.ExportDatabase export -> {
                printer.expressions.clause("EXPORT DATABASE ", export.path());
                options(export.options());
            }
            case Statement.ImportDatabase load -> printer.expressions.clause("IMPORT DATABASE ", load.path());
            case Statement.Maintenance upkeep -> {
                printer.add(upkeep.kind().name().replace('_', ' '));
                if (upkeep.name() != null) {
                    printer.add(" ").name(upkeep.name()).columns(upkeep.columns());
                }
            }
            case Statement.Extension extension ->
                printer.add(extension.install() ? "INSTALL " : "LOAD ")
                        .add(
                                extension.name().quoted()
                                        ? Quoting.quote(extension.name().text())
                                        : extension.name().text());
            default -> throw new IllegalStateException("no way to print " + statement.getClass());
        }
    }

    // ---- rows

    private void with(Query.@Nullable With with) {
        if (with != null) {
            printer.queries.with(with);
        }
    }

    private void insert(Statement.Insert insert) {
        with(insert.with());
        var conflict = insert.onConflict();
        boolean replace = conflict != null && conflict.action() == OnConflict.Action.REPLACE;
        printer.add("INSERT ").add(replace, "OR REPLACE ").add("INTO ").name(insert.table());
        if (insert.alias() != null) {
            printer.add(" AS ").name(insert.alias());
        }
        printer.columns(insert.columns()).add(insert.byName(), " BY NAME").add(" ");
        if (insert.source() == null) {
            printer.add("DEFAULT VALUES");
        } else {
            printer.queries.query(insert.source());
        }
        if (conflict != null && !replace) {
            onConflict(conflict);
        }
        returning(insert.returning());
    }

    private void onConflict(OnConflict conflict) {
        printer.add(" ON CONFLICT ").columns(conflict.target());
        printer.expressions.clause(" WHERE ", conflict.targetWhere());
        if (conflict.action() == OnConflict.Action.NOTHING) {
            printer.add(" DO NOTHING");
        } else {
            printer.add(" DO UPDATE SET ");
            assignments(conflict.assignments());
            printer.expressions.clause(" WHERE ", conflict.where());
        }
    }

    private void assignments(List<Assignment> assignments) {
        printer.list(assignments, assignment -> {
            printer.name(assignment.column());
            printer.expressions.clause(" = ", assignment.value());
        });
    }

    private void returning(List<SelectItem> items) {
        printer.add(!items.isEmpty(), " RETURNING ");
        printer.queries.items(items);
    }

    private void update(Statement.Update update) {
        with(update.with());
        printer.add("UPDATE ").name(update.table());
        if (update.alias() != null) {
            printer.add(" AS ").name(update.alias());
        }
        printer.add(" SET ");
        assignments(update.assignments());
        if (!update.from().isEmpty()) {
            printer.add(" FROM ").list(update.from(), printer.tables::table);
        }
        printer.expressions.clause(" WHERE ", update.where());
        returning(update.returning());
    }

    private void delete(Statement.Delete delete) {
        with(delete.with());
        printer.add("DELETE FROM ").name(delete.table());
        if (delete.alias() != null) {
            printer.add(" AS ").name(delete.alias());
        }
        if (!delete.using().isEmpty()) {
            printer.add(" USING ").list(delete.using(), printer.tables::table);
        }
        printer.expressions.clause(" WHERE ", delete.where());
        returning(delete.returning());
    }

    private void merge(Statement.Merge merge) {
        with(merge.with());
        printer.add("MERGE INTO ").name(merge.table());
        if (merge.alias() != null) {
            printer.add(" AS ").name(merge.alias());
        }
        printer.add(" USING ");
        printer.tables.table(merge.source());
        printer.expressions.clause(" ON ", merge.on());
        printer.add(merge.on() == null, " USING ").columns(merge.using());
        merge.branches().forEach(this::mergeWhen);
        returning(merge.returning());
    }

    private void mergeWhen(MergeWhen branch) {
        printer.add(" WHEN ").add(branch.kind().name().replace('_', ' '));
        printer.expressions.clause(" AND ", branch.condition());
        printer.add(" THEN ");
        switch (branch.action()) {
            case MergeWhen.Update update -> {
                printer.add("UPDATE")
                        .add(update.byName(), " BY NAME")
                        .add(!update.assignments().isEmpty(), " SET ");
                assignments(update.assignments());
            }
            case MergeWhen.Insert insert -> {
                printer.add("INSERT").add(insert.byName(), " BY NAME");
                printer.columns(insert.columns()).add(insert.defaultValues(), " DEFAULT VALUES");
                if (!insert.values().isEmpty()) {
                    printer.add(" VALUES (");
                    printer.expressions.list(insert.values());
                    printer.add(")");
                }
            }
            case MergeWhen.Delete _ -> printer.add("DELETE");
            case MergeWhen.DoNothing _ -> printer.add("DO NOTHING");
            case MergeWhen.Raise raise -> {
                printer.add("ERROR");
                printer.expressions.clause(" ", raise.message());
            }
        }
    }

    // ---- smaller parts

    /** A file name as it stands; anything that is computed goes into parentheses. */
    private void file(Expression file) {
        boolean plain = file instanceof Expression.StringLiteral
                || file instanceof Expression.Parameter
                || file instanceof Expression.ListLiteral;
        printer.add(!plain, "(");
        printer.expressions.expression(file);
        printer.add(!plain, ")");
    }

    private void options(List<Option> options) {
        if (options.isEmpty()) {
            return;
        }
        printer.add(" (")
                .list(options, option -> {
                    printer.name(option.name());
                    if (option.value() != null) {
                        printer.add(" ");
                        optionValue(option.value());
                    }
                })
                .add(")");
    }

    private void optionValue(Expression value) {
        if (value instanceof Expression.Row row) {
            printer.add("(");
            printer.expressions.list(row.elements());
            printer.add(")");
        } else {
            printer.expressions.value(value);
        }
    }

    private SqlPrinter scope(String verb, Statement.SettingScope scope) {
        printer.add(verb).add(" ");
        return printer.add(scope != Statement.SettingScope.UNSPECIFIED, scope.name() + " ");
    }

    private void described(String verb, @Nullable QualifiedName table, @Nullable Query query) {
        printer.add(verb);
        if (table != null) {
            printer.add(" ").name(table);
        }
        if (query != null) {
            printer.add(" ");
            printer.queries.query(query);
        }
    }

    private void show(Statement.Show show) {
        printer.add("SHOW ");
        boolean thing = show.kind() == Statement.ShowKind.THING;
        printer.add(
                switch (show.kind()) {
                    case ALL_TABLES -> "ALL TABLES";
                    case SETTINGS -> "ALL";
                    case THING -> "";
                    case TABLES, VIEWS, SCHEMAS, DATABASES, COLUMNS, FUNCTIONS ->
                        show.kind().name();
                });
        if (show.name() != null) {
            printer.add(!thing, " FROM ").name(show.name());
        }
        if (show.like() != null) {
            printer.add(" LIKE ").add(Quoting.quote(show.like()));
        }
    }

    private void pragma(Statement.Pragma pragma) {
        printer.add("PRAGMA ").name(pragma.name());
        if (!pragma.arguments().isEmpty()) {
            printer.add("(");
            printer.expressions.arguments(pragma.arguments());
            printer.add(")");
        }
        if (pragma.value() != null) {
            printer.add(" = ");
            printer.expressions.expression(pragma.value());
        }
    }
}
