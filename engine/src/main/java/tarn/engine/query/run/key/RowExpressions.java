package tarn.engine.query.run.key;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;
import tarn.engine.expr.ExprTree;
import tarn.engine.expr.eval.Evaluation;
import tarn.engine.expr.eval.Evaluator;

/**
 * Several expressions over the same batches, equal ones evaluated once; the results of one batch are valid together until the
 * next batch.
 */
public final class RowExpressions {
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final int[] evaluatorOf;

    /**
     * @param scratch memory that lives as long as this object
     */
    public RowExpressions(List<Column> layout, List<? extends Expr> exprs, Region scratch, int batchRows) {
        var evaluation = new Evaluation(layout, scratch, batchRows);
        var compiled = new ArrayList<Expr>();
        evaluatorOf = new int[exprs.size()];
        for (int i = 0; i < evaluatorOf.length; i++) {
            var expr = exprs.get(i);
            int at = 0;
            while (at < compiled.size() && !ExprTree.same(compiled.get(at), expr)) {
                at++;
            }
            if (at == compiled.size()) {
                compiled.add(expr);
                evaluators.add(evaluation.compile(expr));
            }
            evaluatorOf[i] = at;
        }
    }

    public List<Vector> evaluate(Batch batch) {
        Vector[] values = new Vector[evaluators.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluators.get(i).evaluate(batch);
        }
        var vectors = new ArrayList<Vector>(evaluatorOf.length);
        for (int at : evaluatorOf) {
            vectors.add(values[at]);
        }
        return vectors;
    }
}
