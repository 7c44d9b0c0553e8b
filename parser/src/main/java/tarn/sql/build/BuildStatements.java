package tarn.sql.build;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.Statement.SettingScope;
import tarn.sql.ast.Statement.ShowKind;
import tarn.sql.ast.TableRef;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Statements: which kind it is, and those about the session and the catalog. */
final class BuildStatements {
    private static final Set<String> EXPLAIN_OPTIONS = Set.of("analyze", "verbose", "format");

    private final Builder builder;
    private final Source source;

    BuildStatements(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Statement statement(TarnParser.StatementContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.WithStatementContext with -> afterWith(with.withClause(), with.afterWith(), span);
            case TarnParser.CreateContext create -> builder.definitions.create(create.createStatement());
            case TarnParser.AlterContext alter -> builder.alterations.alter(alter, span);
            case TarnParser.DropContext drop -> builder.alterations.drop(drop, span);
            case TarnParser.CommentContext comment -> builder.alterations.comment(comment, span);
            case TarnParser.TruncateContext truncate ->
                new Statement.Truncate(builder.names.table(truncate.tableName()), span);
            case TarnParser.CopyFromContext copy -> builder.changes.copyFrom(copy, span);
            case TarnParser.CopyToContext copy -> builder.changes.copyTo(copy, span);
            case TarnParser.ExportDatabaseContext export ->
                new Statement.ExportDatabase(
                        text(export.stringOrParameter()), builder.changes.options(export.copyOptions()), span);
            case TarnParser.ImportDatabaseContext load ->
                new Statement.ImportDatabase(text(load.stringOrParameter()), span);
            case TarnParser.ExplainContext explain -> explain(explain, span);
            case TarnParser.BeginContext begin ->
                new Statement.Transaction(
                        begin.ONLY() != null
                                ? Statement.TransactionAction.BEGIN_READ_ONLY
                                : Statement.TransactionAction.BEGIN,
                        span);
            case TarnParser.CommitContext _ -> new Statement.Transaction(Statement.TransactionAction.COMMIT, span);
            case TarnParser.RollbackContext _ -> new Statement.Transaction(Statement.TransactionAction.ROLLBACK, span);
            default -> session(node, span);
        };
    }

    Statement afterWith(TarnParser.@Nullable WithClauseContext clause, TarnParser.AfterWithContext node, Span span) {
        return switch (node) {
            case TarnParser.QueryStatementContext query -> query(clause, query, span);
            case TarnParser.InsertContext insert -> builder.changes.insert(with(clause), insert, span);
            case TarnParser.UpdateContext update -> builder.changes.update(with(clause), update, span);
            case TarnParser.DeleteContext delete -> builder.changes.delete(with(clause), delete, span);
            case TarnParser.MergeContext merge -> builder.changes.merge(with(clause), merge, span);
            default -> throw new IllegalStateException("unknown form of statement: " + node.getClass());
        };
    }

    private Query.@Nullable With with(TarnParser.@Nullable WithClauseContext clause) {
        return clause == null ? null : builder.queries.with(clause);
    }

    private Statement query(
            TarnParser.@Nullable WithClauseContext with, TarnParser.QueryStatementContext node, Span span) {
        var query = builder.queries.query(with, node.queryBody(), node.orderBy(), node.limits(), span);
        boolean plain = query.with() == null && query.orderBy().isEmpty() && query.limit() == null;
        return plain && query.body() instanceof Query.Described(var statement, var _)
                ? statement
                : new Statement.QueryStatement(query, span);
    }

    private Statement explain(TarnParser.ExplainContext node, Span span) {
        var options = node.explainOptions();
        boolean analyze = !options.ANALYZE().isEmpty();
        Identifier format = null;
        for (var option : options.explainOption()) {
            Identifier name = builder.names.identifier(option.label());
            if (!EXPLAIN_OPTIONS.contains(name.folded())) {
                throw SqlException.syntax("unknown option of EXPLAIN: " + name, name.span())
                        .suggesting(name.text(), EXPLAIN_OPTIONS);
            }
            if (name.matches("analyze")) {
                analyze = option.FALSE() == null;
            } else if (name.matches("format")) {
                format = option.stringValue() != null
                        ? builder.names.named(option.stringValue())
                        : option.identifier() == null ? null : builder.names.identifier(option.identifier());
                if (format == null) {
                    throw SqlException.syntax("expected a format after FORMAT", name.span());
                }
            }
        }
        return new Statement.Explain(analyze, format, source.deeper(node, () -> statement(node.statement())), span);
    }

    private Statement session(TarnParser.StatementContext node, Span span) {
        var names = builder.names;
        return switch (node) {
            case TarnParser.SetSettingContext set -> set(set, span);
            case TarnParser.SetTimeZoneContext set ->
                new Statement.Set(
                        scope(set.settingScope()),
                        QualifiedName.of(new Identifier(
                                "timezone", false, source.span(set.ZONE().getSymbol()))),
                        List.of(value(set.settingValue())),
                        span);
            case TarnParser.SetVariableContext set ->
                new Statement.SetVariable(
                        names.identifier(set.label()), builder.expressions.expression(set.expression()), span);
            case TarnParser.ResetVariableContext reset ->
                new Statement.ResetVariable(names.identifier(reset.label()), span);
            case TarnParser.ResetSettingContext reset ->
                new Statement.Reset(
                        scope(reset.settingScope()),
                        reset.qualifiedName() == null ? null : names.qualified(reset.qualifiedName()),
                        span);
            case TarnParser.UseContext use -> new Statement.Use(names.qualified(use.qualifiedName()), span);
            case TarnParser.PrepareContext prepare ->
                new Statement.Prepare(
                        names.identifier(prepare.identifier()),
                        source.deeper(node, () -> statement(prepare.statement())),
                        span);
            case TarnParser.ExecuteContext execute ->
                new Statement.Execute(
                        names.identifier(execute.identifier()),
                        builder.calls.arguments(execute.callArguments(), true),
                        span);
            case TarnParser.DeallocateContext deallocate ->
                new Statement.Deallocate(
                        deallocate.identifier() == null ? null : names.identifier(deallocate.identifier()), span);
            case TarnParser.CallContext call ->
                new Statement.Call(
                        names.function(call.functionPath()), builder.calls.arguments(call.callArguments(), true), span);
            case TarnParser.PragmaContext pragma ->
                new Statement.Pragma(
                        names.identifier(pragma.label()),
                        builder.calls.arguments(pragma.callArguments(), true),
                        pragma.settingValue() == null ? null : value(pragma.settingValue()),
                        span);
            case TarnParser.AttachContext attach ->
                new Statement.Attach(
                        text(attach.stringOrParameter()),
                        attach.label() == null ? null : names.identifier(attach.label()),
                        attach.REPLACE() != null
                                ? CreateMode.OR_REPLACE
                                : attach.EXISTS() != null ? CreateMode.IF_NOT_EXISTS : CreateMode.FAIL,
                        builder.changes.options(attach.copyOptions()),
                        span);
            case TarnParser.DetachContext detach ->
                new Statement.Detach(names.identifier(detach.label()), detach.EXISTS() != null, span);
            case TarnParser.MaintenanceContext upkeep -> maintenance(upkeep, span);
            case TarnParser.ExtensionContext extension -> {
                var word = extension.identifier();
                yield new Statement.Extension(
                        extension.INSTALL() != null,
                        word.isEmpty()
                                        || extension.getChild(extension.FORCE() == null ? 1 : 2)
                                                instanceof TarnParser.StringValueContext
                                ? names.named(extension.stringValue(0))
                                : names.identifier(word.getFirst()),
                        span);
            }
            default -> throw new IllegalStateException("unknown form of statement: " + node.getClass());
        };
    }

    private Statement set(TarnParser.SetSettingContext node, Span span) {
        var scope = scope(node.settingScope());
        var name = builder.names.qualified(node.qualifiedName());
        return node.DEFAULT() != null
                ? new Statement.Reset(scope, name, span)
                : new Statement.Set(
                        scope,
                        name,
                        node.settingValue().stream().map(this::value).toList(),
                        span);
    }

    private static SettingScope scope(TarnParser.@Nullable SettingScopeContext node) {
        if (node == null) {
            return SettingScope.UNSPECIFIED;
        }
        return node.LOCAL() != null
                ? SettingScope.LOCAL
                : node.SESSION() != null ? SettingScope.SESSION : SettingScope.GLOBAL;
    }

    /** ON is a name like {@code off}, which is none of SQL's words. */
    private Expression value(TarnParser.SettingValueContext node) {
        if (node.ON() != null) {
            var name = builder.names.identifier(node);
            return new Expression.ColumnName(QualifiedName.of(name), name.span());
        }
        return builder.expressions.expression(node.expression());
    }

    private Expression text(TarnParser.StringOrParameterContext node) {
        return node.parameter() != null
                ? builder.primaries.parameter(node.parameter())
                : new Expression.StringLiteral(builder.names.string(node.stringValue()), source.span(node));
    }

    private Statement maintenance(TarnParser.MaintenanceContext node, Span span) {
        var kind = node.CHECKPOINT() != null
                ? Statement.MaintenanceKind.CHECKPOINT
                : node.VACUUM() == null
                        ? Statement.MaintenanceKind.ANALYZE
                        : node.ANALYZE() != null
                                ? Statement.MaintenanceKind.VACUUM_ANALYZE
                                : Statement.MaintenanceKind.VACUUM;
        return new Statement.Maintenance(
                kind,
                node.tableName() == null ? null : builder.names.table(node.tableName()),
                builder.names.columns(node.columnList()),
                span);
    }

    // ---- statements that are queries too

    Statement described(TarnParser.QueryBodyContext node, Span span) {
        return switch (node) {
            case TarnParser.DescribeContext describe ->
                new Statement.Describe(
                        describe.tableName() == null ? null : builder.names.table(describe.tableName()),
                        subject(describe.query(), describe.stringValue()),
                        span);
            case TarnParser.SummarizeContext summarize ->
                new Statement.Summarize(
                        summarize.tableName() == null ? null : builder.names.table(summarize.tableName()),
                        subject(summarize.query(), summarize.stringValue()),
                        span);
            case TarnParser.ShowContext show -> show(show.showSubject(), span);
            default -> throw new IllegalStateException("unknown form of query: " + node.getClass());
        };
    }

    private @Nullable Query subject(
            TarnParser.@Nullable QueryContext query, TarnParser.@Nullable StringValueContext file) {
        if (file == null) {
            return query == null ? null : builder.queries.query(query);
        }
        Span span = source.span(file);
        var table = new TableRef.File(builder.names.string(file), null, span);
        return new Query(null, builder.queries.selectFrom(table, span), List.of(), null, span);
    }

    private Statement show(TarnParser.ShowSubjectContext node, Span span) {
        var names = builder.names;
        return switch (node) {
            case TarnParser.ShowAllTablesContext _ -> new Statement.Show(ShowKind.ALL_TABLES, null, null, span);
            case TarnParser.ShowAllContext _ -> new Statement.Show(ShowKind.SETTINGS, null, null, span);
            case TarnParser.ShowTablesContext s -> show(ShowKind.TABLES, s.qualifiedName(), s.stringValue(), span);
            case TarnParser.ShowViewsContext s -> show(ShowKind.VIEWS, s.qualifiedName(), s.stringValue(), span);
            case TarnParser.ShowSchemasContext s -> show(ShowKind.SCHEMAS, null, s.stringValue(), span);
            case TarnParser.ShowDatabasesContext s -> show(ShowKind.DATABASES, null, s.stringValue(), span);
            case TarnParser.ShowColumnsContext s -> show(ShowKind.COLUMNS, s.qualifiedName(), s.stringValue(), span);
            case TarnParser.ShowFunctionsContext s -> show(ShowKind.FUNCTIONS, null, s.stringValue(), span);
            case TarnParser.ShowTableContext s -> new Statement.Describe(names.table(s.tableName()), null, span);
            case TarnParser.ShowThingContext s -> show(ShowKind.THING, s.qualifiedName(), null, span);
            default -> throw new IllegalStateException("unknown form of SHOW: " + node.getClass());
        };
    }

    private Statement show(
            ShowKind kind,
            TarnParser.@Nullable QualifiedNameContext name,
            TarnParser.@Nullable StringValueContext like,
            Span span) {
        return new Statement.Show(
                kind,
                name == null ? null : builder.names.qualified(name),
                like == null ? null : builder.names.string(like),
                span);
    }
}
