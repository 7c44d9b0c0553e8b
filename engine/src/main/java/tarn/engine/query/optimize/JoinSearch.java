package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.optimize.stats.Cardinality;

/**
 * The cheapest order found of inner joins among some relations, without cross products where conditions link them. It is the
 * best of all bushy trees unless there are too many to look at; then it is the best of those whose leaves come in one of some
 * promising orders, as Neumann and Radke do (Adaptive optimization of very large join queries, SIGMOD 2018).
 */
final class JoinSearch {
    /** Joins looked at before it is given up to look at all. */
    private static final int MOST_PAIRS = 50_000;
    /** Relations up to which the leaves' orders that begin with each of them are looked at. */
    private static final int MOST_STARTS = 24;

    private static final double BUILD = 2;
    private static final double PAIR = 0.2;

    /** @param cost of all joins in it, in rows handled */
    private record Tree(
            long relations,
            double rows,
            double cost,
            @Nullable Tree left,
            @Nullable Tree right) {}

    private final JoinGraph graph;
    private final ConnectedSubgraphs links;
    private final Map<Long, Tree> best = new HashMap<>();
    private final Map<Long, Double> estimates = new HashMap<>();
    private int pairs;

    JoinSearch(Cardinality cardinality, List<Plan> relations, List<Expr> conditions) {
        this.graph = new JoinGraph(cardinality, relations, conditions);
        this.links = graph.subgraphs(new ConnectedSubgraphs.Pairs() {
            @Override
            public boolean pair(long a, long b) {
                consider(a, b);
                return ++pairs < MOST_PAIRS;
            }

            @Override
            public boolean connected(long set) {
                return best.containsKey(set);
            }
        });
    }

    static boolean isEquality(Expr condition) {
        return JoinGraph.isEquality(condition);
    }

    Plan best() {
        reset();
        Tree tree;
        if (links.enumerate()) {
            tree = greedy(parts());
        } else {
            reset();
            tree = linear();
        }
        return graph.finished(plan(tree));
    }

    private void reset() {
        best.clear();
        for (int i = 0; i < graph.size(); i++) {
            best.put(1L << i, new Tree(1L << i, graph.rows(i), 0, null, null));
        }
    }

    private Tree tree(long set) {
        return java.util.Objects.requireNonNull(best.get(set));
    }

    /** Keeps the join of the best trees of the two sets if it is the best tree of both. */
    private void consider(long a, long b) {
        var x = tree(a);
        var y = tree(b);
        double rows = estimate(a | b);
        double cost = cost(x, y, rows);
        var before = best.get(a | b);
        if (before == null || cost < before.cost()) {
            best.put(a | b, new Tree(a | b, rows, cost, x, y));
        }
    }

    private double estimate(long set) {
        var known = estimates.get(set);
        if (known == null) {
            known = graph.estimate(set);
            estimates.put(set, known);
        }
        return known;
    }

    private double cost(Tree a, Tree b, double rows) {
        double small = Math.min(a.rows(), b.rows());
        double large = Math.max(a.rows(), b.rows());
        double own = graph.hashed(a.relations(), b.relations()) ? large + BUILD * small : PAIR * small * large + large;
        return a.cost() + b.cost() + own + rows;
    }

    /** The best trees of the parts of the graph that hang together. */
    private List<Tree> parts() {
        var result = new ArrayList<Tree>();
        long left = (1L << graph.size()) - 1;
        while (left != 0) {
            long part = Long.lowestOneBit(left);
            for (long set : best.keySet()) {
                if ((set & part) == part && (set & ~left) == 0 && Long.bitCount(set) > Long.bitCount(part)) {
                    part = set;
                }
            }
            result.add(tree(part));
            left &= ~part;
        }
        return result;
    }

    /** Joins the pair with the smallest result until one tree is left; cross products last. */
    private Tree greedy(List<Tree> start) {
        var open = new ArrayList<>(start);
        while (open.size() > 1) {
            int bestA = 0;
            int bestB = 1;
            double least = Double.MAX_VALUE;
            boolean leastLinked = false;
            for (int a = 0; a < open.size(); a++) {
                for (int b = a + 1; b < open.size(); b++) {
                    var x = open.get(a);
                    var y = open.get(b);
                    boolean linked = links.linked(x.relations(), y.relations());
                    if (leastLinked && !linked) {
                        continue;
                    }
                    double weight = estimate(x.relations() | y.relations())
                            + (linked ? 0 : Math.min(x.rows(), y.rows()) * x.rows() * y.rows());
                    if (weight < least || linked && !leastLinked) {
                        least = weight;
                        leastLinked = linked;
                        bestA = a;
                        bestB = b;
                    }
                }
            }
            var right = open.remove(bestB);
            var left = open.remove(bestA);
            double rows = estimate(left.relations() | right.relations());
            open.add(new Tree(left.relations() | right.relations(), rows, cost(left, right, rows), left, right));
        }
        return open.getFirst();
    }

    /** The best tree over some orders of leaves: that of the greedy tree, and those that grow from a relation. */
    private Tree linear() {
        var leaves = new ArrayList<Tree>();
        for (int i = 0; i < graph.size(); i++) {
            leaves.add(tree(1L << i));
        }
        var result = greedy(leaves);
        var order = new ArrayList<Integer>();
        leaves(result, order);
        result = cheaper(result, inOrder(order));
        for (int i = 0; i < graph.size() && graph.size() <= MOST_STARTS; i++) {
            result = cheaper(result, inOrder(growing(i)));
        }
        return result;
    }

    private static Tree cheaper(Tree tree, @Nullable Tree other) {
        return other != null && other.cost() < tree.cost() ? other : tree;
    }

    private static void leaves(Tree tree, List<Integer> into) {
        if (tree.left() == null || tree.right() == null) {
            into.add(Long.numberOfTrailingZeros(tree.relations()));
            return;
        }
        leaves(tree.left(), into);
        leaves(tree.right(), into);
    }

    /** Begins with a relation; next is always a linked one with which the fewest rows come out. */
    private List<Integer> growing(int start) {
        var order = new ArrayList<Integer>();
        order.add(start);
        long set = 1L << start;
        while (order.size() < graph.size()) {
            int next = -1;
            double least = Double.MAX_VALUE;
            boolean leastLinked = false;
            for (int i = 0; i < graph.size(); i++) {
                if ((set & 1L << i) != 0) {
                    continue;
                }
                boolean linked = links.linked(set, 1L << i);
                if (leastLinked && !linked) {
                    continue;
                }
                double rows = estimate(set | 1L << i);
                if (next < 0 || rows < least || linked && !leastLinked) {
                    next = i;
                    least = rows;
                    leastLinked = linked;
                }
            }
            order.add(next);
            set |= 1L << next;
        }
        return order;
    }

    /** The best tree whose leaves come in this order; null if there is none without a cross product. */
    private @Nullable Tree inOrder(List<Integer> order) {
        int count = order.size();
        var trees = new @Nullable Tree[count][count];
        for (int i = 0; i < count; i++) {
            trees[i][i] = tree(1L << order.get(i));
        }
        for (int length = 2; length <= count; length++) {
            for (int from = 0; from + length <= count; from++) {
                int to = from + length - 1;
                trees[from][to] = joined(trees, from, to);
            }
        }
        return trees[0][count - 1];
    }

    private @Nullable Tree joined(@Nullable Tree[][] trees, int from, int to) {
        Tree result = null;
        for (int cut = from; cut < to; cut++) {
            var a = trees[from][cut];
            var b = trees[cut + 1][to];
            if (a != null && b != null && links.linked(a.relations(), b.relations())) {
                long both = a.relations() | b.relations();
                double rows = estimate(both);
                double cost = cost(a, b, rows);
                if (result == null || cost < result.cost()) {
                    result = new Tree(both, rows, cost, a, b);
                }
            }
        }
        return result;
    }

    /** The smaller side is the right one, which the hash table is built of. */
    private Plan plan(Tree tree) {
        var a = tree.left();
        var b = tree.right();
        if (a == null || b == null) {
            return graph.leaf(Long.numberOfTrailingZeros(tree.relations()));
        }
        var left = a.rows() >= b.rows() ? a : b;
        var right = left == a ? b : a;
        var conditions = graph.conditions(left.relations(), right.relations());
        return new Plan.Join(Plan.Join.Kind.INNER, plan(left), plan(right), conditions, null);
    }
}
