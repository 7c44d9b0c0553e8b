package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.KeyedTable;
import tarn.engine.catalog.TableSource;
import tarn.engine.expr.Column;
import tarn.engine.query.logical.Placed;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.TableAlias;
import tarn.sql.ast.TableRef;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** FROM: where rows come from and by what names their columns are known. */
final class BindFrom {
    static final String VALUES = "valueslist";
    static final String UNNAMED = "unnamed_subquery";

    private BindFrom() {}

    /** Rows and names. The names' outer scope is that of the surroundings. */
    record From(Plan plan, Scope scope) {}

    /** Items separated by commas; each sees those before it. */
    static From bind(List<TableRef> items, Surroundings around) {
        if (items.isEmpty()) {
            return new From(BindValues.nothing(), new Scope(List.of(), List.of(), around.outer()));
        }
        var from = bind(items.getFirst(), around);
        for (var item : items.subList(1, items.size())) {
            var right = bind(item, around.within(from.scope()));
            var plan = BindJoin.join(Plan.Join.Kind.INNER, from.plan(), right.plan(), List.of());
            from = new From(plan, from.scope().and(right.scope()).within(around.outer()));
        }
        return from;
    }

    static From bind(TableRef ref, Surroundings around) {
        return switch (ref) {
            case TableRef.Named named -> named(named, around);
            case TableRef.File file -> {
                var source = around.binding().catalog().file(file.path(), file.span());
                yield source(source, null, stem(file.path()), null, file.alias(), around);
            }
            case TableRef.Function function -> {
                var named = BindNamedQuery.bind(function, around);
                if (named != null) {
                    yield query(named, function.name().last().text(), function.alias(), around);
                }
                var macro = BindMacro.table(function, around);
                if (macro != null) {
                    yield query(macro, function.name().last().text(), function.alias(), around);
                }
                var unnest = BindUnnest.from(function, around);
                if (unnest != null) {
                    yield unnest;
                }
                var listed = listed(function, around);
                if (listed != null) {
                    yield query(listed, function.name().last().text(), function.alias(), around);
                }
                var source = BindTableFunction.bind(function, around);
                var name = function.name().last().text();
                var alias = called(function, source);
                var from = source(source, null, name, name, alias, around);
                yield alias == function.alias() ? from : withOwnName(from, source);
            }
            case TableRef.Subquery subquery ->
                query(BindQuery.bind(subquery.query(), around), UNNAMED, subquery.alias(), around);
            case TableRef.ValuesTable values ->
                query(BindValues.bind(values.rows(), around), VALUES, values.alias(), around);
            case TableRef.Join join -> BindJoin.bind(join, around);
            case TableRef.Aliased aliased -> aliased(aliased, around);
            case TableRef.Sampled(var source, var sample, var _) -> {
                var from = bind(source, around);
                yield new From(BindSample.apply(from.plan(), sample, around), from.scope());
            }
            case TableRef.Pivot pivot -> query(BindPivot.bind(pivot, around), UNNAMED, pivot.alias(), around);
            case TableRef.Unpivot unpivot -> query(BindUnpivot.bind(unpivot, around), UNNAMED, unpivot.alias(), around);
        };
    }

    /** The alias of a function whose one column is called like itself, such as range, names that column, too. */
    private static @Nullable TableAlias called(TableRef.Function function, TableSource source) {
        var alias = function.alias();
        boolean one = source.columns().size() == 1
                && function.name().last().matches(source.columns().getFirst().name());
        return alias != null && alias.columns().isEmpty() && one
                ? new TableAlias(alias.name(), List.of(alias.name()), alias.span())
                : alias;
    }

    /** The column keeps the name that the function gives it, besides. */
    private static From withOwnName(From from, TableSource source) {
        var table = from.scope().tables().getFirst();
        var own = new Scope.Item(
                source.columns().getFirst().name(), table.items().getFirst().column());
        var both = new Scope.Table(table.schema(), table.name(), table.original(), table.items(), List.of(own));
        return new From(
                from.plan(), new Scope(List.of(both), List.of(), from.scope().outer()));
    }

    /** Rows about the database itself, or null where the function gives others. */
    private static @Nullable BoundQuery listed(TableRef.Function function, Surroundings around) {
        var name = function.name().last().folded();
        if (name.equals("pragma_table_info") || name.equals("pragma_show")) {
            if (function.arguments().size() != 1) {
                throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes the name of a table", function.span());
            }
            var table = BindPragma.tableName(function.arguments().getFirst().value(), around);
            return BindDescribe.tableInfo(table, around);
        }
        var listing = around.binding().catalog().listing(name);
        if (listing != null && !function.arguments().isEmpty()) {
            throw SqlException.of(ErrorCode.WRONG_ARGUMENTS, name + " takes no arguments", function.span());
        }
        return listing == null ? null : BindDescribe.listing(listing, around.binding());
    }

    private static From named(TableRef.Named named, Surroundings around) {
        var name = named.name();
        var parts = name.parts();
        if (parts.size() == 1) {
            var common = CommonTables.find(around.tables(), name.last());
            if (common != null) {
                return query(common.use(named.span()), common.name(), named.alias(), around);
            }
        }
        if (parts.size() == 2 && parts.getFirst().matches("recurring")) {
            var common = CommonTables.find(around.tables(), name.last());
            if (common != null) {
                return query(common.recurring(named.span()), common.name(), named.alias(), around);
            }
        }
        var catalog = around.binding().catalog();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2).text() : null;
        var entry = catalog.table(schema, name.last().text());
        if (entry == null) {
            if (name.last().quoted() && isFile(name.last().text())) {
                var source = catalog.file(name.last().text(), name.span());
                return source(source, null, stem(name.last().text()), null, named.alias(), around);
            }
            throw unknown(named, around);
        }
        return switch (entry) {
            case CatalogView.Entry.Table table -> table(table, named.alias(), around);
            case CatalogView.Entry.View view -> view(view, named, around);
        };
    }

    static From table(CatalogView.Entry.Table table, @Nullable TableAlias alias, Surroundings around) {
        var source = KeyedTable.of(table.source(), table.schema(), table.name(), table.constraints());
        return source(source, table.schema(), table.name(), table.name(), alias, around);
    }

    private static boolean isFile(String name) {
        return name.indexOf('.') > 0 || name.indexOf('/') >= 0;
    }

    private static SqlException unknown(TableRef.Named named, Surroundings around) {
        var known = new LinkedHashSet<>(CommonTables.names(around.tables()));
        known.addAll(around.binding().catalog().tableNames());
        var error = SqlException.unknownTable(named.name().text(), named.name().span(), List.of())
                .suggesting(named.name().last().text(), known);
        var extension = named.name().last().folded();
        boolean file = named.name().parts().size() == 2
                && List.of("csv", "tsv", "txt", "gz", "parquet", "json").contains(extension);
        return file
                ? error.hint(
                        "a file is written in quotes: FROM '" + named.name().text() + "'")
                : error;
    }

    private static From view(CatalogView.Entry.View view, TableRef.Named named, Surroundings around) {
        var binding = around.binding();
        var query = binding.inside("view " + view.name(), named.span(), () -> {
            var bound = BindQuery.bind(view.query(), new Surroundings(binding));
            return new BoundQuery(Placed.at(named.span(), bound.plan()), bound.names());
        });
        var names = new ArrayList<>(query.names());
        for (int i = 0; i < view.columns().size() && i < names.size(); i++) {
            names.set(i, view.columns().get(i));
        }
        return tabled(query.plan(), view.schema(), view.name(), view.name(), unique(names), named.alias(), around);
    }

    private static From source(
            TableSource source,
            @Nullable String schema,
            String name,
            @Nullable String original,
            @Nullable TableAlias alias,
            Surroundings around) {
        var output = new ArrayList<Column>();
        var names = new ArrayList<String>();
        for (var column : source.columns()) {
            output.add(around.binding().column(column.name(), column.type()));
            around.binding().collate(output.getLast(), column.collation());
            names.add(column.name());
        }
        var hidden = new ArrayList<Scope.Item>();
        for (var column : source.hiddenColumns()) {
            output.add(around.binding().column(column.name(), column.type()));
            hidden.add(new Scope.Item(column.name(), output.getLast()));
        }
        var indexes = IntStream.range(0, output.size()).boxed().toList();
        var scan = new Plan.Scan(source, indexes, List.copyOf(output), List.of());
        var from = tabled(scan, schema, name, original, names, alias, around);
        var table = from.scope().tables().getFirst();
        return new From(
                scan,
                new Scope(
                        List.of(new Scope.Table(
                                table.schema(), table.name(), table.original(), table.items(), List.copyOf(hidden))),
                        List.of(),
                        around.outer()));
    }

    private static From query(BoundQuery query, String name, @Nullable TableAlias alias, Surroundings around) {
        return tabled(query.plan(), null, name, null, unique(query.names()), alias, around);
    }

    static From tabled(
            Plan plan,
            @Nullable String schema,
            String name,
            @Nullable String original,
            List<String> names,
            @Nullable TableAlias alias,
            Surroundings around) {
        var bound = new BoundQuery(plan, alias == null ? names : rename(names, alias.columns(), alias.name()));
        var table = alias == null
                ? table(schema, name, original, bound)
                : table(null, alias.name().text(), original, bound);
        return new From(plan, new Scope(List.of(table), List.of(), around.outer()));
    }

    static Scope.Table table(@Nullable String schema, String name, @Nullable String original, BoundQuery query) {
        var items = new ArrayList<Scope.Item>();
        for (int i = 0; i < query.names().size(); i++) {
            items.add(new Scope.Item(query.names().get(i), query.columns().get(i)));
        }
        boolean renamed = original != null && !original.equalsIgnoreCase(name);
        return new Scope.Table(schema, name, renamed ? original : null, List.copyOf(items));
    }

    /** The first names replaced by those written behind an alias. */
    static List<String> rename(List<String> names, List<Identifier> aliases, Identifier table) {
        if (aliases.size() > names.size()) {
            var extra = aliases.get(names.size());
            throw SqlException.of(
                    ErrorCode.UNKNOWN_COLUMN,
                    table.text() + " has " + names.size() + (names.size() == 1 ? " column" : " columns") + ", but "
                            + aliases.size() + " names are given",
                    extra.span());
        }
        var renamed = new ArrayList<>(names);
        for (int i = 0; i < aliases.size(); i++) {
            renamed.set(i, aliases.get(i).text());
        }
        return renamed;
    }

    private static From aliased(TableRef.Aliased aliased, Surroundings around) {
        var from = bind(aliased.source(), around);
        var span = aliased.span();
        var all = from.scope().all(span);
        var assignments = new ArrayList<Plan.Assignment>();
        var names = new ArrayList<String>();
        for (var column : all) {
            names.add(column.name());
            assignments.add(
                    column.value() instanceof tarn.engine.expr.Expr.Ref ref
                            ? new Plan.Assignment(ref.column(), ref)
                            : new Plan.Assignment(
                                    around.binding()
                                            .column(
                                                    column.name(),
                                                    column.value().type()),
                                    column.value()));
        }
        var plan = new Plan.Project(from.plan(), List.copyOf(assignments));
        return tabled(plan, null, UNNAMED, null, unique(names), aliased.alias(), around);
    }

    /** Names met before get a number: {@code a, a_1}. */
    static List<String> unique(List<String> names) {
        var seen = new HashSet<String>();
        var counts = new HashMap<String, Integer>();
        var result = new ArrayList<String>();
        for (var name : names) {
            String candidate = name;
            while (!seen.add(candidate.toLowerCase(Locale.ROOT))) {
                candidate = name + "_" + counts.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
            result.add(candidate);
        }
        return result;
    }

    private static String stem(String path) {
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = file.indexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
