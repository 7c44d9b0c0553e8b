package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.Query;
import tarn.sql.ast.SelectItem;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * One named query of a WITH and, behind it, those that it hides. It is bound when first used. What is cheap to compute, or
 * depends on an outer query, is put in place at every use; the rest is computed once, unless used only once.
 */
final class CommonTables {
    private final @Nullable CommonTables next;
    private final Query.CommonTable table;
    private final Surroundings around;
    private final boolean recursive;
    private boolean open;
    private @Nullable Function<Span, BoundQuery> before;
    private @Nullable Function<Span, BoundQuery> recurring;
    private int uses;
    private int id = -1;
    private @Nullable BoundQuery shared;
    private boolean inline;

    private CommonTables(@Nullable CommonTables next, Query.CommonTable table, Surroundings around, boolean recursive) {
        this.next = next;
        this.table = table;
        this.around = around;
        this.recursive = recursive;
    }

    /** The surroundings for the query that has the WITH. */
    static Surroundings enter(Query.With with, Surroundings around) {
        var inner = around;
        var names = new ArrayList<String>();
        for (var table : with.tables()) {
            if (names.contains(table.name().folded())) {
                throw SqlException.of(
                        ErrorCode.DUPLICATE_NAME,
                        "WITH names two queries " + table.name().text(),
                        table.name().span());
            }
            names.add(table.name().folded());
            inner = inner.with(new CommonTables(inner.tables(), table, inner, with.recursive()));
        }
        return inner;
    }

    /** Puts around the query's plan what is shared in it. */
    static Plan leave(Query.With with, Surroundings inner, Plan plan) {
        var result = plan;
        var tables = inner.tables();
        for (int i = 0; i < with.tables().size() && tables != null; i++) {
            result = tables.wrap(result);
            tables = tables.next;
        }
        return result;
    }

    /** The plan with the definitions of all named queries in it put where they are used: it can run by itself. */
    static Plan complete(Plan plan, @Nullable CommonTables tables) {
        var result = plan;
        for (var table = tables; table != null; table = table.next) {
            var one = table;
            var shared = table.shared;
            if (shared != null) {
                result = PlanTree.replacePlans(
                        result,
                        part -> part instanceof Plan.SharedScan scan && scan.id() == one.id
                                ? renamed(shared.plan(), scan)
                                : null);
            }
        }
        return result;
    }

    static @Nullable CommonTables find(@Nullable CommonTables tables, Identifier name) {
        for (var table = tables; table != null; table = table.next) {
            if (name.matches(table.table.name().text())) {
                return table;
            }
        }
        return null;
    }

    static List<String> names(@Nullable CommonTables tables) {
        var names = new ArrayList<String>();
        for (var table = tables; table != null; table = table.next) {
            names.add(table.table.name().text());
        }
        return names;
    }

    String name() {
        return table.name().text();
    }

    BoundQuery use(Span span) {
        if (before != null) {
            return before.apply(span);
        }
        if (open) {
            throw BindRecursive.circular(name(), span);
        }
        if (inline) {
            return define();
        }
        if (shared == null) {
            var query = define();
            boolean always = Boolean.FALSE.equals(table.materialized());
            boolean never = Boolean.TRUE.equals(table.materialized());
            if (always || !PlanTree.free(query.plan()).isEmpty() || !never && isCheap(query.plan())) {
                inline = true;
                return query;
            }
            shared = query;
            id = around.binding().nextShared();
        }
        uses++;
        var output = new ArrayList<Column>();
        for (var column : shared.columns()) {
            output.add(around.binding().columnLike(column));
        }
        return new BoundQuery(new Plan.SharedScan(id, shared.columns(), List.copyOf(output)), shared.names());
    }

    private BoundQuery define() {
        open = true;
        try {
            var step = around.binding().steps().rows(table, around);
            if (step != null) {
                return named(step);
            }
            var query = recursive
                    ? new BindRecursive(this, around).bind(table.query())
                    : BindQuery.bind(table.query(), around);
            return named(query);
        } finally {
            open = false;
        }
    }

    /** The query with the names of the column list. */
    BoundQuery named(BoundQuery query) {
        return new BoundQuery(query.plan(), BindFrom.rename(query.names(), table.columns(), table.name()));
    }

    /**
     * While the step of a recursive query is bound, the table stands for the rows of the turn before, and behind
     * {@code recurring} for all rows of a query with USING KEY.
     */
    void reads(@Nullable Function<Span, BoundQuery> rowsBefore, @Nullable Function<Span, BoundQuery> allRows) {
        before = rowsBefore;
        recurring = allRows;
    }

    List<SelectItem> usingKey() {
        return table.usingKey();
    }

    BoundQuery recurring(Span span) {
        if (recurring == null) {
            throw SqlException.of(
                    ErrorCode.DEPENDENCY,
                    "recurring." + name()
                            + " can be read only in the recursive part of a query with USING KEY or UNION",
                    span);
        }
        return recurring.apply(span);
    }

    /** Filters and projections of stored rows, without anything that differs from one evaluation to the next. */
    private static boolean isCheap(Plan plan) {
        boolean[] cheap = {true};
        PlanTree.forEachExpression(plan, part -> {
            boolean fresh = part instanceof Expr.Call call
                    && !call.function().properties().constantInQuery();
            cheap[0] &= !fresh && !(part instanceof Expr.Subquery);
        });
        return cheap[0] && isSimple(plan);
    }

    private static boolean isSimple(Plan plan) {
        return switch (plan) {
            case Plan.Scan _, Plan.Values _, Plan.SharedScan _ -> true;
            case Plan.Filter filter -> isSimple(filter.input());
            case Plan.Project project -> isSimple(project.input());
            default -> false;
        };
    }

    private Plan wrap(Plan body) {
        if (shared == null) {
            return body;
        }
        var definition = shared.plan();
        if (uses > 1 || Boolean.TRUE.equals(table.materialized())) {
            return new Plan.Shared(id, definition, body);
        }
        return PlanTree.replacePlans(
                body,
                plan -> plan instanceof Plan.SharedScan scan && scan.id() == id ? renamed(definition, scan) : null);
    }

    private static Plan renamed(Plan definition, Plan.SharedScan scan) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (int i = 0; i < scan.output().size(); i++) {
            assignments.add(new Plan.Assignment(
                    scan.output().get(i), new Expr.Ref(scan.source().get(i), Span.NONE)));
        }
        return new Plan.Project(definition, List.copyOf(assignments));
    }
}
