package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
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
        var types = anchor.columns().stream().map(Column::type).toList();
        var output = new ArrayList<Column>();
        for (int i = 0; i < types.size(); i++) {
            output.add(binding.column(anchor.names().get(i), types.get(i)));
        }
        var named = self.named(anchor);
        int id = binding.nextShared();
        boolean[] used = {false};
        self.reads(_ -> {
            used[0] = true;
            var columns = new ArrayList<Column>();
            output.forEach(column -> columns.add(binding.column(column.name(), column.type())));
            return new BoundQuery(new Plan.SharedScan(id, List.copyOf(output), List.copyOf(columns)), named.names());
        });
        BoundQuery step;
        try {
            step = BindQuery.body(union.right(), here);
        } finally {
            self.reads(null);
        }
        if (!used[0]) {
            var both = BindSetOperation.combine(union, anchor, step, here);
            return BindQuery.ordered(both, query, here);
        }
        if (!query.orderBy().isEmpty() || query.limit() != null) {
            throw SqlException.of(
                            ErrorCode.SYNTAX,
                            "a recursive query has no " + (query.orderBy().isEmpty() ? "LIMIT" : "ORDER BY")
                                    + " of its own",
                            query.orderBy().isEmpty()
                                    ? query.limit().span()
                                    : query.orderBy().getFirst().span())
                    .hint("put it into the query that reads " + self.name());
        }
        var stepPlan = BindSetOperation.castAs(union, step, types, binding);
        return new BoundQuery(
                new Plan.Recursive(id, union.all(), anchor.plan(), stepPlan, List.copyOf(output)), anchor.names());
    }

    static SqlException circular(String name, Span span) {
        return SqlException.of(ErrorCode.DEPENDENCY, name + " refers to itself where it may not", span)
                .hint("a recursive query is written: WITH RECURSIVE " + name
                        + " AS (first rows UNION ALL SELECT ... FROM " + name + ")");
    }
}
