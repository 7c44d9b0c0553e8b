package tarn.engine.expr.eval;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.ScalarKernel;
import tarn.engine.kernel.Gather;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/**
 * A kernel over the values of operands: functions, casts, comparisons, IN. Errors get the span of the expression.
 */
final class StrictNode implements Node {
    private final List<Node> operands;
    private final ScalarKernel kernel;
    private final Failure failure;
    private final Span span;
    private final boolean mayFail;
    private final int cost;
    private final int entryOperand;
    private final @Nullable EntryWise entryWise;

    /** Says what went wrong in a row. */
    @FunctionalInterface
    interface Failure {
        SqlException of(ArithmeticException error, List<Vector> arguments, int row);
    }

    /**
     * @param pure strict and deterministic, so that it may be evaluated once per dictionary entry
     * @param ownCost a guess of nanoseconds a row, operands apart
     */
    StrictNode(
            List<Node> operands,
            ScalarKernel kernel,
            boolean pure,
            boolean mayFail,
            int ownCost,
            Failure failure,
            Span span,
            Region scratch) {
        this.operands = operands;
        this.kernel = kernel;
        this.failure = failure;
        this.span = span;
        this.mayFail = mayFail || operands.stream().anyMatch(Node::mayFail);
        this.cost = ownCost + operands.stream().mapToInt(Node::cost).sum();
        this.entryOperand = pure ? onlyVarying(operands) : -1;
        this.entryWise = entryOperand < 0 ? null : new EntryWise(scratch);
    }

    /** The one operand that is not a constant, or -1. */
    private static int onlyVarying(List<Node> operands) {
        int found = -1;
        for (int i = 0; i < operands.size(); i++) {
            if (!(operands.get(i) instanceof LeafNode.Constant)) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    @Override
    public boolean mayFail() {
        return mayFail;
    }

    @Override
    public int cost() {
        return cost;
    }

    @Override
    public Vector evaluate(Frame in) {
        List<Vector> arguments = new ArrayList<>(operands.size());
        for (var operand : operands) {
            arguments.add(operand.evaluate(in));
        }
        if (entryWise != null && arguments.get(entryOperand) instanceof DictionaryVector dictionary) {
            var result = entryWise.apply(dictionary, in.rows(), in.region(), (entries, size, region) -> {
                List<Vector> replaced = new ArrayList<>(arguments);
                replaced.set(entryOperand, entries);
                return kernel.evaluate(replaced, size, region);
            });
            if (result != null) {
                return result;
            }
        }
        try {
            return kernel.evaluate(arguments, in.rows(), in.region());
        } catch (ArithmeticException e) {
            throw explained(e, arguments, in);
        } catch (SqlException e) {
            throw e.at(span);
        }
    }

    /** Finds the row that failed, to show its values. */
    private SqlException explained(ArithmeticException error, List<Vector> arguments, Frame in) {
        var rowNumber = in.region().allocate(16);
        for (int row = 0; row < in.rows(); row++) {
            Memory.setIntAt(rowNumber, 0, row);
            List<Vector> one = new ArrayList<>();
            for (var argument : arguments) {
                one.add(Gather.gather(argument, rowNumber, 1, in.region()));
            }
            try {
                kernel.evaluate(one, 1, in.region());
            } catch (ArithmeticException e) {
                return failure.of(e, one, 0).at(span);
            }
        }
        return SqlException.of(ErrorCode.OVERFLOW, String.valueOf(error.getMessage()), span);
    }
}
