package tarn.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.query.bind.BindSettings;
import tarn.engine.query.bind.Binder;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.bind.LeadingSteps;
import tarn.engine.query.logical.Plan;
import tarn.sql.SqlParser;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * One user's work with a database: settings, temporary tables, a transaction, prepared statements. Runs one statement at a
 * time; only {@link #cancel} and {@link #progress} may be called by other threads.
 */
public final class Session implements AutoCloseable {
    private final Tarn database;
    private final Settings settings;
    private final Workspace workspace;
    private final QueryRunner runner;
    private final Definitions definitions;
    private final Modifications modifications;
    private final Alterations alterations;
    private final Indexes indexes;
    private final Shows shows;
    private final Map<String, BoundStatement.Prepare> prepared = new HashMap<>();
    private final Map<String, Expr.Literal> variables = new HashMap<>();
    private final Host host = new Host();

    Session(Tarn database) {
        this.database = database;
        this.settings = new Settings(database);
        this.workspace = new Workspace(database, settings, this::columnsOfView);
        this.runner = new QueryRunner(database, settings);
        var checks = new RowChecks(runner, ids -> new Binder(workspace.view(), ids, bindSettings(Map.of())));
        this.definitions = new Definitions(database, workspace, runner, checks);
        this.modifications = new Modifications(database, workspace, runner, checks);
        this.indexes = new Indexes(workspace, checks);
        this.alterations = new Alterations(database, workspace, runner, checks);
        this.shows = new Shows(workspace, settings, runner);
    }

    /**
     * Runs every statement of a text and returns what the last one gave.
     *
     * @throws SqlException for the first statement that fails; the ones before it stay done
     */
    public Result execute(String sql) {
        Result last = Result.done();
        for (var statement : statements(sql)) {
            last.close();
            last = run(statement, sql);
        }
        return last;
    }

    private List<ColumnDefinition> columnsOfView(String schema, String name) {
        return new Binder(workspace.view(), new ColumnIds(), bindSettings(Map.of())).columns(schema, name);
    }

    /** The statements of a text, each parsed when it is asked for. */
    public Iterable<Statement> statements(String sql) {
        return SqlParser.statements(sql);
    }

    /** Runs one of the {@link #statements} of a text. */
    public Result run(Statement statement, String sql) {
        return run(statement, sql, Map.of());
    }

    /**
     * Runs a statement with values for its parameters.
     *
     * @param parameters keys {@code 1}, {@code 2}... for {@code ?} and {@code $1}, the name in lower case for {@code $name}
     */
    public Result run(Statement statement, String sql, Map<String, Expr.Literal> parameters) {
        runner.reset();
        boolean ends = statement instanceof Statement.Transaction;
        try (var _ = database.memory().use()) {
            if (!ends) {
                workspace.requireIntact(statement.span());
            }
            return carryOut(statement, sql, parameters);
        } catch (SqlException error) {
            if (!ends) {
                workspace.failed();
            }
            throw error.sql() == null ? error.withSql(sql) : error;
        } catch (OutOfMemoryError | StackOverflowError error) {
            workspace.failed();
            throw SqlException.of(
                            ErrorCode.OUT_OF_MEMORY,
                            error instanceof StackOverflowError
                                    ? "the statement is nested too deeply"
                                    : "the Java heap is full")
                    .causedBy(error);
        } catch (RuntimeException error) {
            workspace.failed();
            throw SqlException.internal(error.toString(), error).withSql(sql);
        }
    }

    /** The way of a statement: bound names and types, then a plan, run as pipelines, to a result. */
    private Result carryOut(Statement statement, @Nullable String sql, Map<String, Expr.Literal> parameters) {
        var steps = LeadingSteps.of(statement);
        if (steps.isEmpty()) {
            return carryOut(statement, sql, parameters, steps);
        }
        var whole = new Binder(workspace.view(), new ColumnIds(), bindSettings(parameters), sql);
        whole.bind(statement, steps);
        requireParameters(whole, statement);
        return workspace.atOnce(statement.span(), () -> {
            for (var table : steps.tables()) {
                var ids = new ColumnIds();
                var binder = new Binder(workspace.view(), ids, bindSettings(parameters), sql);
                modifications.step(binder.step(table, steps), ids, (rows, names) -> steps.give(table, rows, names));
            }
            return carryOut(statement, sql, parameters, steps);
        });
    }

    private Result carryOut(
            Statement statement, @Nullable String sql, Map<String, Expr.Literal> parameters, LeadingSteps steps) {
        var ids = new ColumnIds();
        var binder = new Binder(workspace.view(), ids, bindSettings(parameters), sql);
        var bound = binder.bind(statement, steps);
        if (!(bound instanceof BoundStatement.Prepare)) {
            requireParameters(binder, statement);
        }
        try {
            return carryOut(bound, ids);
        } catch (SqlException error) {
            throw binder.explained(error);
        }
    }

    private static void requireParameters(Binder binder, Statement statement) {
        if (!binder.parameters().isEmpty()) {
            throw SqlException.of(
                    ErrorCode.PARAMETER, "no value for the parameter " + binder.missing(), statement.span());
        }
    }

    private Result carryOut(BoundStatement bound, ColumnIds ids) {
        return switch (bound) {
            case BoundStatement.Query query -> runner.rows(query.plan(), query.names(), ids);
            case BoundStatement.CreateTable create -> definitions.createTable(create, ids);
            case BoundStatement.CreateView create -> definitions.createView(create);
            case BoundStatement.CreateMacro create -> definitions.createMacro(create);
            case BoundStatement.CreateSchema create -> definitions.createSchema(create.name(), create.mode());
            case BoundStatement.CreateSequence create -> definitions.createSequence(create);
            case BoundStatement.CreateType create -> definitions.createType(create);
            case BoundStatement.CreateIndex create -> indexes.create(create);
            case BoundStatement.Comment comment -> Comments.comment(comment, workspace);
            case BoundStatement.AlterTable alter -> alterations.table(alter, ids);
            case BoundStatement.AlterView alter -> alterations.view(alter);
            case BoundStatement.Insert insert -> modifications.insert(insert, ids);
            case BoundStatement.Change change -> modifications.change(change, ids);
            case BoundStatement.Truncate truncate -> modifications.truncate(truncate);
            case BoundStatement.Drop drop -> definitions.drop(drop);
            case BoundStatement.CopyTo copy -> Exports.copyTo(copy, runner, ids, database.externalAccess());
            case BoundStatement.Explain explain -> shows.explain(explain, ids);
            case BoundStatement.Show show -> shows.show(show);
            case BoundStatement.Set set -> set(set);
            case BoundStatement.Reset reset -> reset(reset);
            case BoundStatement.SetVariable set -> setVariable(set);
            case BoundStatement.Pragma pragma -> pragma(pragma);
            case BoundStatement.Transaction transaction -> transaction(transaction);
            case BoundStatement.Prepare prepare -> prepare(prepare);
            case BoundStatement.Execute execute -> execute(execute);
            case BoundStatement.Deallocate deallocate -> deallocate(deallocate);
            case BoundStatement.Use use -> use(use);
            case BoundStatement.NoEffect _ -> Result.done();
        };
    }

    private BindSettings bindSettings(Map<String, Expr.Literal> parameters) {
        return new BindSettings(
                settings.integerDivision(),
                settings.errorOnDivisionByZero(),
                settings.floatingDivision(),
                settings.oneRow(),
                settings.defaultCollation(),
                new BindSettings.Order(
                        settings.defaultDescending(),
                        settings.nullsFirst(false),
                        settings.nullsFirst(true),
                        settings.orderByConstants()),
                parameters,
                runner::constant,
                settings.zone(),
                host);
    }

    private final class Host implements BindSettings.Host {
        @Override
        public List<List<Expr.Literal>> rows(Plan plan, ColumnIds ids) {
            return runner.values(plan, ids);
        }

        @Override
        public Expr.@Nullable Literal variable(String name) {
            return variables.get(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public String setting(String name) {
            return settings.get(name);
        }
    }

    private Result setVariable(BoundStatement.SetVariable set) {
        if (set.value() == null) {
            variables.remove(set.name());
        } else {
            variables.put(set.name(), set.value());
        }
        return Result.done();
    }

    private Result set(BoundStatement.Set set) {
        var text = new StringBuilder();
        for (var value : set.values()) {
            text.append(text.isEmpty() ? "" : ",").append(value.value() == null ? "" : value.value());
        }
        try {
            settings.set(set.name(), text.toString());
        } catch (SqlException error) {
            boolean named = Settings.isKnown(set.name()) && !set.values().isEmpty();
            throw error.at(named ? set.values().getLast().span() : set.span());
        }
        return Result.done();
    }

    private Result reset(BoundStatement.Reset reset) {
        if (reset.name() != null) {
            settings.reset(reset.name());
        } else {
            Settings.all().forEach(setting -> settings.reset(setting.name()));
        }
        return Result.done();
    }

    private Result pragma(BoundStatement.Pragma pragma) {
        if (pragma.value() != null) {
            settings.set(pragma.name(), String.valueOf(pragma.value().value()));
            return Result.done();
        }
        return switch (pragma.name().toLowerCase(Locale.ROOT)) {
            case "disable_optimizer" -> {
                settings.disableOptimizer();
                yield Result.done();
            }
            case "enable_optimizer" -> {
                settings.reset("disabled_optimizers");
                yield Result.done();
            }
            case "enable_verification",
                    "disable_verification",
                    "verify_parallelism",
                    "disable_verify_parallelism",
                    "verify_external",
                    "disable_verify_external",
                    "enable_profiling",
                    "disable_profiling",
                    "enable_progress_bar",
                    "disable_progress_bar",
                    "enable_print_progress_bar",
                    "disable_print_progress_bar",
                    "verify_serializer",
                    "disable_verify_serializer",
                    "verify_fetch_row",
                    "disable_verify_fetch_row",
                    "enable_force_parallelism",
                    "disable_force_parallelism",
                    "enable_object_cache",
                    "disable_object_cache",
                    "enable_checkpoint_on_shutdown",
                    "disable_checkpoint_on_shutdown",
                    "force_checkpoint" -> Result.done();
            default -> throw SqlException.notSupported("PRAGMA " + pragma.name(), pragma.span());
        };
    }

    private Result transaction(BoundStatement.Transaction transaction) {
        switch (transaction.action()) {
            case BEGIN -> workspace.begin(false, transaction.span());
            case BEGIN_READ_ONLY -> workspace.begin(true, transaction.span());
            case COMMIT -> workspace.commit(transaction.span());
            case ROLLBACK -> workspace.rollback(transaction.span());
        }
        return Result.done();
    }

    private Result prepare(BoundStatement.Prepare prepare) {
        prepared.put(prepare.name().toLowerCase(Locale.ROOT), prepare);
        return Result.done();
    }

    private Result execute(BoundStatement.Execute execute) {
        var statement = prepared.get(execute.name().toLowerCase(Locale.ROOT));
        if (statement == null) {
            throw SqlException.of(
                            ErrorCode.UNKNOWN_OBJECT, "unknown prepared statement: " + execute.name(), execute.span())
                    .suggesting(execute.name(), prepared.keySet());
        }
        var wanted = new java.util.HashSet<String>();
        for (var parameter : statement.parameters()) {
            var name = parameter.name();
            wanted.add(name == null ? Integer.toString(parameter.index()) : name.toLowerCase(Locale.ROOT));
        }
        for (var name : execute.values().keySet()) {
            if (!wanted.contains(name)) {
                throw SqlException.of(
                        ErrorCode.PARAMETER, execute.name() + " has no parameter " + name, execute.span());
            }
        }
        try {
            return carryOut(statement.statement(), null, execute.values());
        } catch (SqlException error) {
            throw error.span().isNone()
                    ? error.at(execute.span()).hint("in the prepared statement " + execute.name())
                    : error;
        }
    }

    private Result deallocate(BoundStatement.Deallocate deallocate) {
        if (deallocate.name() == null) {
            prepared.clear();
        } else {
            prepared.remove(deallocate.name().toLowerCase(Locale.ROOT));
        }
        return Result.done();
    }

    private Result use(BoundStatement.Use use) {
        var parts = use.name().parts();
        boolean database = parts.size() == 1
                && parts.getFirst().matches(Listings.DATABASE)
                && !workspace.snapshot().hasSchema(Listings.DATABASE);
        var schema = database ? "main" : parts.getLast().text();
        if (!workspace.snapshot().hasSchema(schema)) {
            throw SqlException.of(ErrorCode.UNKNOWN_SCHEMA, "unknown schema: " + schema, use.span())
                    .suggesting(schema, workspace.snapshot().schemaNames().castToList());
        }
        settings.set("schema", schema);
        return Result.done();
    }

    /**
     * Checks a single statement and finds out its parameters and columns without running it.
     *
     * @throws SqlException as {@link #execute} would, for everything that is known before a run
     */
    public Prepared prepare(String sql) {
        runner.reset();
        try (var _ = database.memory().use()) {
            var statement = SqlParser.parseOne(sql);
            var binder = new Binder(workspace.view(), new ColumnIds(), bindSettings(Map.of()), sql);
            var bound = binder.bind(statement);
            List<ResultColumn> columns = bound instanceof BoundStatement.Query query
                    ? runner.columns(query.plan().output(), query.names())
                    : List.of();
            return new Prepared(this, statement, sql, binder.parameters(), columns);
        } catch (SqlException error) {
            throw error.sql() == null ? error.withSql(sql) : error;
        }
    }

    /** Ends the statement that is running, if any, with CANCELLED. May be called by any thread. */
    public void cancel() {
        runner.cancel();
    }

    /** How much of the running statement is done, between 0 and 1. May be called by any thread. */
    public double progress() {
        return runner.progress();
    }

    public Settings settings() {
        return settings;
    }

    public Tarn database() {
        return database;
    }

    /** What this session sees: tables, views and their columns, for completion and metadata. */
    public CatalogOverview catalog() {
        return new CatalogOverview(workspace, this);
    }

    /** Whether BEGIN has been said and neither COMMIT nor ROLLBACK yet. */
    public boolean inTransaction() {
        return workspace.inTransaction();
    }

    @Override
    public void close() {
        if (workspace.inTransaction()) {
            workspace.rollback(Span.NONE);
        }
        prepared.clear();
    }
}
