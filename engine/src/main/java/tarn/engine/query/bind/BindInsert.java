package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.catalog.TableArgument;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** INSERT and COPY FROM: rows brought into the shape of a table. */
final class BindInsert {
    private final Surroundings around;
    private final ColumnValues values;

    BindInsert(Surroundings around) {
        this.around = around;
        this.values = new ColumnValues(around);
    }

    static CatalogView.Entry.Table table(QualifiedName name, String what, Surroundings around) {
        var parts = name.parts();
        var catalog = around.binding().catalog();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        return switch (catalog.table(schema, name.last().text())) {
            case null -> throw SqlException.unknownTable(name.text(), name.span(), catalog.tableNames());
            case CatalogView.Entry.Table table -> table;
            case CatalogView.Entry.View _ ->
                throw SqlException.of(
                        ErrorCode.NOT_ALLOWED,
                        what + " needs a table, and this is a view: " + name.text(),
                        name.span());
        };
    }

    BoundStatement insert(Statement.Insert insert) {
        var table = table(insert.table(), "INSERT", around);
        var given = given(insert, table);
        if (insert.onConflict() != null) {
            return new BindConflict(insert, insert.onConflict(), table, around).bind(given);
        }
        if (insert.returning().isEmpty()) {
            return new BoundStatement.Insert(table, given.rows(), insert.span());
        }
        var changes = Changes.inserted(given.rows(), table, around);
        return changes.statement(insert.alias(), insert.returning(), insert.span(), around);
    }

    /**
     * What is to be inserted.
     *
     * @param rows all columns of the table
     * @param targets the columns that the statement gives values for
     */
    record Given(Plan rows, List<Integer> targets) {}

    private Given given(Statement.Insert insert, CatalogView.Entry.Table table) {
        var columns = table.source().columns();
        if (insert.source() == null) {
            return new Given(arrange(BindValues.nothing(), List.of(), List.of(), columns), List.of());
        }
        if (insert.byName()) {
            return byName(insert, table);
        }
        var targets = targets(insert.columns(), columns, table.name());
        var source = insert.source();
        boolean plain = insert.with() == null && plainValues(source);
        if (!plain) {
            refuseGenerated(insert.columns(), columns);
        }
        var counts = new Counts(insert.table(), !insert.columns().isEmpty());
        var rows = plain
                ? values((Query.Values) source.body(), targets, columns, counts)
                : query(source(insert), targets, counts);
        return new Given(arranged(rows, targets, columns, source.span()), targets);
    }

    /** What fills a table that is being made: a column of the query for each one of the table that is not generated. */
    Plan rows(Query source, QualifiedName table, List<ColumnDefinition> columns) {
        var targets = targets(List.of(), columns, table.text());
        var counts = new Counts(table, false);
        var rows = plainValues(source)
                ? values((Query.Values) source.body(), targets, columns, counts)
                : query(source, targets, counts);
        return arranged(rows, targets, columns, source.span());
    }

    private static boolean plainValues(Query source) {
        return source.body() instanceof Query.Values
                && source.with() == null
                && source.orderBy().isEmpty()
                && source.limit() == null;
    }

    private Plan arranged(Plan rows, List<Integer> targets, List<ColumnDefinition> columns, Span span) {
        var given = rows.output().stream()
                .map(column -> (Expr) new Expr.Ref(column, span))
                .toList();
        return arrange(rows, targets, given, columns);
    }

    private static Query source(Statement.Insert insert) {
        var source = java.util.Objects.requireNonNull(insert.source());
        return insert.with() == null
                ? source
                : new Query(insert.with(), new Query.Nested(source, source.span()), List.of(), null, source.span());
    }

    /** Indexes of the columns that values are given for. */
    static List<Integer> targets(List<Identifier> names, List<ColumnDefinition> columns, String table) {
        var targets = new ArrayList<Integer>();
        for (var name : names) {
            int index = BindCreate.index(columns, name, table);
            if (targets.contains(index)) {
                throw SqlException.of(ErrorCode.DUPLICATE_NAME, "column is there twice: " + name.text(), name.span());
            }
            targets.add(index);
        }
        if (names.isEmpty()) {
            for (int i = 0; i < columns.size(); i++) {
                if (!columns.get(i).generated()) {
                    targets.add(i);
                }
            }
        }
        return targets;
    }

    /** How many values a table wants, for errors. */
    private record Counts(QualifiedName table, boolean named) {
        SqlException wrong(int wanted, int given, Span span) {
            String values = given == 1 ? "1 value is" : given + " values are";
            return SqlException.of(
                    ErrorCode.SYNTAX,
                    named
                            ? wanted + (wanted == 1 ? " column is" : " columns are") + " named, but " + values
                                    + " given"
                            : table.text() + " has " + wanted + (wanted == 1 ? " column" : " columns") + ", but "
                                    + values + " given",
                    span);
        }
    }

    private static void refuseGenerated(List<Identifier> names, List<ColumnDefinition> columns) {
        for (var name : names) {
            for (var column : columns) {
                if (column.generated() && name.matches(column.name())) {
                    throw ColumnValues.generated(column, name.span());
                }
            }
        }
    }

    private Plan query(Query source, List<Integer> targets, Counts counts) {
        var query = BindQuery.bind(source, around);
        if (query.columns().size() != targets.size()) {
            throw counts.wrong(targets.size(), query.columns().size(), source.span());
        }
        return query.plan();
    }

    /** Each value is cast to its column's type by itself. */
    private Plan values(Query.Values written, List<Integer> targets, List<ColumnDefinition> columns, Counts counts) {
        var binder = ExprBinder.of(around, new Scope(List.of(), List.of(), null), Place.plain("VALUES"));
        var rows = new ArrayList<List<Expr>>();
        for (var row : written.rows()) {
            if (row.size() != targets.size()) {
                var span = row.getFirst().span().to(row.getLast().span());
                throw counts.wrong(targets.size(), row.size(), span);
            }
            var bound = new ArrayList<Expr>();
            for (int i = 0; i < row.size(); i++) {
                var column = columns.get(targets.get(i));
                bound.add(values.of(row.get(i), column, binder));
            }
            rows.add(List.copyOf(bound));
        }
        var output = targets.stream()
                .map(index -> around.binding()
                        .column(columns.get(index).name(), columns.get(index).type()))
                .toList();
        return BindValues.plan(rows, output, around.binding());
    }

    /** All columns of the table in its order: those given, cast, and defaults for the others. */
    private Plan arrange(Plan rows, List<Integer> targets, List<Expr> given, List<ColumnDefinition> columns) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            int at = targets.indexOf(i);
            var expr = at < 0
                    ? values.defaultOf(column, Span.NONE)
                    : values.to(given.get(at), column.type(), column.name());
            var output = expr instanceof Expr.Ref ref
                    ? ref.column()
                    : around.binding().column(column.name(), column.type());
            assignments.add(new Plan.Assignment(output, expr));
        }
        return GeneratedColumns.computed(new Plan.Project(rows, List.copyOf(assignments)), 0, columns, around);
    }

    private Given byName(Statement.Insert insert, CatalogView.Entry.Table table) {
        var query = BindQuery.bind(source(insert), around);
        var columns = table.source().columns();
        var targets = new ArrayList<Integer>();
        var given = new ArrayList<Expr>();
        var span = java.util.Objects.requireNonNull(insert.source()).span();
        for (int i = 0; i < query.names().size(); i++) {
            int index = BindCreate.index(columns, new Identifier(query.names().get(i), true, span), table.name());
            if (targets.contains(index)) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "column is there twice: " + query.names().get(i),
                        span);
            }
            if (columns.get(index).generated()) {
                throw ColumnValues.generated(columns.get(index), span);
            }
            targets.add(index);
            given.add(new Expr.Ref(query.columns().get(i), span));
        }
        return new Given(arrange(query.plan(), targets, given, columns), targets);
    }

    BoundStatement copyFrom(Statement.CopyFrom copy) {
        var table = table(copy.table(), "COPY FROM", around);
        var columns = table.source().columns();
        var targets = targets(copy.columns(), columns, table.name());
        refuseGenerated(copy.columns(), columns);
        var read = targets.stream().map(columns::get).toList();
        var source = around.binding()
                .catalog()
                .copySource(
                        paths(copy.source()),
                        read,
                        BindTableFunction.options(copy.options(), around),
                        copy.source().span());
        var output = read.stream()
                .map(column -> around.binding().column(column.name(), column.type()))
                .toList();
        var indexes = new ArrayList<Integer>();
        for (int i = 0; i < output.size(); i++) {
            indexes.add(i);
        }
        var scan = new Plan.Scan(source, List.copyOf(indexes), output, List.of());
        var given = output.stream()
                .map(column -> (Expr) new Expr.Ref(column, copy.source().span()))
                .toList();
        return new BoundStatement.Insert(table, arrange(scan, targets, given, columns), copy.span());
    }

    private List<String> paths(Expression source) {
        var argument = BindTableFunction.argument(source, around);
        var paths = new ArrayList<String>();
        collect(argument, paths);
        return List.copyOf(paths);
    }

    private static void collect(@Nullable TableArgument argument, List<String> paths) {
        switch (argument) {
            case TableArgument.Value(Expr.Literal(String path, var _, var _)) -> paths.add(path);
            case TableArgument.Values values -> values.elements().forEach(element -> collect(element, paths));
            case null, default ->
                throw SqlException.typeMismatch(
                        "a file name is a string", argument == null ? Span.NONE : argument.span());
        }
    }
}
