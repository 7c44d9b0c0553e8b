package tarn.engine.expr.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Constants;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.expr.FallibleCasts;
import tarn.engine.function.ScalarKernel;
import tarn.engine.kernel.Comparisons;
import tarn.engine.kernel.Comparisons.Order;
import tarn.engine.kernel.Kernel;
import tarn.sql.error.SqlException;

/** Turns expressions into nodes. */
final class NodeCompiler {
    private static final int NUMBER_COST = 1;
    private static final int STRING_COST = 8;
    private static final int CALL_COST = 3;
    private static final int STRING_CALL_COST = 40;
    private static final int TEXT_CAST_COST = 60;

    private final Map<Integer, Integer> positions;
    private final Region scratch;

    /**
     * @param positions of columns in the input, by column id
     */
    NodeCompiler(Map<Integer, Integer> positions, Region scratch) {
        this.positions = positions;
        this.scratch = scratch;
    }

    Node compile(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> new LeafNode.Constant(Constants.of(literal.value(), literal.type(), scratch));
            case Expr.Ref ref -> column(ref);
            case Expr.Call call -> call(call);
            case Expr.Cast cast -> cast(cast);
            case Expr.Comparison comparison -> comparison(comparison);
            case Expr.And and -> new LogicNode(false, all(and.operands()));
            case Expr.Or or -> new LogicNode(true, all(or.operands()));
            case Expr.Not not -> new NotNode(compile(not.operand()));
            case Expr.IsNull isNull -> new IsNullNode(compile(isNull.operand()), isNull.negated());
            case Expr.InList in -> inList(in);
            case Expr.Case branches -> branches(branches);
            case Expr.Coalesce coalesce -> new CoalesceNode(all(coalesce.operands()), coalesce.type());
            case Expr.Elementwise lambda -> elementwise(lambda);
            case Expr.Attempt attempt ->
                new AttemptNode(all(attempt.arguments()), body(attempt.parameters(), attempt.body()), attempt.type());
            case Expr.Parameter parameter ->
                throw SqlException.internal("parameter " + parameter.index() + " has no value", null);
            case Expr.Subquery _ -> throw SqlException.internal("a sub-query was not unnested", null);
        };
    }

    private List<Node> all(List<Expr> exprs) {
        return exprs.stream().map(this::compile).toList();
    }

    private Node elementwise(Expr.Elementwise lambda) {
        return new ElementwiseNode(lambda, all(lambda.arguments()), body(lambda.parameters(), lambda.body()));
    }

    /** An expression over columns of its own. */
    private Node body(List<Column> parameters, Expr body) {
        var inner = new HashMap<Integer, Integer>();
        for (int i = 0; i < parameters.size(); i++) {
            inner.put(parameters.get(i).id(), i);
        }
        return new NodeCompiler(inner, scratch).compile(body);
    }

    private Node column(Expr.Ref ref) {
        Integer position = positions.get(ref.column().id());
        if (position == null) {
            throw SqlException.internal(
                    "column " + ref.column().name() + "#" + ref.column().id() + " is not in the input", null);
        }
        return new LeafNode.Column(position);
    }

    private Node call(Expr.Call call) {
        var function = call.function();
        var properties = function.properties();
        boolean strings = function.parameters().stream().anyMatch(t -> t.lane() == Lane.BYTES);
        return new StrictNode(
                all(call.arguments()),
                function.kernel().create(scratch),
                properties.strict() && properties.deterministic(),
                true,
                strings ? STRING_CALL_COST : CALL_COST,
                (error, arguments, row) -> FailedCall.of(function, error, arguments, row),
                call.span(),
                scratch);
    }

    private Node cast(Expr.Cast cast) {
        var from = cast.operand().type();
        var operand = compile(cast.operand());
        if (from.equals(cast.type())) {
            return operand;
        }
        boolean text = from.lane() == Lane.BYTES || cast.type().lane() == Lane.BYTES;
        return new StrictNode(
                List.of(operand),
                kernel(Casts.kernel(from, cast.type(), cast.attempt(), cast.zone())),
                true,
                !cast.attempt() && FallibleCasts.contains(from, cast.type()),
                text ? TEXT_CAST_COST : NUMBER_COST,
                (_, arguments, row) -> Casts.failure(arguments.getFirst(), row, cast.type()),
                cast.span(),
                scratch);
    }

    private static ScalarKernel kernel(Kernel kernel) {
        return kernel::evaluate;
    }

    private Node comparison(Expr.Comparison comparison) {
        var operator = comparison.operator();
        var left = compile(comparison.left());
        var right = compile(comparison.right());
        var type = comparison.left().type();
        return switch (operator) {
            case EQUAL -> compare(Order.EQUAL, left, right, type, comparison);
            case NOT_EQUAL -> compare(Order.NOT_EQUAL, left, right, type, comparison);
            case LESS -> compare(Order.LESS, left, right, type, comparison);
            case LESS_OR_EQUAL -> compare(Order.LESS_OR_EQUAL, left, right, type, comparison);
            case GREATER -> compare(Order.LESS, right, left, type, comparison);
            case GREATER_OR_EQUAL -> compare(Order.LESS_OR_EQUAL, right, left, type, comparison);
            case DISTINCT_FROM, NOT_DISTINCT_FROM ->
                new DistinctNode(
                        compare(Order.NOT_EQUAL, left, right, type, comparison),
                        left,
                        right,
                        operator == ComparisonOperator.NOT_DISTINCT_FROM);
        };
    }

    private Node compare(Order order, Node left, Node right, DataType type, Expr.Comparison comparison) {
        var kernel = Comparisons.of(order, type);
        return new StrictNode(
                List.of(left, right),
                kernel(kernel),
                true,
                false,
                type.lane() == Lane.BYTES ? STRING_COST : NUMBER_COST,
                FailedCall::impossible,
                comparison.span(),
                scratch);
    }

    private Node inList(Expr.InList in) {
        return new StrictNode(
                List.of(compile(in.operand())),
                kernel(new InListKernel(in.operand().type(), in.options(), scratch)),
                true,
                false,
                in.operand().type().lane() == Lane.BYTES ? 2 * STRING_COST : 3 * NUMBER_COST,
                FailedCall::impossible,
                in.span(),
                scratch);
    }

    private Node branches(Expr.Case branches) {
        var whens = branches.whens().stream()
                .map(w -> new CaseNode.Branch(compile(w.condition()), compile(w.result())))
                .toList();
        var otherwise = compile(branches.otherwise());
        boolean fixedTexts = branches.type().lane() == Lane.BYTES
                && otherwise instanceof LeafNode.Constant
                && whens.stream().allMatch(w -> w.result() instanceof LeafNode.Constant);
        return fixedTexts
                ? FixedTextsNode.of(whens, otherwise, branches.type(), scratch)
                : new CaseNode(whens, otherwise, branches.type());
    }
}
