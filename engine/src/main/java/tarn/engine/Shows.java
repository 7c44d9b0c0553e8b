package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.CreateMode;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.text.SqlPrinter;

/** Answers SHOW and EXPLAIN. */
final class Shows {
    private final Workspace workspace;
    private final Settings settings;
    private final QueryRunner runner;

    Shows(Workspace workspace, Settings settings, QueryRunner runner) {
        this.workspace = workspace;
        this.settings = settings;
        this.runner = runner;
    }

    Result show(BoundStatement.Show show) {
        return switch (show.kind()) {
            case SETTINGS ->
                text(
                        List.of("name", "value", "description"),
                        Settings.all().stream()
                                .map(one -> List.of(one.name(), settings.get(one.name()), one.description()))
                                .toList());
            case FUNCTIONS -> functions();
            case DATABASES -> text(List.of("database_name"), List.of(List.of("memory")));
            case THING -> thing(show);
            case TABLES, ALL_TABLES, VIEWS, COLUMNS, SCHEMAS ->
                throw SqlException.notSupported("this SHOW", show.span());
        };
    }

    /** The built-in functions and the macros. */
    private Result functions() {
        var rows = new ArrayList<List<String>>();
        Functions.all().forEach(one -> rows.add(List.of(one.name(), one.doc(), one.example())));
        workspace.macros().forEach(macro -> rows.add(List.of(macro.name(), SqlPrinter.print(definition(macro)), "")));
        return text(List.of("function_name", "description", "example"), rows);
    }

    /** The statement that makes the macro. */
    private static Statement definition(CatalogEntry.Macro macro) {
        var name = QualifiedName.of(new Identifier(macro.name(), false, Span.NONE));
        return new Statement.CreateMacro(name, CreateMode.FAIL, macro.temporary(), macro.overloads(), Span.NONE);
    }

    private Result thing(BoundStatement.Show show) {
        if (show.name() == null) {
            throw SqlException.notSupported("this SHOW", show.span());
        }
        var name = show.name().text();
        try {
            return text(List.of(name.toLowerCase(Locale.ROOT)), List.of(List.of(settings.get(name))));
        } catch (SqlException _) {
            var known = new ArrayList<>(workspace.view().tableNames());
            Settings.all().forEach(setting -> known.add(setting.name()));
            throw SqlException.of(
                            ErrorCode.UNKNOWN_OBJECT,
                            "no table or setting has this name: " + name,
                            show.name().span())
                    .suggesting(name, known);
        }
    }

    /** Rows of VARCHAR. */
    private Result text(List<String> names, List<List<String>> rows) {
        var ids = new ColumnIds();
        List<Column> output = new ArrayList<>();
        names.forEach(name -> output.add(ids.column(name, ScalarType.VARCHAR)));
        var values = rows.stream()
                .map(row -> row.stream().map(Shows::literal).toList())
                .toList();
        return runner.rows(new Plan.Values(values, output), names, ids);
    }

    private static Expr literal(String text) {
        return new Expr.Literal(text, ScalarType.VARCHAR, Span.NONE);
    }

    /** One row: what kind of plan it is, and the plan as text of several lines. */
    Result explain(BoundStatement.Explain explain, ColumnIds ids) {
        var plan = planOf(explain.statement());
        var text = switch (explain.format()) {
            case "json" -> Explanation.json(plan, runner, ids, explain.analyze());
            case "text" ->
                String.join(
                        "\n",
                        explain.analyze()
                                ? Explanation.analyzed(plan, runner, ids)
                                : Explanation.planned(plan, runner, ids));
            default ->
                throw SqlException.of(
                                ErrorCode.NOT_SUPPORTED, "not supported: EXPLAIN (FORMAT " + explain.format() + ")")
                        .hint("there are text and json");
        };
        boolean logical =
                settings.ignored("explain_output").toLowerCase(Locale.ROOT).contains("optimized");
        var key = explain.analyze() ? "analyzed_plan" : logical ? "logical_opt" : "physical_plan";
        return text(List.of("explain_key", "explain_value"), List.of(List.of(key, text)));
    }

    private static Plan planOf(BoundStatement statement) {
        return switch (statement) {
            case BoundStatement.Query query -> query.plan();
            case BoundStatement.CreateTable create when create.rows() != null -> create.rows();
            case BoundStatement.Insert insert -> insert.rows();
            case BoundStatement.Change change -> change.rows();
            case BoundStatement.CopyTo copy -> copy.plan();
            case BoundStatement.CreateTable create -> throw nothingToExplain(create.span());
            default -> throw nothingToExplain(Span.NONE);
        };
    }

    private static SqlException nothingToExplain(Span span) {
        return SqlException.notSupported("EXPLAIN of a statement without a query", span);
    }
}
