package tarn.engine;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import tarn.engine.catalog.TableArgument;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.ColumnIds;
import tarn.engine.expr.Expr;
import tarn.engine.format.csv.CsvSink;
import tarn.engine.query.bind.BoundStatement;
import tarn.engine.query.logical.Plan;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Carries out COPY ... TO. */
final class Exports {
    private Exports() {}

    static Result copyTo(BoundStatement.CopyTo copy, QueryRunner runner, ColumnIds ids, boolean externalAccess) {
        if (!externalAccess) {
            throw SqlException.of(
                    ErrorCode.NOT_ALLOWED, "files are out of reach: external access is switched off", copy.span());
        }
        if (copy.options().get("format") instanceof TableArgument.Value format
                && format.literal().value() instanceof String name
                && !name.equalsIgnoreCase("csv")) {
            throw SqlException.notSupported("the format " + name, format.span());
        }
        var sink = new CsvSink(Path.of(copy.path()), copy.names(), copy.options(), copy.span());
        runner.into(asText(copy.plan(), ids, runner.zone()), sink, ids);
        return Result.changed(sink.rows());
    }

    /** Every column cast to VARCHAR. */
    private static Plan asText(Plan plan, ColumnIds ids, ZoneId zone) {
        var assignments = new ArrayList<Plan.Assignment>();
        for (var column : plan.output()) {
            assignments.add(new Plan.Assignment(
                    ids.column(column.name(), ScalarType.VARCHAR),
                    new Expr.Cast(new Expr.Ref(column, Span.NONE), ScalarType.VARCHAR, false, zone, Span.NONE)));
        }
        return new Plan.Project(plan, assignments);
    }
}
