package tarn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.CatalogEntry;
import tarn.engine.catalog.CatalogSnapshot;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.expr.Column;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.bind.CatalogView;
import tarn.engine.query.logical.Plan;
import tarn.engine.storage.TableSink;
import tarn.engine.storage.TableVersion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * Carries out the statements that change the rows of a table: each makes a new version, which shares with the old one the
 * row groups that are not touched, and puts it in place when all is well.
 */
final class Modifications {
    private final Tarn database;
    private final Workspace workspace;
    private final QueryRunner runner;
    private final RowChecks checks;
    private final ReferenceChecks references;

    Modifications(Tarn database, Workspace workspace, QueryRunner runner, RowChecks checks) {
        this.database = database;
        this.workspace = workspace;
        this.runner = runner;
        this.checks = checks;
        this.references = new ReferenceChecks(checks);
    }

    Result insert(BoundStatement.Insert insert, ColumnIds ids) {
        var inserted = new long[1];
        replace(insert.table(), insert.span(), (table, place) -> {
            var base = (TableVersion) table.source();
            var sink = new TableSink(base, database.memory());
            runner.into(insert.rows(), sink, ids);
            inserted[0] = sink.appendedRows();
            var after = sink.version();
            var span = insert.span();
            checks.uniqueAppended(table.constraints().keys(), base, after, span);
            checks.checks(table.constraints().checks(), after, base.rows(), span);
            references.found(
                    table.constraints().foreignKeys(),
                    RowChecks.appended(after, base.rows()),
                    place.becoming(after),
                    span);
            return after;
        });
        return Result.changed(inserted[0]);
    }

    Result truncate(BoundStatement.Truncate truncate) {
        var before = new long[1];
        replace(truncate.table(), truncate.span(), (table, place) -> {
            before[0] = table.source().rows();
            var after = TableVersion.empty(table.name(), table.source().columns());
            references.emptied(place.becoming(after), truncate.span());
            return after;
        });
        return Result.changed(before[0]);
    }

    Result change(BoundStatement.Change change, ColumnIds ids) {
        var changed = carriedOut(change, ids);
        var returning = change.returning();
        return returning == null
                ? Result.changed(changed.rows())
                : runner.rows(returned(returning, change, changed), returning.names(), ids);
    }

    /**
     * One of the steps of a statement.
     *
     * @param done gets the rows that it gives, or null, and the names of their columns
     */
    void step(BoundStatement step, ColumnIds ids, BiConsumer<@Nullable TableVersion, List<String>> done) {
        switch (step) {
            case BoundStatement.Query query -> done.accept(kept(query.plan(), ids), query.names());
            case BoundStatement.Change change -> {
                var changed = carriedOut(change, ids);
                var returning = change.returning();
                if (returning == null) {
                    done.accept(null, List.of());
                } else {
                    done.accept(kept(returned(returning, change, changed), ids), returning.names());
                }
            }
            case BoundStatement.Insert insert -> {
                insert(insert, ids);
                done.accept(null, List.of());
            }
            case BoundStatement.Truncate truncate -> {
                truncate(truncate);
                done.accept(null, List.of());
            }
            default -> throw new IllegalStateException("no step: " + step.getClass());
        }
    }

    private TableVersion kept(Plan plan, ColumnIds ids) {
        var columns = plan.output().stream()
                .map(column -> new ColumnDefinition(column.name(), column.type()))
                .toList();
        var sink = new TableSink(TableVersion.empty("rows of a step", columns), database.memory());
        runner.into(plan, sink, ids);
        return sink.version();
    }

    private static Plan returned(
            BoundStatement.Returning returning, BoundStatement.Change change, TableVersion changed) {
        return new Plan.Shared(returning.shared(), scan(changed, change.rows().output()), returning.plan());
    }

    private TableVersion carriedOut(BoundStatement.Change change, ColumnIds ids) {
        var changed = changedRows(change, ids);
        if (changed.rows() > 0) {
            replace(change.table(), change.span(), (table, place) -> {
                if (table.source() != change.table().source()) {
                    throw changedMeanwhile(change.table(), change.span());
                }
                var before = (TableVersion) table.source();
                var after = applied(change, changed, before, ids);
                check(table, change, changed, before, place.becoming(after));
                return after;
            });
        }
        return changed;
    }

    /** The rows to change, kept aside as a table of their own. */
    private TableVersion changedRows(BoundStatement.Change change, ColumnIds ids) {
        var columns = change.rows().output().stream()
                .map(column -> new ColumnDefinition(column.name(), column.type()))
                .toList();
        var sink = new TableSink(TableVersion.empty("changed rows", columns), database.memory());
        runner.into(change.rows(), sink, ids);
        var changed = sink.version();
        if (checks.repeats(changed, 0)) {
            throw SqlException.of(
                            ErrorCode.CARDINALITY,
                            "a row of " + change.table().name() + " would be changed twice",
                            change.span())
                    .hint("several new rows meet the same row of the table: make them one first");
        }
        return changed;
    }

    private void check(
            CatalogEntry.Table table,
            BoundStatement.Change change,
            TableVersion changed,
            TableVersion before,
            ReferenceChecks.Place place) {
        var after = place.after();
        var span = change.span();
        var constraints = table.constraints();
        if (!change.columns().isEmpty()) {
            checks.uniqueChanged(constraints.keys(), changed, change.columns(), before, after, span);
            var concerned = constraints.checks().stream()
                    .filter(check -> check.columns().stream().anyMatch(change.columns()::contains))
                    .toList();
            checks.checks(concerned, after, 0, span);
            var foreign = constraints.foreignKeys().stream()
                    .filter(key -> key.columns().stream().anyMatch(change.columns()::contains))
                    .toList();
            references.found(foreign, RowChecks.ofChange(changed, change.columns()), place, span);
        }
        references.stillThere(changed, change.columns(), before, place, span);
    }

    private static Plan.Scan scan(TableVersion version, List<Column> output) {
        return new Plan.Scan(version, IntStream.range(0, output.size()).boxed().toList(), output, List.of());
    }

    private TableVersion applied(BoundStatement.Change change, TableVersion changed, TableVersion base, ColumnIds ids) {
        var rowids = changed.statistics(0);
        var version = base;
        if (rowids.min() instanceof Long first && rowids.max() instanceof Long last) {
            version = rewritten(change, changed, base, base.partWith(first, last), ids);
        }
        return rowids.nulls() == 0 ? version : appended(change, changed, version, ids);
    }

    /** Rows of the part keep their order; columns that do not change are taken from what is there. */
    private TableVersion rewritten(
            BoundStatement.Change change,
            TableVersion changed,
            TableVersion base,
            TableVersion.Part part,
            ColumnIds ids) {
        var there = scan(base.only(part), ids, base.columns(), base.hiddenColumns());
        var given = scan(changed, ids, changed.columns(), List.of());
        var span = change.span();
        Expr row = new Expr.Ref(given.output().get(0), span);
        Expr stays = new Expr.Ref(given.output().get(1), span);
        Expr rowThere = new Expr.Ref(there.output().getLast(), span);
        var same = new Expr.Comparison(ComparisonOperator.EQUAL, rowThere, row, span);
        var untouched = new Expr.IsNull(row, false, span);
        var joined = new Plan.Filter(
                new Plan.Join(Plan.Join.Kind.LEFT, there, given, List.of(same), null),
                new Expr.Or(List.of(untouched, stays), span));
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < base.columns().size(); i++) {
            var old = there.output().get(i);
            int at = change.columns().indexOf(i);
            Expr value = new Expr.Ref(old, span);
            if (at >= 0) {
                var when = new Expr.Case.When(untouched, value);
                value = new Expr.Case(List.of(when), new Expr.Ref(given.output().get(at + 2), span), old.type(), span);
            }
            assignments.add(new Plan.Assignment(ids.column(old.name(), old.type()), value));
        }
        var sink = new TableSink(base, part, database.memory());
        runner.into(new Plan.Project(joined, List.copyOf(assignments)), sink, ids);
        return sink.version();
    }

    /** The new rows behind those that are there. */
    private TableVersion appended(
            BoundStatement.Change change, TableVersion changed, TableVersion base, ColumnIds ids) {
        var given = scan(changed, ids, changed.columns(), List.of());
        var isNew = new Expr.IsNull(new Expr.Ref(given.output().getFirst(), change.span()), false, change.span());
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < base.columns().size(); i++) {
            var column = given.output().get(change.columns().indexOf(i) + 2);
            assignments.add(new Plan.Assignment(column, new Expr.Ref(column, change.span())));
        }
        var sink = new TableSink(base, database.memory());
        runner.into(new Plan.Project(new Plan.Filter(given, isNew), List.copyOf(assignments)), sink, ids);
        return sink.version();
    }

    private static Plan.Scan scan(
            TableVersion version, ColumnIds ids, List<ColumnDefinition> columns, List<ColumnDefinition> hidden) {
        return scan(
                version,
                Stream.concat(columns.stream(), hidden.stream())
                        .map(column -> ids.column(column.name(), column.type()))
                        .toList());
    }

    /** Makes the next version of a table. */
    @FunctionalInterface
    private interface Step {
        /** @param place with the version as it is */
        TableVersion next(CatalogEntry.Table table, ReferenceChecks.Place place);
    }

    private void replace(CatalogView.Entry.Table bound, Span span, Step change) {
        boolean inTemporary = bound.schema().equals(SessionCatalog.TEMPORARY);
        var schema = inTemporary ? CatalogSnapshot.MAIN : bound.schema();
        workspace.change(inTemporary, snapshot -> {
            if (!(snapshot.find(schema, bound.name()) instanceof CatalogEntry.Table table
                    && table.source() instanceof TableVersion version
                    && version.columns().equals(bound.source().columns())
                    && table.constraints().equals(bound.constraints()))) {
                throw changedMeanwhile(bound, span);
            }
            var place = new ReferenceChecks.Place(snapshot, schema, table.name(), version);
            return snapshot.with(schema, table.at(change.next(table, place)));
        });
    }

    static SqlException changedMeanwhile(CatalogView.Entry.Table table, Span span) {
        return SqlException.of(ErrorCode.TRANSACTION, "the table was changed meanwhile: " + table.name(), span)
                .hint("nothing has happened: run the statement again");
    }
}
