package tarn.engine.query.bind;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.catalog.TableSource;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Query;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * The queries in a statement's own WITH that change data, and those before them that are MATERIALIZED. They run one after
 * the other before the rest of the statement; each sees what the ones before it have done, and the rest reads the rows that
 * they gave.
 */
public final class LeadingSteps {
    static final LeadingSteps NONE = new LeadingSteps(new Query.With(false, List.of(), Span.NONE), List.of());

    private final Query.With with;
    private final List<Query.CommonTable> tables;
    private final Map<Query.CommonTable, Given> given = new IdentityHashMap<>();

    /** @param source null where the step gives no rows */
    private record Given(@Nullable TableSource source, List<String> names) {}

    private LeadingSteps(Query.With with, List<Query.CommonTable> tables) {
        this.with = with;
        this.tables = tables;
    }

    /** None for almost all statements. */
    public static LeadingSteps of(Statement statement) {
        var with = switch (statement) {
            case Statement.QueryStatement query -> outermost(query.query());
            case Statement.CreateTableAs create -> create.query().with();
            case Statement.CopyTo copy -> copy.query().with();
            case Statement.Insert insert -> insert.with();
            case Statement.Update update -> update.with();
            case Statement.Delete delete -> delete.with();
            case Statement.Merge merge -> merge.with();
            default -> null;
        };
        if (with == null || with.tables().stream().noneMatch(LeadingSteps::changes)) {
            return NONE;
        }
        if (with.recursive()) {
            throw SqlException.notSupported("WITH RECURSIVE beside queries that change data", with.span());
        }
        int last = with.tables().size() - 1;
        while (!changes(with.tables().get(last))) {
            last--;
        }
        return new LeadingSteps(
                with,
                with.tables().subList(0, last + 1).stream()
                        .filter(table -> changes(table) || Boolean.TRUE.equals(table.materialized()))
                        .toList());
    }

    private static Query.@Nullable With outermost(Query query) {
        var inner = query;
        while (inner.with() == null && inner.body() instanceof Query.Nested nested) {
            inner = nested.query();
        }
        return inner.with();
    }

    private static boolean changes(Query.CommonTable table) {
        return table.query().body() instanceof Query.Changed;
    }

    public boolean isEmpty() {
        return tables.isEmpty();
    }

    public List<Query.CommonTable> tables() {
        return tables;
    }

    /** What the WITH says before this query. */
    Query.With before(Query.CommonTable table) {
        int index = 0;
        while (with.tables().get(index) != table) {
            index++;
        }
        return new Query.With(false, with.tables().subList(0, index), with.span());
    }

    /** The step has been done. @param source its rows, or null if it gives none */
    public void give(Query.CommonTable table, @Nullable TableSource source, List<String> names) {
        given.put(table, new Given(source, names));
    }

    /** The rows of a query in WITH that is a step; null for any other query. */
    @Nullable
    BoundQuery rows(Query.CommonTable table, Surroundings around) {
        var done = given.get(table);
        if (done != null) {
            if (done.source == null) {
                throw withoutRows(table);
            }
            var output = done.source.columns().stream()
                    .map(column -> around.binding().column(column.name(), column.type()))
                    .toList();
            var columns = IntStream.range(0, output.size()).boxed().toList();
            return new BoundQuery(new Plan.Scan(done.source, columns, output, List.of()), done.names);
        }
        if (!(table.query().body() instanceof Query.Changed change)) {
            return null;
        }
        if (tables.stream().noneMatch(step -> step == table)) {
            throw misplaced(change);
        }
        return toBe(Binder.change(change.statement(), around), table, around);
    }

    /** No rows, but of the columns that the step will give. */
    private static BoundQuery toBe(BoundStatement change, Query.CommonTable table, Surroundings around) {
        if (!(change instanceof BoundStatement.Change(var _, var _, var _, var returning, var _))
                || returning == null) {
            throw withoutRows(table);
        }
        var query = Binder.finished(new BoundQuery(returning.plan(), returning.names()), around.binding());
        var columns = query.columns().stream()
                .map(column -> around.binding().column(column.name(), column.type()))
                .toList();
        return new BoundQuery(new Plan.Values(List.of(), columns), query.names());
    }

    static SqlException misplaced(Query.Changed change) {
        return SqlException.of(
                ErrorCode.NOT_ALLOWED,
                "a query that changes data belongs in the WITH at the beginning of a statement",
                change.span());
    }

    private static SqlException withoutRows(Query.CommonTable table) {
        return SqlException.of(
                        ErrorCode.NOT_ALLOWED,
                        table.name().text() + " gives no rows",
                        table.query().span())
                .hint("add RETURNING");
    }
}
