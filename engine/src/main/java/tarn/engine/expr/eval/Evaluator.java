package tarn.engine.expr.eval;

import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;

/** A compiled expression. Not thread-safe. */
public interface Evaluator {
    /**
     * The value for each row of the batch, in any shape; valid until the next call of the same evaluator. A column is
     * handed through, a constant stays one.
     *
     * @throws tarn.sql.error.SqlException with the span of the expression at fault
     */
    Vector evaluate(Batch in);
}
