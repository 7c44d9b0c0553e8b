package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableConstraints.Check;
import tarn.engine.catalog.TableConstraints.Key;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.function.Functions;
import tarn.engine.query.bind.Binder;
import tarn.engine.query.logical.AggregateCall;
import tarn.engine.query.logical.Plan;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * PRIMARY KEY, UNIQUE and CHECK: a new version of a table is put in place only if its new rows keep them. What is new is compared
 * with what was there by joins whose tables hold the new rows only, and row groups whose bounds rule a match out are not read.
 */
final class RowChecks {
    private final QueryRunner runner;
    private final Function<ColumnIds, Binder> binders;

    RowChecks(QueryRunner runner, Function<ColumnIds, Binder> binders) {
        this.runner = runner;
        this.binders = binders;
    }

    /** Rows of a check, with the columns that it is about. */
    record Rows(Plan plan, List<Column> columns) {
        Rows where(Expr condition) {
            return new Rows(new Plan.Filter(plan, condition), columns);
        }

        /** Without rows that have a NULL in one of the columns. */
        Rows complete() {
            var rows = this;
            for (var column : columns) {
                rows = rows.where(new Expr.IsNull(ref(column), true, Span.NONE));
            }
            return rows;
        }

        /** Rows with a match among others, or without one. */
        Rows matching(Rows others, boolean match) {
            var conditions = IntStream.range(0, columns.size())
                    .mapToObj(i -> equal(columns.get(i), others.columns.get(i)))
                    .toList();
            var kind = match ? Plan.Join.Kind.SEMI : Plan.Join.Kind.ANTI;
            return new Rows(new Plan.Join(kind, plan, others.plan, conditions, null), columns);
        }
    }

    /** Rows that a change brings; asked again for each use, as every use needs columns of its own. */
    @FunctionalInterface
    interface NewRows {
        /** @return null where the columns are not all at hand */
        @Nullable
        Rows of(List<Integer> columns, ColumnIds ids);
    }

    static Expr ref(Column column) {
        return new Expr.Ref(column, Span.NONE);
    }

    static Expr equal(Column a, Column b) {
        return new Expr.Comparison(ComparisonOperator.EQUAL, ref(a), ref(b), Span.NONE);
    }

    /** Columns of a version; with the number of the row behind them if {@code numbered}. */
    static Rows scan(TableVersion version, List<Integer> columns, boolean numbered, ColumnIds ids) {
        var read = new ArrayList<>(columns);
        var output = new ArrayList<Column>();
        for (int index : columns) {
            var column = version.columns().get(index);
            output.add(ids.column(column.name(), column.type()));
        }
        if (numbered) {
            read.add(version.columns().size());
            output.add(ids.column("rowid", ScalarType.BIGINT));
        }
        var scan = new Plan.Scan(version, List.copyOf(read), List.copyOf(output), List.of());
        return new Rows(scan, List.copyOf(output.subList(0, columns.size())));
    }

    /** The rows of a version from number {@code from} on, which are its last ones. */
    static NewRows appended(TableVersion after, long from) {
        return (columns, ids) -> {
            if (from == after.rows()) {
                return scan(TableVersion.empty(after.name(), after.columns()), columns, false, ids);
            }
            var rows = scan(after.only(after.partWith(from, after.rows() - 1)), columns, true, ids);
            var number = rows.plan().output().getLast();
            return rows.where(
                    new Expr.Comparison(ComparisonOperator.GREATER_OR_EQUAL, ref(number), literal(from), Span.NONE));
        };
    }

    static Expr literal(long value) {
        return new Expr.Literal(value, ScalarType.BIGINT, Span.NONE);
    }

    /** That rows appended to a version repeat none of its keys, nor each other's. */
    void uniqueAppended(List<Key> keys, TableVersion before, TableVersion after, Span span) {
        long added = after.rows() - before.rows();
        var news = appended(after, before.rows());
        for (var key : keys) {
            if (key.columns().stream()
                    .anyMatch(column -> after.statistics(column).increasing())) {
                continue;
            }
            if (added > 1) {
                refuse(repeated(news, key.columns(), new ColumnIds()), key, after, span);
            }
            if (added > 0 && before.rows() > 0) {
                var ids = new ColumnIds();
                var there = near(scan(before, key.columns(), false, ids), after, before.rows(), key.columns());
                var rows = java.util.Objects.requireNonNull(news.of(key.columns(), ids));
                refuse(first(there.matching(rows, true), ids), key, after, span);
            }
        }
    }

    /** Only rows between the bounds of the rows from number {@code from} on, so that row groups can be left out. */
    private static Rows near(Rows there, TableVersion after, long from, List<Integer> columns) {
        var part = after.only(after.partWith(from, after.rows() - 1));
        var rows = there;
        for (int i = 0; i < columns.size(); i++) {
            var known = part.statistics(columns.get(i));
            var column = there.columns().get(i);
            if (known.min() instanceof Long low && known.max() instanceof Long high) {
                rows = rows.where(bound(column, ComparisonOperator.GREATER_OR_EQUAL, low))
                        .where(bound(column, ComparisonOperator.LESS_OR_EQUAL, high));
            }
        }
        return rows;
    }

    private static Expr bound(Column column, ComparisonOperator operator, Long value) {
        return new Expr.Comparison(operator, ref(column), new Expr.Literal(value, column.type(), Span.NONE), Span.NONE);
    }

    /**
     * That changed rows repeat no key.
     *
     * @param changed as {@link tarn.engine.query.bind.BoundStatement.Change} has them
     * @param columns that the change gives values for
     */
    void uniqueChanged(
            List<Key> keys,
            TableVersion changed,
            List<Integer> columns,
            TableVersion before,
            TableVersion after,
            Span span) {
        var news = ofChange(changed, columns);
        for (var key : keys) {
            if (key.columns().stream().noneMatch(columns::contains)) {
                continue;
            }
            if (!columns.containsAll(key.columns())) {
                unique(List.of(key), after, span);
                continue;
            }
            refuse(repeated(news, key.columns(), new ColumnIds()), key, after, span);
            var ids = new ColumnIds();
            var rows = java.util.Objects.requireNonNull(news.of(key.columns(), ids));
            var there = scan(before, key.columns(), true, ids);
            var same = there.matching(rows, true);
            var numbers = scan(changed, List.of(0), false, ids);
            var number = new Rows(same.plan(), List.of(there.plan().output().getLast()));
            var others = new Rows(number.matching(numbers, false).plan(), there.columns());
            refuse(first(others, ids), key, after, span);
        }
    }

    /** The rows of a change that stay or come. */
    static NewRows ofChange(TableVersion changed, List<Integer> columns) {
        return (wanted, ids) -> {
            if (!columns.containsAll(wanted)) {
                return null;
            }
            var read = new ArrayList<Integer>();
            wanted.forEach(column -> read.add(columns.indexOf(column) + 2));
            read.add(1);
            var rows = scan(changed, read, false, ids);
            var stays = rows.columns().getLast();
            return new Rows(rows.plan(), rows.columns().subList(0, wanted.size())).where(ref(stays));
        };
    }

    /** That no key occurs twice in a version. */
    void unique(List<Key> keys, TableVersion version, Span span) {
        for (var key : keys) {
            var ids = new ColumnIds();
            refuse(
                    repeated((columns, these) -> scan(version, columns, false, these), key.columns(), ids),
                    key,
                    version,
                    span);
        }
    }

    /** Whether a value of the column occurs twice. */
    boolean repeats(TableVersion version, int column) {
        return repeated((columns, ids) -> scan(version, columns, false, ids), List.of(column), new ColumnIds()) != null;
    }

    private static void refuse(@Nullable List<Object> found, Key key, TableVersion version, Span span) {
        if (found != null) {
            var what = key.primary() ? "PRIMARY KEY " : "UNIQUE ";
            throw SqlException.of(
                    ErrorCode.CONSTRAINT,
                    "a key that must be unique occurs twice: " + named(found, key.columns(), version) + " (" + what
                            + key.name() + ")",
                    span);
        }
    }

    /** Such as {@code id = 7, name = x}. */
    static String named(List<Object> values, List<Integer> columns, TableVersion version) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> version.columns().get(columns.get(i)).name() + " = " + values.get(i))
                .collect(Collectors.joining(", "));
    }

    /** Some key that occurs twice; null if none does. */
    private @Nullable List<Object> repeated(NewRows news, List<Integer> key, ColumnIds ids) {
        var rows = java.util.Objects.requireNonNull(news.of(key, ids)).complete();
        var groups = rows.columns().stream()
                .map(column -> new Plan.Assignment(ids.column(column.name(), column.type()), ref(column)))
                .toList();
        var count = ids.column("rows", ScalarType.BIGINT);
        var call = new AggregateCall(
                count, Functions.aggregate("count", Span.NONE), List.of(), false, null, List.of(), Span.NONE);
        var all = List.of(IntStream.range(0, groups.size()).boxed().toList());
        var repeated = new Plan.Filter(
                new Plan.Aggregate(rows.plan(), groups, List.of(call), all, null),
                new Expr.Comparison(ComparisonOperator.GREATER, ref(count), literal(1), Span.NONE));
        return first(
                new Rows(repeated, groups.stream().map(Plan.Assignment::output).toList()), ids);
    }

    /** The values of some row; null if there is none. */
    @Nullable
    List<Object> first(Rows rows, ColumnIds ids) {
        var assignments = rows.columns().stream()
                .map(column -> new Plan.Assignment(column, ref(column)))
                .toList();
        var names = rows.columns().stream().map(Column::name).toList();
        var one = new Plan.Limit(new Plan.Project(rows.plan(), assignments), literal(1), null);
        try (var result = runner.rows(one, names, ids)) {
            if (result.rows() == 0) {
                return null;
            }
            var values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                values.add(String.valueOf(result.value(0, i)));
            }
            return values;
        }
    }

    /** That no row from number {@code from} on fails a check. */
    void checks(List<Check> checks, TableVersion version, long from, Span span) {
        for (var check : checks) {
            if (from == version.rows()) {
                continue;
            }
            var ids = new ColumnIds();
            var part = version.only(version.partWith(from, version.rows() - 1));
            var failing = binders.apply(ids).violating(part, check.sql(), from);
            var all = IntStream.range(0, version.columns().size()).boxed().toList();
            var found = first(new Rows(failing, failing.output().subList(0, all.size())), ids);
            if (found != null) {
                throw SqlException.of(
                        ErrorCode.CONSTRAINT,
                        "CHECK " + check.name() + " (" + check.sql() + ") fails for the row "
                                + named(found, all, version),
                        span);
            }
        }
    }
}
