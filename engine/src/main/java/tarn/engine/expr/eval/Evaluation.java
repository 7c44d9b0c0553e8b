package tarn.engine.expr.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Values;
import tarn.engine.expr.Column;
import tarn.engine.expr.Expr;

/**
 * Compiles expressions over the columns of one operator's input, for one thread. Every evaluator has memory of its own
 * for the results of a batch, which it uses again for the next.
 */
public final class Evaluation {
    private final Region scratch;
    private final NodeCompiler compiler;

    /**
     * @param layout the columns of the batches that come in, in their order
     * @param scratch memory that lives as long as this object; it must not be reset meanwhile
     * @param batchRows rows of a batch at most
     */
    public Evaluation(List<Column> layout, Region scratch, int batchRows) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = 0; i < layout.size(); i++) {
            positions.put(layout.get(i).id(), i);
        }
        this.scratch = scratch;
        this.compiler = new NodeCompiler(positions, scratch);
    }

    public Evaluator compile(Expr expr) {
        Node node = compiler.compile(expr);
        if (node instanceof LeafNode.Column column) {
            return in -> in.column(column.index());
        }
        if (node instanceof LeafNode.Constant constant) {
            return _ -> constant.value();
        }
        var region = new BatchRegion(scratch);
        return in -> {
            region.reset();
            return node.evaluate(new Frame(in.columns(), in.rows(), region));
        };
    }

    public Selector selector(Expr predicate) {
        List<Expr> conjuncts = new ArrayList<>();
        addConjuncts(predicate, conjuncts);
        return new PredicateSelector(RangeNode.compile(conjuncts, compiler::compile), new BatchRegion(scratch));
    }

    private static void addConjuncts(Expr predicate, List<Expr> conjuncts) {
        if (predicate instanceof Expr.And and) {
            and.operands().forEach(operand -> addConjuncts(operand, conjuncts));
        } else {
            conjuncts.add(predicate);
        }
    }

    /** The value, in physical form, of an expression without columns. */
    public static @Nullable Object constant(Expr expr, Region scratch) {
        if (expr instanceof Expr.Literal literal) {
            return literal.value();
        }
        var evaluator = new Evaluation(List.of(), scratch, 1).compile(expr);
        return Values.get(evaluator.evaluate(new Batch(1, List.of())), 0);
    }

    /** As {@link #constant(Expr, Region)}, with memory of its own. */
    public static @Nullable Object constant(Expr expr, MemoryPool pool) {
        try (var query = pool.newQuery()) {
            return constant(expr, query.newRegion("constants"));
        }
    }
}
