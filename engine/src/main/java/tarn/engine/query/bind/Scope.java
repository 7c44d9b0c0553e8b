package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * The names of one FROM clause.
 *
 * @param merged columns that USING or NATURAL has made one of several
 * @param outer the scope of the query around, or null
 * @param asking what binds the clause of this scope's query in which a sub-query stands that sees it as outer scope; null for
 *     LATERAL
 */
record Scope(
        List<Table> tables,
        List<Merged> merged,
        @Nullable Scope outer,
        @Nullable ExprBinder asking) {

    private static final int MOST_SHOWN = 12;
    private static final Set<String> NAMELESS = Set.of(BindFrom.UNNAMED, BindFrom.VALUES);

    private static final Set<String> CATALOGS = Set.of("memory", "temp", "system");

    static final Scope EMPTY = new Scope(List.of(), List.of(), null);

    Scope(List<Table> tables, List<Merged> merged, @Nullable Scope outer) {
        this(tables, merged, outer, null);
    }

    /** As seen by a sub-query that stands there. */
    Scope askedBy(ExprBinder binder) {
        return new Scope(tables, merged, outer, binder);
    }

    /** Where in this scope's query a sub-query stands that sees it as outer scope; null for LATERAL. */
    @Nullable
    Place place() {
        return asking == null ? null : asking.place();
    }

    /** What the name stands for in a sub-query of the clause that is being bound: a column, else an item of the SELECT list. */
    @Nullable
    Expr fromInside(QualifiedName name, Span span) {
        if (asking != null && asking.lambda() != null && name.parts().size() == 1) {
            var parameter = asking.lambda().find(name.last());
            if (parameter != null) {
                return new Expr.Ref(parameter, span);
            }
        }
        var column = local(name, span);
        if (column != null
                || asking == null
                || asking.aliases() == null
                || name.parts().size() > 1) {
            return column;
        }
        var item = asking.aliases().find(name.last());
        return item == null ? null : asking.aliases().expand(item, asking::bind);
    }

    boolean has(Column column) {
        return tables.stream()
                .flatMap(table -> Stream.concat(table.items().stream(), table.hidden().stream()))
                .anyMatch(item -> item.column().equals(column));
    }

    /**
     * @param original what the table is called in the catalog if it has got another name here, else null
     * @param hidden columns that {@code *} leaves out, found where no other column has their name
     */
    record Table(
            @Nullable String schema, String name, @Nullable String original, List<Item> items, List<Item> hidden) {
        Table(@Nullable String schema, String name, @Nullable String original, List<Item> items) {
            this(schema, name, original, items, List.of());
        }

        @Nullable
        Item find(Identifier column) {
            for (var item : items) {
                if (column.matches(item.name())) {
                    return item;
                }
            }
            return null;
        }

        /** The one column of a function such as range, which keeps the function's name beside that of the alias. */
        @Nullable
        Item named(Identifier function) {
            boolean same = original != null
                    && function.matches(original)
                    && items.size() == 1
                    && items.getFirst().column().name().equalsIgnoreCase(original);
            return same ? items.getFirst() : null;
        }

        Table called(String newName) {
            return new Table(schema, newName, original, items, hidden);
        }

        List<String> names() {
            return items.stream().map(Item::name).toList();
        }
    }

    record Item(String name, Column column) {}

    record Merged(String name, Expr value, Set<Column> members) {}

    /** The same names for other columns. */
    Scope renamed(Map<Column, Column> columns) {
        var newTables = tables.stream()
                .map(table -> new Table(
                        table.schema(),
                        table.name(),
                        table.original(),
                        table.items().stream()
                                .map(item -> new Item(item.name(), columns.getOrDefault(item.column(), item.column())))
                                .toList()))
                .toList();
        var newMerged = merged.stream()
                .map(one -> new Merged(
                        one.name(),
                        BindAsof.replace(one.value(), columns),
                        one.members().stream()
                                .map(column -> columns.getOrDefault(column, column))
                                .collect(Collectors.toUnmodifiableSet())))
                .toList();
        return new Scope(newTables, newMerged, outer, asking);
    }

    Scope within(@Nullable Scope newOuter) {
        return new Scope(tables, merged, newOuter);
    }

    /** Both sides' names; on the way tables that are called the same are rejected only when a name is looked up. */
    Scope and(Scope right) {
        var allTables = new ArrayList<>(tables);
        for (var table : right.tables) {
            allTables.add(NAMELESS.contains(table.name()) ? table.called(numbered(table.name(), allTables)) : table);
        }
        var allMerged = new ArrayList<>(merged);
        allMerged.addAll(right.merged);
        return new Scope(List.copyOf(allTables), List.copyOf(allMerged), outer);
    }

    /** What has no name of its own is numbered from the second on. */
    private static String numbered(String name, List<Table> before) {
        long count =
                before.stream().filter(table -> table.name().startsWith(name)).count();
        return count == 0 ? name : name + (count + 1);
    }

    /** The column of that name in this very scope, not in outer ones; null where there is none; an error where there are two. */
    @Nullable
    Expr local(QualifiedName name, Span span) {
        return name.parts().size() == 1 ? unqualified(name.last(), span) : qualified(name, span);
    }

    private @Nullable Expr unqualified(Identifier name, Span span) {
        Expr found = null;
        var candidates = new LinkedHashSet<String>();
        var hidden = new LinkedHashSet<Column>();
        for (var one : merged) {
            hidden.addAll(one.members());
            if (name.matches(one.name())) {
                found = one.value();
                candidates.add("the merged " + one.name());
            }
        }
        int count = candidates.size();
        for (var table : tables) {
            for (var item : table.items()) {
                if (name.matches(item.name()) && !hidden.contains(item.column())) {
                    found = new Expr.Ref(item.column(), span);
                    candidates.add(table.name() + "." + item.name());
                    count++;
                }
            }
        }
        if (count > 1) {
            throw SqlException.ambiguousColumn(name.text(), span, candidates.size() > 1 ? candidates : List.of());
        }
        return found == null ? hidden(name, tables, span) : found;
    }

    /** The column of that number among all of this scope, from 1, hidden and merged ones not counted out. */
    Named numbered(int number, Span span) {
        int count = 0;
        for (var table : tables) {
            for (var item : table.items()) {
                if (++count == number) {
                    return new Named(table.name(), item.name(), new Expr.Ref(item.column(), span));
                }
            }
        }
        throw SqlException.of(
                ErrorCode.INVALID_VALUE,
                count == 0
                        ? "there is no FROM with columns to count"
                        : "a column number must be from 1 to " + count + ", not " + number,
                span);
    }

    /** An error where columns of two tables cannot be told apart, neither by schema nor by their own names. */
    void checkTables(Span span) {
        for (int i = 0; i < tables.size(); i++) {
            var one = tables.get(i);
            for (var other : tables.subList(i + 1, tables.size())) {
                if (one.name().equalsIgnoreCase(other.name()) && mixed(one, other)) {
                    throw twice(one.name(), span);
                }
            }
        }
    }

    private boolean mixed(Table one, Table other) {
        if (one.schema() != null && other.schema() != null && !one.schema().equalsIgnoreCase(other.schema())) {
            return false;
        }
        boolean alike = Objects.equals(one.schema(), other.schema());
        return one.items().stream()
                .filter(item -> alike || mergedOf(item.column()) == null)
                .anyMatch(item -> other.find(new Identifier(item.name(), true, Span.NONE)) != null);
    }

    /** The one table of those, which {@link #named} has found. */
    static Table one(List<Table> found, Span span) {
        if (found.size() > 1) {
            throw twice(found.getFirst().name(), span);
        }
        return found.getFirst();
    }

    private static SqlException twice(String table, Span span) {
        return SqlException.of(ErrorCode.DUPLICATE_NAME, "two tables in FROM are called " + table, span)
                .hint("give one of them another name: " + table + " AS other");
    }

    private static @Nullable Expr hidden(Identifier name, List<Table> among, Span span) {
        var found = new ArrayList<Expr>();
        for (var table : among) {
            for (var item : table.hidden()) {
                if (name.matches(item.name())) {
                    found.add(new Expr.Ref(item.column(), span));
                }
            }
        }
        if (found.size() > 1) {
            throw SqlException.ambiguousColumn(name.text(), span, List.of());
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private @Nullable Expr qualified(QualifiedName name, Span span) {
        var qualifier = java.util.Objects.requireNonNull(name.qualifier());
        Expr found = null;
        for (var table : named(qualifier)) {
            for (var item : table.items()) {
                if (name.last().matches(item.name())) {
                    if (found != null) {
                        throw SqlException.ambiguousColumn(name.text(), span, List.of());
                    }
                    found = new Expr.Ref(item.column(), span);
                }
            }
            var ofFunction = table.named(name.last());
            if (found == null && ofFunction != null) {
                found = new Expr.Ref(ofFunction.column(), span);
            }
        }
        return found == null ? hidden(name.last(), named(qualifier), span) : found;
    }

    /** The tables of this scope that {@code t}, {@code schema.t} or {@code catalog.schema.t} may mean. */
    List<Table> named(QualifiedName qualifier) {
        var parts = qualifier.parts();
        var schema = parts.size() > 1 ? parts.get(parts.size() - 2) : null;
        if (parts.size() > 3 || parts.size() == 3 && CATALOGS.stream().noneMatch(parts.getFirst()::matches)) {
            return List.of();
        }
        return tables.stream()
                .filter(table -> parts.getLast().matches(table.name())
                        && (schema == null || table.schema() != null && schema.matches(table.schema())))
                .toList();
    }

    /** What {@code *} stands for, in order. A merged column stands where its first member does. */
    List<Named> all(Span span) {
        return all(span, List.of());
    }

    /** As {@link #all(Span)} without some columns; where the first member of a merged column is left out, the next one stands for it. */
    List<Named> all(Span span, List<QualifiedName> without) {
        var result = new ArrayList<Named>();
        var done = new LinkedHashSet<Merged>();
        var headless = new LinkedHashSet<Merged>();
        for (var table : tables) {
            for (var item : table.items()) {
                var one = mergedOf(item.column());
                if (without.stream().anyMatch(name -> isColumn(name, table, item))) {
                    if (one != null && !done.contains(one)) {
                        headless.add(one);
                    }
                } else if (one == null || headless.contains(one) && done.add(one)) {
                    result.add(new Named(table.name(), item.name(), new Expr.Ref(item.column(), span)));
                } else if (done.add(one)) {
                    result.add(new Named(table.name(), one.name(), one.value()));
                }
            }
        }
        return result;
    }

    private static boolean isColumn(QualifiedName name, Table table, Item item) {
        var qualifier = name.qualifier();
        return name.last().matches(item.name())
                && (qualifier == null || qualifier.last().matches(table.name()))
                && (qualifier == null
                        || qualifier.qualifier() == null
                        || table.schema() == null
                        || qualifier.qualifier().last().matches(table.schema()));
    }

    /** Whether some table here has the column of that qualified name. */
    boolean has(QualifiedName name) {
        return tables.stream().anyMatch(table -> table.items().stream().anyMatch(item -> isColumn(name, table, item)));
    }

    /** The name that the column goes by here. */
    String nameOf(Column column) {
        for (var table : tables) {
            for (var item : table.items()) {
                if (item.column().equals(column)) {
                    return item.name();
                }
            }
        }
        return column.name();
    }

    /** The column's name as its table has it; as it is written if it is not one of this scope. */
    String nameOf(QualifiedName name) {
        for (var table : tables) {
            var item = table.find(name.last());
            if (item != null) {
                return item.name();
            }
        }
        return name.last().text();
    }

    record Named(String table, String name, Expr value) {}

    private @Nullable Merged mergedOf(Column column) {
        for (var one : merged) {
            if (one.members().contains(column)) {
                return one;
            }
        }
        return null;
    }

    /** For column1, column2..., which are col0, col1... of VALUES in other dialects, that name; null for any other. */
    static @Nullable QualifiedName ofValues(QualifiedName name) {
        var text = name.last().text();
        if (text.length() > 9 || !text.matches("(?i)column[1-9][0-9]*")) {
            return null;
        }
        var last = new Identifier(
                "col" + (Integer.parseInt(text.substring(6)) - 1),
                name.last().quoted(),
                name.last().span());
        var parts = new ArrayList<>(name.parts().subList(0, name.parts().size() - 1));
        parts.add(last);
        return new QualifiedName(List.copyOf(parts), name.span());
    }

    /** The error for a name that is nowhere to be found, with hints from all that is in sight. */
    SqlException unknown(QualifiedName name, Span span, List<String> aliases) {
        var qualifier = name.qualifier();
        if (qualifier == null) {
            return unknownColumn(name.last(), span, aliases);
        }
        var table = visible(qualifier);
        if (table == null) {
            return unknownTable(qualifier);
        }
        var error = SqlException.unknownColumn(name.text(), span, List.of());
        var elsewhere = holders(name.last());
        return elsewhere.isEmpty()
                ? error.suggesting(name.last().text(), table.names())
                : error.hint("did you mean " + String.join(" or ", elsewhere) + "?");
    }

    private SqlException unknownColumn(Identifier name, Span span, List<String> aliases) {
        var inScope = new LinkedHashSet<>(aliases);
        boolean any = false;
        for (var scope = this; scope != null; scope = scope.outer) {
            for (var table : scope.tables) {
                inScope.addAll(table.names());
                any = true;
            }
        }
        var error = SqlException.unknownColumn(name.text(), span, inScope);
        if (name.quoted()) {
            return error.hint("strings are written in single quotes: '" + name.text() + "'");
        }
        if (!any && inScope.isEmpty()) {
            return error.hint("there is no FROM");
        }
        boolean few = inScope.size() <= MOST_SHOWN;
        return error.hints().isEmpty() && few ? error.hint("there are " + String.join(", ", inScope)) : error;
    }

    private SqlException unknownTable(QualifiedName qualifier) {
        var names = new LinkedHashSet<String>();
        for (var scope = this; scope != null; scope = scope.outer) {
            for (var table : scope.tables) {
                if (table.original() != null && qualifier.last().matches(table.original())) {
                    return SqlException.unknownTable(qualifier.text(), qualifier.span(), List.of())
                            .hint(table.original() + " is called " + table.name() + " here");
                }
                names.add(table.name());
            }
        }
        var error = SqlException.unknownTable(qualifier.text(), qualifier.span(), names);
        return error.hints().isEmpty() && !names.isEmpty() && names.size() <= MOST_SHOWN
                ? error.hint("FROM has " + String.join(", ", names))
                : error;
    }

    private @Nullable Table visible(QualifiedName qualifier) {
        for (var scope = this; scope != null; scope = scope.outer) {
            var found = scope.named(qualifier);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        return null;
    }

    private List<String> holders(Identifier column) {
        var found = new ArrayList<String>();
        for (var scope = this; scope != null; scope = scope.outer) {
            for (var table : scope.tables) {
                if (table.find(column) != null) {
                    found.add(table.name() + "." + column.text());
                }
            }
        }
        return found;
    }
}
