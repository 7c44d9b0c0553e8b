package tarn.engine.expr.eval;

/** Decides whether a node is evaluated for the open rows alone, at the price of gathering its columns. */
final class Narrowing {
    private static final int GATHER_COST = 2;

    private Narrowing() {}

    static boolean pays(Node node, int open, int rows) {
        return (long) open * (node.cost() + GATHER_COST) < (long) rows * node.cost();
    }
}
