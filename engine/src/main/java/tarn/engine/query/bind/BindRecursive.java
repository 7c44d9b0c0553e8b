package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Column;
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
        var named = self.named(anchor);
        var keys =
                keys(named, union, anchor.columns().stream().map(Column::type).toList());
        var types = keys == null ? anchor.columns().stream().map(Column::type).toList() : keys.types();
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            output.add(binding.column(anchor.names().get(i), types.get(i)));
        }
        int id = binding.nextShared();
        int allId = binding.nextShared();
        boolean[] used = {false};
        boolean[] usedAll = {false};
        self.reads(_ -> read(id, output, named, used), keys == null ? null : _ -> read(allId, output, named, usedAll));
        BoundQuery step;
        try {
            step = BindQuery.body(union.right(), here);
        } finally {
            self.reads(null, null);
        }
        if (!used[0] && !usedAll[0]) {
            var both = BindSetOperation.combine(union, anchor, step, here);
            return BindQuery.ordered(both, query, here);
        }
        if (!query.orderBy().isEmpty()) {
            throw ofItsOwn("ORDER BY", query.orderBy().getFirst().span());
        }
        if (query.limit() != null) {
            throw ofItsOwn("LIMIT", query.limit().span());
        }
        var stepPlan = BindSetOperation.castAs(union, step, types, binding);
        var first = anchor.columns().stream().map(Column::type).toList().equals(types)
                ? anchor.plan()
                : BindSetOperation.castAs(union, anchor, types, binding);
        var keyed = keys != null && (usedAll[0] || !self.usingKey().isEmpty())
                ? new Plan.Recursive.Keyed(allId, keys.keys(), keys.aggregates())
                : null;
        return new BoundQuery(
                new Plan.Recursive(id, union.all(), first, stepPlan, List.copyOf(output), keyed), anchor.names());
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

    /** The columns of USING KEY. Without it UNION keeps rows as if all columns were the key; null where nothing does. */
    private @Nullable BindUsingKey keys(BoundQuery named, Query.SetOperation union, List<DataType> types) {
        if (!self.usingKey().isEmpty()) {
            return BindUsingKey.of(self.usingKey(), named.names(), types);
        }
        var columns = IntStream.range(0, named.names().size()).boxed().toList();
        return union.all() ? null : new BindUsingKey(columns, List.of(), types);
    }

    static SqlException circular(String name, Span span) {
        return SqlException.of(ErrorCode.DEPENDENCY, name + " refers to itself where it may not", span)
                .hint("a recursive query is written: WITH RECURSIVE " + name
                        + " AS (first rows UNION ALL SELECT ... FROM " + name + ")");
    }
}
