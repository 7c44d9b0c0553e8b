package tarn.engine.query.run.project;

import java.util.List;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Evaluator;
import tarn.engine.pipeline.Transform;
import tarn.engine.pipeline.WorkerContext;

/** Computes new columns; a column that is only named is handed through. */
public final class Project implements Transform {
    private final List<Column> layout;
    private final List<Expr> expressions;

    public Project(List<Column> layout, List<Expr> expressions) {
        this.layout = List.copyOf(layout);
        this.expressions = List.copyOf(expressions);
    }

    @Override
    public String name() {
        return "Project";
    }

    @Override
    public Worker worker(WorkerContext worker) {
        var evaluation =
                new Evaluation(layout, worker.newRegion(name()), worker.query().batchRows());
        var evaluators = expressions.stream().map(evaluation::compile).toArray(Evaluator[]::new);
        return (in, out) -> {
            var columns = new Vector[evaluators.length];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = evaluators[i].evaluate(in);
            }
            out.accept(new Batch(in.rows(), List.of(columns)));
        };
    }
}
