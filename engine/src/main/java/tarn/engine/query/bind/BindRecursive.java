package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Query;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** The queries of WITH RECURSIVE: {@code anchor UNION [ALL] step}, where the step may read the query itself. */
final class BindRecursive {
    private final CommonTables self;
    private final Surroundings around;

    BindRecursive(CommonTables self, Surroundings around) {
        this.self = self;
        this.around = around.with(self);
    }

    BoundQuery bind(Query query) {
        return bind(query, around);
    }

    private BoundQuery bind(Query query, Surroundings here) {
        if (query.with() == null) {
            return body(query, here);
        }
        var inner = CommonTables.enter(query.with(), here);
        var bound = body(query, inner);
        return new BoundQuery(CommonTables.leave(query.with(), inner, bound.plan()), bound.names());
    }

    private BoundQuery body(Query query, Surroundings here) {
        boolean bare = query.orderBy().isEmpty() && query.limit() == null;
        if (bare && query.body() instanceof Query.Nested nested) {
            return bind(nested.query(), here);
        }
        if (query.body() instanceof Query.SetOperation union
                && union.kind() == Query.SetKind.UNION
                && !union.byName()) {
            return union(query, union, here);
        }
        var plain = new Query(null, query.body(), query.orderBy(), query.limit(), query.span());
        return BindQuery.bind(plain, here);
    }

    /** The columns have the types of the anchor; what the step gives is cast to them. */
    private BoundQuery union(Query query, Query.SetOperation union, Surroundings here) {
        var binding = around.binding();
        var anchor = BindQuery.body(union.left(), here);
        var types = anchor.columns().stream().map(Column::type).toList();
        var named = self.named(anchor);
        var keys = self.usingKey().isEmpty() ? null : RecursiveKeys.of(self.usingKey(), named.names());
        if (keys != null) {
            checkCollations(keys, anchor);
        }
        var first = side(keys, anchor.plan(), named);
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            output.add(binding.column(anchor.names().get(i), RecursiveKeys.type(i, types.get(i), first.calls())));
            binding.collate(
                    output.getLast(),
                    binding.ownCollation(new Expr.Ref(anchor.columns().get(i), Span.NONE)));
        }
        var made = new ArrayList<Column>();
        first.plan().output().forEach(column -> made.add(binding.columnLike(column)));
        boolean aggregates = !first.calls().isEmpty();
        int id = binding.nextShared();
        int allId = binding.nextShared();
        boolean[] used = {false};
        boolean[] usedAll = {false};
        var read = aggregates && union.all() ? made.subList(0, output.size()) : output;
        self.reads(
                _ -> read(id, read, named, used),
                keys == null && union.all() ? null : _ -> read(allId, output, named, usedAll));
        BoundQuery step;
        try {
            step = BindQuery.body(union.right(), here);
        } finally {
            self.reads(null, null);
        }
        if (!used[0] && !usedAll[0] && keys == null) {
            var both = BindSetOperation.combine(union, anchor, step, here);
            return BindQuery.ordered(both, query, here);
        }
        if (!query.orderBy().isEmpty()) {
            throw ofItsOwn("ORDER BY", query.orderBy().getFirst().span());
        }
        if (query.limit() != null) {
            throw ofItsOwn("LIMIT", query.limit().span());
        }
        var next = side(keys, BindSetOperation.castAs(union, step, types, binding), named);
        boolean turns = used[0] || usedAll[0];
        var keyed = keys != null || usedAll[0]
                ? new Plan.Recursive.Keyed(
                        allId,
                        keys == null ? allColumns(output) : keys.columns(),
                        List.copyOf(aggregates ? made : output),
                        first.calls())
                : null;
        return new BoundQuery(
                new Plan.Recursive(
                        id,
                        union.all(),
                        turns ? first.plan() : both(first.plan(), next.plan()),
                        turns ? next.plan() : nothing(next.plan()),
                        List.copyOf(output),
                        keyed),
                anchor.names());
    }

    /** Texts of a key are compared as they are. */
    private void checkCollations(RecursiveKeys keys, BoundQuery anchor) {
        for (int key : keys.columns()) {
            if (around.binding().collation(new Expr.Ref(anchor.columns().get(key), Span.NONE)) != null) {
                throw SqlException.notSupported(
                        "a key with a collation in USING KEY",
                        self.usingKey().getFirst().span());
            }
        }
    }

    private RecursiveKeys.Side side(@Nullable RecursiveKeys keys, Plan plan, BoundQuery named) {
        return keys == null ? new RecursiveKeys.Side(plan, List.of()) : keys.side(plan, named.names(), around);
    }

    /** Without USING KEY a UNION keeps rows as if all columns were the key. */
    private static List<Integer> allColumns(List<Column> output) {
        return IntStream.range(0, output.size()).boxed().toList();
    }

    private Plan both(Plan left, Plan right) {
        return new Plan.SetOperation(Plan.SetOperation.Kind.UNION, true, left, right, fresh(left));
    }

    private Plan nothing(Plan like) {
        return new Plan.Values(List.of(), fresh(like));
    }

    private List<Column> fresh(Plan plan) {
        return plan.output().stream().map(around.binding()::columnLike).toList();
    }

    private SqlException ofItsOwn(String clause, Span span) {
        return SqlException.of(ErrorCode.SYNTAX, "a recursive query has no " + clause + " of its own", span)
                .hint("put it into the query that reads " + self.name());
    }

    private BoundQuery read(int id, List<Column> output, BoundQuery named, boolean[] used) {
        used[0] = true;
        var columns = new ArrayList<Column>();
        output.forEach(column -> columns.add(around.binding().columnLike(column)));
        return new BoundQuery(new Plan.SharedScan(id, List.copyOf(output), List.copyOf(columns)), named.names());
    }

    static SqlException circular(String name, Span span) {
        return SqlException.of(ErrorCode.DEPENDENCY, name + " refers to itself where it may not", span)
                .hint("a recursive query is written: WITH RECURSIVE " + name
                        + " AS (first rows UNION ALL SELECT ... FROM " + name + ")");
    }
}
