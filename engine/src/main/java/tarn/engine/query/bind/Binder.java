package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableConstraints;
import tarn.engine.catalog.TableSource;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.SqlParser;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.ast.TableRef;
import tarn.sql.ast.Unplaced;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Turns one statement into a plan or an order to the session. One binder per statement. */
public final class Binder {
    private final Binding binding;
    private final Surroundings around;

    public Binder(CatalogView catalog, ColumnIds ids, BindSettings settings) {
        this(catalog, ids, settings, null);
    }

    /** @param sql the text that the statement's spans point into; result columns may be named by what is written there */
    public Binder(CatalogView catalog, ColumnIds ids, BindSettings settings, @Nullable String sql) {
        this.binding = new Binding(catalog, ids, settings, sql);
        this.around = new Surroundings(binding);
    }

    /** The parameters that the statement bound last asks for and that the settings give no value for, by index. */
    public List<BoundParameter> parameters() {
        return binding.parameters();
    }

    /** The first parameter without a value, such as {@code $1}; null if there is none. */
    public @Nullable String missing() {
        return binding.missing();
    }

    /** An error of the statement's run; where it comes from the body of a view or macro, it says so. */
    public SqlException explained(SqlException error) {
        var what = binding.uses().get(error.span());
        return what == null ? error : error.hint("in " + what);
    }

    /**
     * @param steps of the statement, as far as they have been done
     * @throws SqlException where the statement makes no sense; its span says where
     */
    public BoundStatement bind(Statement statement, LeadingSteps steps) {
        binding.begin(steps);
        return bound(statement);
    }

    /** @throws SqlException where the statement makes no sense; its span says where */
    public BoundStatement bind(Statement statement) {
        return bind(statement, LeadingSteps.of(statement));
    }

    /** One of the steps of a statement, the ones before it done: a query, or a change whose RETURNING has no columns of type NULL. */
    public BoundStatement step(Query.CommonTable table, LeadingSteps steps) {
        binding.begin(steps);
        var before = steps.before(table);
        var inner = CommonTables.enter(before, around);
        if (!(table.query().body() instanceof Query.Changed changed)) {
            var query = BindQuery.bind(table.query(), inner);
            return query(new BoundQuery(CommonTables.leave(before, inner, query.plan()), query.names()));
        }
        return switch (change(changed.statement(), inner)) {
            case BoundStatement.Insert(var into, var rows, var span) ->
                new BoundStatement.Insert(into, CommonTables.leave(before, inner, rows), span);
            case BoundStatement.Change(var into, var rows, var columns, var returning, var span) ->
                new BoundStatement.Change(
                        into,
                        CommonTables.leave(before, inner, rows),
                        columns,
                        returning == null ? null : finished(returning, inner),
                        span);
            case BoundStatement change -> change;
        };
    }

    private BoundStatement.Returning finished(BoundStatement.Returning returning, Surroundings inner) {
        var plan = CommonTables.complete(returning.plan(), inner.tables());
        var query = finished(new BoundQuery(plan, returning.names()), binding);
        return new BoundStatement.Returning(returning.shared(), query.plan(), query.names());
    }

    /** INSERT, UPDATE, DELETE or MERGE. */
    static BoundStatement change(Statement statement, Surroundings around) {
        return switch (statement) {
            case Statement.Insert insert -> new BindInsert(around).insert(insert);
            case Statement.Update update -> new BindChange(around).update(update);
            case Statement.Delete delete -> new BindChange(around).delete(delete);
            case Statement.Merge merge -> new BindMerge(merge, around).bind();
            default -> throw new IllegalStateException("no change of rows: " + statement.getClass());
        };
    }

    private BoundStatement bound(Statement statement) {
        return switch (statement) {
            case Statement.QueryStatement query -> query(BindQuery.bind(query.query(), around));
            case Statement.CreateTable create -> new BindCreate(around).table(create);
            case Statement.CreateTableAs create -> new BindCreate(around).tableAs(create);
            case Statement.CreateView create -> new BindCreate(around).view(create);
            case Statement.CreateMacro create -> BindMacro.create(create, around);
            case Statement.Insert insert -> new BindInsert(around).insert(insert);
            case Statement.CopyFrom copy -> new BindInsert(around).copyFrom(copy);
            case Statement.CopyTo copy -> copyTo(copy);
            case Statement.Update update -> new BindChange(around).update(update);
            case Statement.Delete delete -> new BindChange(around).delete(delete);
            case Statement.Truncate truncate -> new BindChange(around).truncate(truncate);
            case Statement.Merge merge -> new BindMerge(merge, around).bind();
            case Statement.Call call -> query(BindPragma.call(call, around));
            case Statement.Alter alter -> BindAlter.bind(alter, around);
            case Statement.Drop drop ->
                new BoundStatement.Drop(drop.kind(), drop.names(), drop.ifExists(), drop.cascade(), drop.span());
            case Statement.Explain explain ->
                new BoundStatement.Explain(
                        explain.analyze(),
                        explain.format() == null ? "text" : explain.format().folded(),
                        explained(explain));
            case Statement.Describe describe -> query(BindDescribe.describe(describe, around));
            case Statement.Summarize summarize -> query(BindDescribe.summarize(summarize, around));
            case Statement.Show show -> show(show);
            case Statement.Set set ->
                new BoundStatement.Set(
                        set.scope(),
                        set.name().text().toLowerCase(Locale.ROOT),
                        settingValues(set.values()),
                        set.name().span().isNone() ? set.span() : set.name().span());
            case Statement.SetVariable set ->
                new BoundStatement.SetVariable(set.name().folded(), variable(set.value()));
            case Statement.ResetVariable reset ->
                new BoundStatement.SetVariable(reset.name().folded(), null);
            case Statement.Reset reset ->
                new BoundStatement.Reset(
                        reset.scope(),
                        reset.name() == null ? null : reset.name().text().toLowerCase(Locale.ROOT),
                        reset.span());
            case Statement.Transaction transaction ->
                new BoundStatement.Transaction(transaction.action(), transaction.span());
            case Statement.Pragma pragma -> pragma(pragma);
            case Statement.Prepare prepare -> {
                bind(prepare.statement());
                yield new BoundStatement.Prepare(
                        prepare.name().folded(), Unplaced.of(prepare.statement()), parameters(), prepare.span());
            }
            case Statement.Execute execute -> execute(execute);
            case Statement.Deallocate deallocate ->
                new BoundStatement.Deallocate(
                        deallocate.name() == null ? null : deallocate.name().folded(), deallocate.span());
            case Statement.Use use -> new BoundStatement.Use(use.name(), use.span());
            case Statement.Extension extension -> new BoundStatement.NoEffect(extension.span());
            case Statement.Maintenance maintenance -> new BoundStatement.NoEffect(maintenance.span());
            case Statement.CreateSequence create -> BindObjects.sequence(create);
            case Statement.CreateType create -> BindObjects.type(create, around);
            case Statement.CreateIndex create -> BindObjects.index(create, around);
            case Statement.CommentOn comment ->
                new BoundStatement.Comment(comment.kind(), comment.name(), comment.text(), comment.span());
            case Statement.CreateSchema create ->
                new BoundStatement.CreateSchema(create.name(), create.mode(), create.span());
            case Statement.CreateFunction _,
                    Statement.ExportDatabase _,
                    Statement.ImportDatabase _,
                    Statement.Attach _,
                    Statement.Detach _ -> throw SqlException.notSupported(name(statement), statement.span());
        };
    }

    /** {@code CreateSchema} is {@code CREATE SCHEMA}. */
    private static String name(Statement statement) {
        return statement
                .getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }

    /** The columns of a table or view. */
    public List<ColumnDefinition> columns(String schema, String name) {
        var parts = List.of(new Identifier(schema, true, Span.NONE), new Identifier(name, true, Span.NONE));
        var table = new TableRef.Named(new QualifiedName(parts, Span.NONE), null, Span.NONE);
        return BindDescribe.definitions(BindQuery.body(BindQuery.starOf(table), around));
    }

    /**
     * Rows of a table for which a condition over its columns, kept as SQL text, is false, among those from row number
     * {@code from} on.
     */
    public Plan violating(TableSource source, String condition, long from) {
        var rows = BindFrom.table(
                new CatalogView.Entry.Table("", source.name(), source, TableConstraints.NONE), null, around);
        var binder = ExprBinder.of(around, rows.scope(), Place.plain("CHECK"));
        Expr holds = binder.condition(Unplaced.of(SqlParser.parseExpression(condition)), "CHECK");
        Expr fails = new Expr.Not(holds, Span.NONE);
        var recent = new Expr.Comparison(
                ComparisonOperator.GREATER_OR_EQUAL,
                BindChange.rowid(rows),
                BindLiteral.bigint(from, Span.NONE),
                Span.NONE);
        return new Plan.Filter(rows.plan(), from == 0 ? fails : BindOperator.and(List.of(recent, fails), Span.NONE));
    }

    private BoundStatement explained(Statement.Explain explain) {
        if (!LeadingSteps.of(explain.statement()).isEmpty()) {
            throw SqlException.notSupported("EXPLAIN of a WITH that changes data", explain.span());
        }
        return bound(explain.statement());
    }

    private BoundStatement query(BoundQuery query) {
        var finished = finished(query, binding);
        return new BoundStatement.Query(finished.plan(), finished.names());
    }

    /** The query as the user sees it: a column of bare NULLs is an INTEGER there. */
    static BoundQuery finished(BoundQuery query, Binding binding) {
        var types = query.columns().stream()
                .map(Column::type)
                .map(type -> type == ScalarType.NULL ? ScalarType.INTEGER : type)
                .toList();
        return new BoundQuery(BindSubquery.cast(query, types, tarn.sql.error.Span.NONE, binding), query.names());
    }

    /** The value of any expression, sub-queries included. */
    private Expr.Literal variable(Expression value) {
        var expr =
                ExprBinder.of(around, Scope.EMPTY, Place.plain("SET VARIABLE")).bind(value);
        if (expr instanceof Expr.Literal literal) {
            return literal;
        }
        if (!parameters().isEmpty()) {
            return BindLiteral.nothing(expr.type(), value.span());
        }
        var output = binding.column("value", expr.type());
        var plan = new Plan.Project(BindValues.nothing(), List.of(new Plan.Assignment(output, expr)));
        try {
            return binding.rows(plan).getFirst().getFirst();
        } catch (SqlException e) {
            throw e.at(value.span());
        }
    }

    private BoundStatement copyTo(Statement.CopyTo copy) {
        var query = finished(BindQuery.bind(copy.query(), around), binding);
        if (!(BindTableFunction.constant(copy.target(), around).value() instanceof String path)) {
            throw SqlException.typeMismatch(
                    "a file name is a string", copy.target().span());
        }
        return new BoundStatement.CopyTo(
                query.plan(), query.names(), path, BindTableFunction.options(copy.options(), around), copy.span());
    }

    private BoundStatement show(Statement.Show show) {
        var rows = BindDescribe.show(show, around);
        return rows == null ? new BoundStatement.Show(show.kind(), show.name(), show.like(), show.span()) : query(rows);
    }

    private Expr.Literal settingValue(Expression value) {
        return value instanceof Expression.ColumnName name
                ? BindLiteral.string(name.name().text(), name.span())
                : BindTableFunction.constant(value, around);
    }

    private List<Expr.Literal> settingValues(List<Expression> values) {
        return values.stream().map(this::settingValue).toList();
    }

    private BoundStatement pragma(Statement.Pragma pragma) {
        var rows = BindPragma.rows(pragma, around);
        if (rows != null) {
            return query(rows);
        }
        var arguments = new ArrayList<Expr.Literal>();
        pragma.arguments().forEach(argument -> arguments.add(settingValue(argument.value())));
        return new BoundStatement.Pragma(
                pragma.name().folded(),
                List.copyOf(arguments),
                pragma.value() == null ? null : settingValue(pragma.value()),
                pragma.span());
    }

    private BoundStatement execute(Statement.Execute execute) {
        Map<String, Expr.Literal> values = new LinkedHashMap<>();
        int position = 0;
        for (var argument : execute.arguments()) {
            String key = argument.name() == null
                    ? Integer.toString(++position)
                    : argument.name().folded();
            values.put(key, BindTableFunction.constant(argument.value(), around));
        }
        return new BoundStatement.Execute(execute.name().folded(), values, execute.span());
    }
}
