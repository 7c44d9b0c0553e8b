package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.ColumnDefinition;
import tarn.sql.ast.Constraint;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Option;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** CREATE in all its forms. */
final class BuildDefinitions {
    private final Builder builder;
    private final Source source;

    BuildDefinitions(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Statement create(TarnParser.CreateStatementContext node) {
        Span span = source.span(node);
        var names = builder.names;
        return switch (node) {
            case TarnParser.CreateTableAsContext table ->
                new Statement.CreateTableAs(
                        names.table(table.tableName()),
                        mode(table.createMode(), table.ifNotExists()),
                        table.temporary() != null,
                        names.columns(table.columnList()),
                        builder.queries.query(table.query()),
                        table.NO() == null,
                        span);
            case TarnParser.CreateTableContext table -> table(table, span);
            case TarnParser.CreateExternalTableContext table ->
                new BuildExternal(builder).table(table, mode(table.createMode(), table.ifNotExists()), span);
            case TarnParser.CreateViewContext view -> view(view, span);
            case TarnParser.CreateSchemaContext schema ->
                new Statement.CreateSchema(
                        names.qualified(schema.qualifiedName()), mode(schema.createMode(), schema.ifNotExists()), span);
            case TarnParser.CreateMacroContext macro ->
                new Statement.CreateMacro(
                        names.function(macro.functionPath()),
                        mode(macro.createMode(), macro.ifNotExists()),
                        macro.temporary() != null,
                        macro.macro().stream().map(this::macro).toList(),
                        span);
            case TarnParser.CreateFunctionContext function ->
                new Statement.CreateFunction(
                        names.function(function.functionPath()),
                        mode(function.createMode(), function.ifNotExists()),
                        parameters(function.macroParameters()),
                        builder.types.type(function.type()),
                        names.identifier(function.identifier()),
                        names.string(function.stringValue()),
                        span);
            case TarnParser.CreateTypeContext type ->
                new Statement.CreateType(
                        names.qualified(type.qualifiedName()),
                        mode(type.createMode(), type.ifNotExists()),
                        type.temporary() != null,
                        type.type() == null ? null : builder.types.type(type.type()),
                        type.query() == null ? null : builder.queries.query(type.query()),
                        span);
            case TarnParser.CreateSequenceContext sequence ->
                new Statement.CreateSequence(
                        names.qualified(sequence.qualifiedName()),
                        mode(sequence.createMode(), sequence.ifNotExists()),
                        sequence.temporary() != null,
                        sequenceOptions(sequence.sequenceOption()),
                        span);
            case TarnParser.CreateIndexContext index ->
                new Statement.CreateIndex(
                        index.qualifiedName() == null ? null : names.qualified(index.qualifiedName()),
                        mode(index.createMode(), index.ifNotExists()),
                        index.UNIQUE() != null,
                        names.table(index.tableName()),
                        index.identifier() == null ? null : names.identifier(index.identifier()),
                        index.orderItem().stream().map(builder.calls::orderItem).toList(),
                        span);
            default -> throw new IllegalStateException("unknown form of CREATE: " + node.getClass());
        };
    }

    private Statement view(TarnParser.CreateViewContext node, Span span) {
        var name = builder.names.table(node.tableName());
        var columns = builder.names.columns(node.columnList());
        var query = builder.queries.query(node.query());
        return new Statement.CreateView(
                name,
                mode(node.createMode(), node.ifNotExists()),
                node.temporary() != null,
                columns,
                node.RECURSIVE() == null ? query : recursive(name, columns, query),
                span);
    }

    /** {@code WITH RECURSIVE name (columns) AS (query) TABLE name}. */
    private static Query recursive(QualifiedName name, List<Identifier> columns, Query query) {
        var span = query.span();
        var table = new Query.CommonTable(name.last(), columns, List.of(), null, query, span);
        var all = new Query.Table(QualifiedName.of(name.last()), span);
        return new Query(new Query.With(true, List.of(table), span), all, List.of(), null, span);
    }

    private CreateMode mode(TarnParser.CreateModeContext replace, TarnParser.@Nullable IfNotExistsContext ifNotExists) {
        if (replace.REPLACE() == null) {
            return ifNotExists == null ? CreateMode.FAIL : CreateMode.IF_NOT_EXISTS;
        }
        if (ifNotExists != null) {
            throw SqlException.syntax("OR REPLACE and IF NOT EXISTS exclude each other", source.span(ifNotExists));
        }
        return CreateMode.OR_REPLACE;
    }

    private Statement table(TarnParser.CreateTableContext node, Span span) {
        return table(
                node.tableName(),
                mode(node.createMode(), node.ifNotExists()),
                node.temporary() != null,
                node.tableElement(),
                node.query() == null ? null : builder.queries.query(node.query()),
                span);
    }

    Statement table(
            TarnParser.TableNameContext name,
            CreateMode mode,
            boolean temporary,
            List<TarnParser.TableElementContext> elements,
            @Nullable Query rows,
            Span span) {
        var columns = new ArrayList<ColumnDefinition>();
        var constraints = new ArrayList<Constraint>();
        for (var element : elements) {
            if (element.columnDefinition() != null) {
                columns.add(column(element.columnDefinition()));
            } else {
                constraints.add(tableConstraint(element.tableConstraint()));
            }
        }
        if (columns.isEmpty()) {
            throw SqlException.syntax("a table needs a column", source.span(name));
        }
        return new Statement.CreateTable(
                builder.names.table(name), mode, temporary, List.copyOf(columns), List.copyOf(constraints), rows, span);
    }

    ColumnDefinition column(TarnParser.ColumnDefinitionContext node) {
        var constraints =
                node.columnConstraint().stream().map(this::columnConstraint).toList();
        boolean generated = constraints.stream().anyMatch(Constraint.Generated.class::isInstance);
        if (node.type() == null && !generated) {
            throw SqlException.syntax(
                    "the column has no type: " + source.text(node.columnName()), source.span(node.columnName()));
        }
        return new ColumnDefinition(
                builder.names.identifier(node.columnName()),
                node.type() == null ? null : builder.types.type(node.type()),
                constraints,
                source.span(node));
    }

    private @Nullable Identifier name(TarnParser.@Nullable ConstraintNameContext node) {
        return node == null ? null : builder.names.identifier(node.identifier());
    }

    private Constraint columnConstraint(TarnParser.ColumnConstraintContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.NotNullConstraintContext c -> new Constraint.NotNull(name(c.constraintName()), span);
            case TarnParser.NullConstraintContext c -> new Constraint.AllowNull(name(c.constraintName()), span);
            case TarnParser.PrimaryKeyConstraintContext c ->
                new Constraint.PrimaryKey(name(c.constraintName()), List.of(), span);
            case TarnParser.UniqueConstraintContext c ->
                new Constraint.Unique(name(c.constraintName()), List.of(), span);
            case TarnParser.CheckConstraintContext c ->
                new Constraint.Check(name(c.constraintName()), builder.expressions.expression(c.expression()), span);
            case TarnParser.ReferencesConstraintContext c ->
                new Constraint.ForeignKey(
                        name(c.constraintName()),
                        List.of(),
                        builder.names.table(c.tableName()),
                        builder.names.columns(c.columnList()),
                        span);
            case TarnParser.DefaultConstraintContext c ->
                new Constraint.DefaultValue(builder.expressions.value(c.value()), span);
            case TarnParser.GeneratedConstraintContext c ->
                new Constraint.Generated(builder.expressions.expression(c.expression()), c.STORED() != null, span);
            case TarnParser.CollateConstraintContext c ->
                new Constraint.Collation(builder.names.qualified(c.qualifiedName()), span);
            default -> throw new IllegalStateException("unknown form of constraint: " + node.getClass());
        };
    }

    Constraint tableConstraint(TarnParser.TableConstraintContext node) {
        Span span = source.span(node);
        return switch (node) {
            case TarnParser.PrimaryKeyTableContext c ->
                new Constraint.PrimaryKey(name(c.constraintName()), builder.names.columns(c.columnList()), span);
            case TarnParser.UniqueTableContext c ->
                new Constraint.Unique(name(c.constraintName()), builder.names.columns(c.columnList()), span);
            case TarnParser.CheckTableContext c ->
                new Constraint.Check(name(c.constraintName()), builder.expressions.expression(c.expression()), span);
            case TarnParser.ForeignKeyTableContext c ->
                new Constraint.ForeignKey(
                        name(c.constraintName()),
                        builder.names.columns(c.columnList(0)),
                        builder.names.table(c.tableName()),
                        builder.names.columns(c.columnList(1)),
                        span);
            default -> throw new IllegalStateException("unknown form of constraint: " + node.getClass());
        };
    }

    private Statement.Macro macro(TarnParser.MacroContext node) {
        return new Statement.Macro(
                parameters(node.macroParameters()),
                builder.expressions.optional(node.expression()),
                node.query() == null ? null : builder.queries.query(node.query()),
                source.span(node));
    }

    private List<Statement.FunctionParameter> parameters(TarnParser.MacroParametersContext node) {
        return node.macroParameter().stream()
                .map(p -> new Statement.FunctionParameter(
                        builder.names.identifier(p.identifier()),
                        p.type() == null ? null : builder.types.type(p.type()),
                        builder.expressions.optional(p.expression()),
                        source.span(p)))
                .toList();
    }

    List<Option> sequenceOptions(List<TarnParser.SequenceOptionContext> options) {
        return options.stream().map(this::sequenceOption).toList();
    }

    private Option sequenceOption(TarnParser.SequenceOptionContext node) {
        Span span = source.span(node);
        String name = node.INCREMENT() != null
                ? "increment"
                : node.START() != null
                        ? "start"
                        : node.MINVALUE() != null ? "minvalue" : node.MAXVALUE() != null ? "maxvalue" : "cycle";
        Expression value = node.signedNumber() != null ? builder.primaries.signedNumber(node.signedNumber()) : null;
        if (node.CYCLE() != null) {
            value = new Expression.BooleanLiteral(node.NO() == null, span);
        }
        return new Option(new Identifier(name, false, span), value, span);
    }
}
