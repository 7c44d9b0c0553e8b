package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.expr.Expr;
import tarn.engine.expr.WindowCall;

/** Window calls with other parts. */
final class WindowParts {
    private WindowParts() {}

    /** The call with more partition keys. */
    static WindowCall withPartition(WindowCall call, List<Expr> more) {
        var partition = new ArrayList<>(call.partition());
        partition.addAll(more);
        return new WindowCall(
                call.output(),
                call.function(),
                call.arguments(),
                call.distinct(),
                call.ignoreNulls(),
                call.filter(),
                call.argumentOrder(),
                List.copyOf(partition),
                call.order(),
                call.frame(),
                call.span());
    }
}
