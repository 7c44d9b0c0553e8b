package tarn.engine.query.bind;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.MergeWhen;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.Statement;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** MERGE: rows of a source joined with those of a table; the first branch that fits says what becomes of each pair. */
final class BindMerge {
    private final Statement.Merge merge;
    private final CatalogView.Entry.Table table;
    private final Surroundings outside;
    private final Surroundings around;
    private final BindFrom.From target;
    private final BindFrom.From source;
    private final Scope scope;
    private final Column matched;

    BindMerge(Statement.Merge merge, Surroundings outside) {
        this.merge = merge;
        this.table = BindInsert.table(merge.table(), "MERGE", outside);
        this.outside = outside;
        this.around = merge.with() == null ? outside : CommonTables.enter(merge.with(), outside);
        this.target = BindChange.target(table, merge.alias(), around);
        this.source = BindFrom.bind(merge.source(), around);
        this.scope = target.scope().and(source.scope());
        this.matched = around.binding().column("in_source", ScalarType.BOOLEAN);
    }

    BoundStatement bind() {
        var joined = joined();
        var action = around.binding().column("branch", ScalarType.BIGINT);
        var assignments = new ArrayList<Plan.Assignment>();
        joined.output()
                .forEach(column -> assignments.add(new Plan.Assignment(column, new Expr.Ref(column, Span.NONE))));
        assignments.add(new Plan.Assignment(action, branch()));
        Expr chosen = new Expr.Ref(action, Span.NONE);
        var acting = new Plan.Filter(
                new Plan.Project(joined, List.copyOf(assignments)), new Expr.IsNull(chosen, true, Span.NONE));
        var changes = Changes.of(
                table,
                acting,
                chosenOnly(chosen, MergeWhen.Insert.class, nothing(), BindChange.rowid(target)),
                chosenOnly(
                        chosen,
                        MergeWhen.Delete.class,
                        BindLiteral.bool(false, Span.NONE),
                        BindLiteral.bool(true, Span.NONE)),
                values(chosen),
                around);
        if (merge.with() != null) {
            var plan = CommonTables.leave(merge.with(), around, changes.rows());
            changes = new Changes(table, plan, changes.columns());
        }
        return changes.statement(merge.alias(), merge.returning(), merge.span(), outside);
    }

    private static Expr nothing() {
        return BindLiteral.nothing(ScalarType.BIGINT, Span.NONE);
    }

    /** Source rows with their matches in the table; rows of the table without a match only if some branch asks for them. */
    private Plan joined() {
        var marked = new ArrayList<Plan.Assignment>();
        source.plan()
                .output()
                .forEach(column -> marked.add(new Plan.Assignment(column, new Expr.Ref(column, Span.NONE))));
        marked.add(new Plan.Assignment(matched, BindLiteral.bool(true, Span.NONE)));
        var left = new Plan.Project(source.plan(), List.copyOf(marked));
        boolean targetAlone =
                merge.branches().stream().anyMatch(when -> when.kind() == MergeWhen.Kind.NOT_MATCHED_BY_SOURCE);
        var kind = targetAlone ? Plan.Join.Kind.FULL : Plan.Join.Kind.LEFT;
        return BindJoin.join(kind, left, target.plan(), conditions());
    }

    private List<Expr> conditions() {
        if (merge.on() != null) {
            return Conditions.bind(merge.on(), "ON", ExprBinder.of(around, scope, Place.plain("ON")));
        }
        return merge.using().stream()
                .map(name -> BindOperator.compare(
                        ComparisonOperator.EQUAL,
                        side(target, name),
                        side(source, name),
                        name.span(),
                        around.binding()))
                .toList();
    }

    private static Expr side(BindFrom.From from, Identifier name) {
        var column = new QualifiedName(List.of(name), name.span());
        var found = from.scope().local(column, name.span());
        if (found == null) {
            throw from.scope().unknown(column, name.span(), List.of());
        }
        return found;
    }

    /** The number of the branch that fits first; NULL where nothing is to be done. */
    private Expr branch() {
        var whens = new ArrayList<Expr.Case.When>();
        for (int i = 0; i < merge.branches().size(); i++) {
            var when = merge.branches().get(i);
            var terms = new ArrayList<Expr>();
            terms.add(new Expr.IsNull(
                    new Expr.Ref(matched, Span.NONE), when.kind() != MergeWhen.Kind.NOT_MATCHED_BY_SOURCE, Span.NONE));
            terms.add(new Expr.IsNull(BindChange.rowid(target), when.kind() != MergeWhen.Kind.NOT_MATCHED, Span.NONE));
            if (when.condition() != null) {
                terms.add(Conditions.bindWhole(when.condition(), "WHEN", binder()));
            }
            var result = switch (when.action()) {
                case MergeWhen.DoNothing _ -> nothing();
                case MergeWhen.Raise raise -> raised(raise);
                case MergeWhen.Update _, MergeWhen.Insert _, MergeWhen.Delete _ -> BindLiteral.bigint(i, when.span());
            };
            whens.add(new Expr.Case.When(BindOperator.and(terms, when.span()), result));
        }
        return new Expr.Case(List.copyOf(whens), nothing(), ScalarType.BIGINT, merge.span());
    }

    private Expr raised(MergeWhen.Raise raise) {
        var message = raise.message() == null
                ? BindLiteral.string("MERGE came upon a row that it must not", raise.span())
                : binder().bind(raise.message());
        var call = BindOperator.call("error", List.of(message), raise.span(), around.binding());
        return Casting.to(call, ScalarType.BIGINT, around.binding());
    }

    private ExprBinder binder() {
        return ExprBinder.of(around, scope, Place.plain("MERGE"));
    }

    /** {@code then} for the branches with actions of that kind, else {@code otherwise}. */
    private Expr chosenOnly(Expr chosen, Class<? extends MergeWhen.Action> kind, Expr then, Expr otherwise) {
        var whens = new ArrayList<Expr.Case.When>();
        for (int i = 0; i < merge.branches().size(); i++) {
            if (kind.isInstance(merge.branches().get(i).action())) {
                whens.add(new Expr.Case.When(is(chosen, i), then));
            }
        }
        return whens.isEmpty() ? otherwise : new Expr.Case(List.copyOf(whens), otherwise, otherwise.type(), Span.NONE);
    }

    private static Expr is(Expr chosen, int branch) {
        return new Expr.Comparison(ComparisonOperator.EQUAL, chosen, BindLiteral.bigint(branch, Span.NONE), Span.NONE);
    }

    /** For each column, the values of the branches that set it; else what is there. */
    private List<ColumnValues.Assigned> values(Expr chosen) {
        var branches = new ArrayList<List<ColumnValues.Assigned>>();
        for (var when : merge.branches()) {
            branches.add(
                    switch (when.action()) {
                        case MergeWhen.Update update -> updated(update);
                        case MergeWhen.Insert insert -> inserted(insert);
                        case MergeWhen.Delete _, MergeWhen.DoNothing _, MergeWhen.Raise _ -> List.of();
                    });
        }
        var result = new ArrayList<ColumnValues.Assigned>();
        for (var there : BindChange.completed(List.of(), target)) {
            var whens = new ArrayList<Expr.Case.When>();
            for (int i = 0; i < branches.size(); i++) {
                for (var value : branches.get(i)) {
                    if (value.column() == there.column()) {
                        whens.add(new Expr.Case.When(is(chosen, i), value.value()));
                    }
                }
            }
            var type = there.value().type();
            var value =
                    whens.isEmpty() ? there.value() : new Expr.Case(List.copyOf(whens), there.value(), type, Span.NONE);
            result.add(new ColumnValues.Assigned(there.column(), value));
        }
        return List.copyOf(result);
    }

    private List<ColumnValues.Assigned> updated(MergeWhen.Update update) {
        if (!update.assignments().isEmpty()) {
            return new ColumnValues(around).assigned(update.assignments(), table, binder());
        }
        return whole(update.byName(), update.span());
    }

    private List<ColumnValues.Assigned> inserted(MergeWhen.Insert insert) {
        var columns = table.source().columns();
        var values = new ColumnValues(around);
        List<ColumnValues.Assigned> given = new ArrayList<>();
        if (insert.values().isEmpty() && !insert.defaultValues()) {
            given.addAll(whole(insert.byName(), insert.span()));
        } else {
            var targets = BindInsert.targets(insert.columns(), columns, table.name());
            if (!insert.defaultValues() && targets.size() != insert.values().size()) {
                throw SqlException.of(
                        ErrorCode.SYNTAX,
                        targets.size() + " values are needed, but "
                                + insert.values().size() + " are given",
                        insert.span());
            }
            for (int i = 0; i < insert.values().size(); i++) {
                var column = columns.get(targets.get(i));
                given.add(new ColumnValues.Assigned(
                        targets.get(i), values.of(insert.values().get(i), column, sourceBinder())));
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            if (given.stream().noneMatch(value -> value.column() == index)) {
                given.add(new ColumnValues.Assigned(i, values.defaultOf(columns.get(i), Span.NONE)));
            }
        }
        return given;
    }

    /** A row to be inserted has nothing of the table. */
    private ExprBinder sourceBinder() {
        return ExprBinder.of(around, source.scope(), Place.plain("INSERT"));
    }

    /** The source's row as the table's, by position or by name. */
    private List<ColumnValues.Assigned> whole(boolean byName, Span span) {
        var columns = table.source().columns();
        var values = new ColumnValues(around);
        var result = new ArrayList<ColumnValues.Assigned>();
        var all = source.scope().all(span);
        var targets = BindInsert.targets(List.of(), columns, table.name());
        if (!byName && all.size() != targets.size()) {
            throw SqlException.of(
                    ErrorCode.SYNTAX,
                    table.name() + " takes " + targets.size() + " columns, but the source has " + all.size(),
                    span);
        }
        for (int i = 0; i < all.size(); i++) {
            var given = all.get(i);
            int index = byName
                    ? BindCreate.index(columns, new Identifier(given.name(), true, span), table.name())
                    : targets.get(i);
            var column = columns.get(index);
            result.add(new ColumnValues.Assigned(index, values.to(given.value(), column.type(), column.name())));
        }
        return List.copyOf(result);
    }
}
