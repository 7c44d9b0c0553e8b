package tarn.engine.expr.eval;

import java.lang.foreign.MemorySegment;
import java.util.List;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.Bitmaps;
import tarn.sql.error.SqlException;

/**
 * AND and OR: an operand is evaluated only for rows that the earlier ones left open, if it is dear or may fail. OR is the
 * AND of the negations, negated.
 */
final class LogicNode implements Node {
    private final boolean isOr;
    private final List<Node> operands;

    LogicNode(boolean isOr, List<Node> operands) {
        this.isOr = isOr;
        this.operands = operands;
    }

    @Override
    public boolean mayFail() {
        return operands.stream().anyMatch(Node::mayFail);
    }

    @Override
    public int cost() {
        return operands.stream().mapToInt(Node::cost).sum();
    }

    @Override
    public Vector evaluate(Frame in) {
        int rows = in.rows();
        Truth sum = truth(operands.getFirst(), in);
        for (var operand : operands.subList(1, operands.size())) {
            int open = rows - Bitmaps.count(sum.isFalse(), rows);
            if (open == 0) {
                break;
            }
            if (Narrowing.pays(operand, open, rows) || !everywhere(operand, in, sum, open == rows)) {
                openRows(operand, in, sum, open);
            }
        }
        return (isOr ? sum.negate() : sum).toVector(rows, in.region());
    }

    private Truth truth(Node operand, Frame in) {
        var truth = Truth.of(operand.evaluate(in), in.rows(), in.region());
        return isOr ? truth.negate() : truth;
    }

    /** Evaluates for all rows; false if that fails, which may be the fault of a row that is not open. */
    private boolean everywhere(Node operand, Frame in, Truth sum, boolean allOpen) {
        Truth next;
        try {
            next = truth(operand, in);
        } catch (SqlException e) {
            if (allOpen) {
                throw e;
            }
            return false;
        }
        Bitmaps.and(sum.isTrue(), next.isTrue(), in.rows(), sum.isTrue());
        Bitmaps.or(sum.isFalse(), next.isFalse(), in.rows(), sum.isFalse());
        return true;
    }

    private void openRows(Node operand, Frame in, Truth sum, int open) {
        var region = in.region();
        MemorySegment notFalse = region.allocate(Bits.bytes(in.rows()));
        Bitmaps.not(sum.isFalse(), in.rows(), notFalse);
        var rowNumbers = region.allocate(4L * open);
        Bitmaps.toRowNumbers(notFalse, in.rows(), rowNumbers);
        Truth next = truth(operand, in.select(rowNumbers, open));
        for (int i = 0; i < open; i++) {
            int row = Memory.getInt(rowNumbers, i);
            if (!Bits.get(next.isTrue(), i)) {
                Bits.clear(sum.isTrue(), row);
                Bits.put(sum.isFalse(), row, Bits.get(next.isFalse(), i));
            }
        }
    }
}
