package tarn.sql.text;

import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Sample;
import tarn.sql.ast.TableAlias;
import tarn.sql.ast.TableRef;

/** What stands in FROM. */
final class PrintTables {
    private final SqlPrinter printer;

    PrintTables(SqlPrinter printer) {
        this.printer = printer;
    }

    void table(TableRef table) {
        switch (table) {
            case TableRef.Named named -> {
                printer.name(named.name());
                alias(named.alias());
            }
            case TableRef.File file -> {
                printer.add(Quoting.quote(file.path()));
                alias(file.alias());
            }
            case TableRef.Function function -> {
                printer.add(function.lateral(), "LATERAL ")
                        .name(function.name())
                        .add("(");
                printer.expressions.arguments(function.arguments());
                printer.add(")").add(function.withOrdinality(), " WITH ORDINALITY");
                alias(function.alias());
            }
            case TableRef.Subquery subquery -> {
                printer.add(subquery.lateral(), "LATERAL ");
                printer.queries.parenthesized(subquery.query());
                alias(subquery.alias());
            }
            case TableRef.ValuesTable values -> {
                printer.add("(");
                printer.queries.values(values.rows());
                printer.add(")");
                alias(values.alias());
            }
            case TableRef.Join join -> join(join);
            case TableRef.Aliased aliased -> {
                printer.add("(");
                table(aliased.source());
                printer.add(")");
                alias(aliased.alias());
            }
            case TableRef.Sampled sampled -> {
                item(sampled.source());
                printer.add(" TABLESAMPLE ");
                sample(sampled.sample());
            }
            case TableRef.Pivot pivot -> pivot(pivot);
            case TableRef.Unpivot unpivot -> unpivot(unpivot);
        }
    }

    /** A table as one operand: what is made of several tables, or goes on behind a table, goes into parentheses. */
    private void item(TableRef table) {
        boolean parentheses =
                table instanceof TableRef.Join || table instanceof TableRef.Pivot || table instanceof TableRef.Unpivot;
        printer.add(parentheses, "(");
        table(table);
        printer.add(parentheses, ")");
    }

    private void alias(@Nullable TableAlias alias) {
        if (alias != null) {
            printer.add(" AS ").name(alias.name()).columns(alias.columns());
        }
    }

    private void join(TableRef.Join join) {
        table(join.left());
        printer.add(join.natural(), " NATURAL").add(join.asof(), " ASOF");
        boolean plain = join.kind() == TableRef.JoinKind.INNER;
        printer.add(plain ? " JOIN " : " " + join.kind().name() + " JOIN ");
        item(join.right());
        if (!join.using().isEmpty()) {
            printer.add(" USING ").columns(join.using());
        }
        printer.expressions.clause(" ON ", join.on());
    }

    void sample(Sample sample) {
        if (sample.method() != null) {
            printer.name(sample.method()).add("(");
        }
        boolean bare = sample.size() instanceof Expression.Literal || sample.size() instanceof Expression.Parameter;
        printer.add(!bare, "(");
        printer.expressions.expression(sample.size());
        printer.add(!bare, ")").add(sample.percent() ? " PERCENT" : " ROWS");
        printer.add(sample.method() != null, ")");
        if (sample.seed() != null) {
            printer.expressions.clause(" REPEATABLE (", sample.seed());
            printer.add(")");
        }
    }

    private void pivot(TableRef.Pivot pivot) {
        item(pivot.source());
        printer.add(" PIVOT (");
        printer.queries.items(pivot.aggregates());
        if (!pivot.on().isEmpty()) {
            printer.add(" FOR").join(pivot.on(), "", this::pivotKey);
        }
        if (pivot.groupBy() != null) {
            printer.add(" GROUP BY ").names(pivot.groupBy());
        }
        printer.add(")");
        alias(pivot.alias());
    }

    private void pivotKey(TableRef.PivotKey key) {
        printer.add(" ");
        switch (key.key()) {
            case Expression.ColumnName column -> printer.name(column.name());
            case Expression.Row row -> {
                printer.add("(");
                printer.expressions.list(row.elements());
                printer.add(")");
            }
            default -> {
                printer.add("(");
                printer.expressions.expression(key.key());
                printer.add(")");
            }
        }
        if (key.subquery() != null) {
            printer.add(" IN ");
            printer.queries.parenthesized(key.subquery());
        } else if (!key.values().isEmpty()) {
            printer.add(" IN (");
            printer.queries.items(key.values());
            printer.add(")");
        }
    }

    private void unpivot(TableRef.Unpivot unpivot) {
        item(unpivot.source());
        printer.add(" UNPIVOT ").add(unpivot.includeNulls(), "INCLUDE NULLS ").add("(");
        boolean several = unpivot.valueColumns().size() > 1;
        printer.add(several, "(").names(unpivot.valueColumns()).add(several, ")");
        printer.add(" FOR ").name(unpivot.nameColumn()).add(" IN (");
        printer.queries.items(unpivot.columns());
        printer.add("))");
        alias(unpivot.alias());
    }
}
