package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tarn.engine.expr.Column;
import tarn.engine.expr.ComparisonOperator;
import tarn.engine.expr.Expr;
import tarn.engine.query.logical.Plan;
import tarn.engine.query.logical.PlanTree;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.optimize.stats.KeyDistinct;

/**
 * The cheapest order found of inner joins among some relations: by dynamic programming over sets of relations when they
 * are few, else joining the pair with the smallest result again and again. Sets are bit masks.
 */
final class JoinSearch {
    private static final int MOST_RELATIONS_EXACT = 10;
    private static final double BUILD = 2;
    private static final double PAIR = 0.2;

    /**
     * A condition and the relations that it needs; for an equality of columns, its columns and the number of values that
     * they take.
     */
    private record Edge(
            Expr condition,
            long relations,
            @Nullable Column left,
            @Nullable Column right,
            double values) {}

    /** @param cost of all joins in it, in rows handled */
    private record Tree(
            long relations,
            double rows,
            double cost,
            @Nullable Plan plan) {
        Plan made() {
            return Objects.requireNonNull(plan);
        }
    }

    private final Cardinality cardinality;
    private final List<Plan> relations;
    private final List<Edge> edges = new ArrayList<>();
    private final List<Expr> always = new ArrayList<>();
    private final double[] rows;
    /** For every relation, those that a condition links it with, and those that a hash key does. */
    private final long[] neighbours;

    private final long[] keys;
    private final Map<Column, Integer> home = new HashMap<>();
    /** Numbers for the columns that equalities equate. */
    private final Map<Column, Integer> columns = new HashMap<>();

    private final Map<Long, Double> estimates = new HashMap<>();
    private final Map<Integer, Integer> choices = new HashMap<>();

    JoinSearch(Cardinality cardinality, List<Plan> relations, List<Expr> conditions) {
        this.cardinality = cardinality;
        this.relations = relations;
        this.rows = new double[relations.size()];
        this.neighbours = new long[relations.size()];
        this.keys = new long[relations.size()];
        for (int i = 0; i < relations.size(); i++) {
            rows[i] = cardinality.rows(relations.get(i));
            for (var column : relations.get(i).output()) {
                home.put(column, i);
            }
        }
        var equal = new EqualColumns();
        for (var condition : Terms.conjuncts(conditions)) {
            if (!equal.add(condition)) {
                addEdge(condition, null, null);
            }
        }
        equal.forEachPair((a, b) -> addEdge(Terms.equal(Terms.ref(a), Terms.ref(b)), a, b));
        edges.sort(Comparator.comparingDouble(edge -> -edge.values()));
    }

    private void addEdge(Expr condition, @Nullable Column left, @Nullable Column right) {
        long needed = 0;
        for (var column : PlanTree.columns(condition)) {
            needed |= 1L << home(column);
        }
        if (needed == 0) {
            always.add(condition);
            return;
        }
        double values =
                left == null || right == null ? 0 : Math.max(cardinality.distinct(left), cardinality.distinct(right));
        edges.add(new Edge(condition, needed, left, right, values));
        if (left != null && right != null) {
            columns.putIfAbsent(left, columns.size());
            columns.putIfAbsent(right, columns.size());
        }
        if (Long.bitCount(needed) == 2) {
            int a = Long.numberOfTrailingZeros(needed);
            int b = 63 - Long.numberOfLeadingZeros(needed);
            link(neighbours, a, b);
            if (isEquality(condition) && separable((Expr.Comparison) condition)) {
                link(keys, a, b);
            }
        }
    }

    private int home(Column column) {
        return Objects.requireNonNull(home.get(column));
    }

    private int number(Column column) {
        return Objects.requireNonNull(columns.get(column));
    }

    private static void link(long[] graph, int a, int b) {
        graph[a] |= 1L << b;
        graph[b] |= 1L << a;
    }

    /** Whether each side of the comparison needs one relation at most. */
    private boolean separable(Expr.Comparison comparison) {
        return needs(comparison.left()) <= 1 && needs(comparison.right()) <= 1;
    }

    private long needs(Expr expr) {
        return PlanTree.columns(expr).stream().map(this::home).distinct().count();
    }

    static boolean isEquality(Expr condition) {
        return condition instanceof Expr.Comparison comparison
                && (comparison.operator() == ComparisonOperator.EQUAL
                        || comparison.operator() == ComparisonOperator.NOT_DISTINCT_FROM);
    }

    Plan best() {
        var trees = new ArrayList<Tree>();
        for (int i = 0; i < relations.size(); i++) {
            long one = 1L << i;
            var local = edges.stream()
                    .filter(edge -> edge.relations() == one)
                    .map(Edge::condition)
                    .toList();
            trees.add(new Tree(one, rows[i], 0, Terms.filter(relations.get(i), local)));
        }
        var parts = relations.size() <= MOST_RELATIONS_EXACT ? exact(trees) : trees;
        var joined = greedy(parts);
        return Terms.filter(joined.made(), always);
    }

    /** The best tree for every part of the join graph that hangs together. */
    private List<Tree> exact(List<Tree> single) {
        int count = single.size();
        var best = new Tree[1 << count];
        for (int i = 0; i < count; i++) {
            best[1 << i] = single.get(i);
        }
        for (int set = 1; set < 1 << count; set++) {
            if (Integer.bitCount(set) < 2) {
                continue;
            }
            int lowest = Integer.lowestOneBit(set);
            int bestPart = 0;
            double bestCost = Double.MAX_VALUE;
            double result = -1;
            for (int part = (set - 1) & set; part > 0; part = (part - 1) & set) {
                var a = best[part];
                var b = best[set ^ part];
                if ((part & lowest) == 0 || a == null || b == null || !connected(part, set ^ part)) {
                    continue;
                }
                result = result < 0 ? estimate(set) : result;
                double cost = cost(a, b, result);
                if (cost < bestCost) {
                    bestCost = cost;
                    bestPart = part;
                }
            }
            if (bestPart != 0) {
                best[set] = new Tree(set, result, bestCost, null);
                choices.put(set, bestPart);
            }
        }
        return parts(best, count);
    }

    /** The largest sets that could be joined without a cross product; their plans are made only now. */
    private List<Tree> parts(Tree[] best, int count) {
        var result = new ArrayList<Tree>();
        int left = (1 << count) - 1;
        while (left != 0) {
            int part = Integer.lowestOneBit(left);
            boolean grown = true;
            while (grown) {
                grown = false;
                for (int i = 0; i < count; i++) {
                    if ((part & 1 << i) == 0 && best[part | 1 << i] != null && connected(part, 1L << i)) {
                        part |= 1 << i;
                        grown = true;
                    }
                }
            }
            result.add(build(best, part));
            left &= ~part;
        }
        return result;
    }

    private Tree build(Tree[] best, int set) {
        var tree = best[set];
        if (tree.plan() != null) {
            return tree;
        }
        int part = Objects.requireNonNull(choices.get(set));
        return join(build(best, part), build(best, set ^ part));
    }

    private boolean connected(long a, long b) {
        return touches(a, b, neighbours);
    }

    private static boolean touches(long a, long b, long[] graph) {
        for (long rest = a; rest != 0; rest &= rest - 1) {
            if ((graph[Long.numberOfTrailingZeros(rest)] & b) != 0) {
                return true;
            }
        }
        return false;
    }

    private double cost(Tree a, Tree b, double result) {
        double small = Math.min(a.rows(), b.rows());
        double large = Math.max(a.rows(), b.rows());
        double own = touches(a.relations(), b.relations(), keys) ? large + BUILD * small : PAIR * small * large + large;
        return a.cost() + b.cost() + own + result;
    }

    /** Joins the pair with the cheapest join until one is left; cross products last. */
    private Tree greedy(List<Tree> start) {
        var open = new ArrayList<>(start);
        while (open.size() > 1) {
            int bestA = 0;
            int bestB = 1;
            double least = Double.MAX_VALUE;
            boolean leastConnected = false;
            for (int a = 0; a < open.size(); a++) {
                for (int b = a + 1; b < open.size(); b++) {
                    var x = open.get(a);
                    var y = open.get(b);
                    boolean isConnected = connected(x.relations(), y.relations());
                    if (leastConnected && !isConnected) {
                        continue;
                    }
                    double weight = estimate(x.relations() | y.relations())
                            + (isConnected ? 0 : Math.min(x.rows(), y.rows()) * x.rows() * y.rows());
                    if (weight < least || isConnected && !leastConnected) {
                        least = weight;
                        leastConnected = isConnected;
                        bestA = a;
                        bestB = b;
                    }
                }
            }
            var right = open.remove(bestB);
            var left = open.remove(bestA);
            open.add(join(left, right));
        }
        return open.getFirst();
    }

    /** The smaller side is the right one, which the hash table is built of. */
    private Tree join(Tree a, Tree b) {
        var left = a.rows() >= b.rows() ? a : b;
        var right = left == a ? b : a;
        long both = a.relations() | b.relations();
        var conditions = new ArrayList<Expr>();
        int[] implied = new int[columns.size()];
        Arrays.setAll(implied, i -> i);
        for (var edge : edges) {
            boolean inside = (edge.relations() & ~a.relations()) == 0 || (edge.relations() & ~b.relations()) == 0;
            if (inside && edge.left() != null && edge.right() != null) {
                unite(implied, number(edge.left()), number(edge.right()));
            }
        }
        for (var edge : edges) {
            long needed = edge.relations();
            boolean here = (needed & ~both) == 0 && (needed & ~a.relations()) != 0 && (needed & ~b.relations()) != 0;
            if (here && edge.left() != null && edge.right() != null) {
                if (unite(implied, number(edge.left()), number(edge.right()))) {
                    conditions.addFirst(edge.condition());
                }
            } else if (here) {
                conditions.add(edge.condition());
            }
        }
        double estimate = estimate(both);
        var plan = new Plan.Join(Plan.Join.Kind.INNER, left.made(), right.made(), List.copyOf(conditions), null);
        return new Tree(both, estimate, cost(a, b, estimate), plan);
    }

    /** Rows of the join of a set of relations, in whatever order. */
    private double estimate(long set) {
        return estimates.computeIfAbsent(set, this::computeEstimate);
    }

    private double computeEstimate(long set) {
        double result = 1;
        for (int i = 0; i < rows.length; i++) {
            if ((set & 1L << i) != 0) {
                result *= Math.max(rows[i], 1e-3);
            }
        }
        var distinct = new HashMap<Long, KeyDistinct>();
        int[] classes = new int[columns.size()];
        Arrays.setAll(classes, i -> i);
        for (var edge : edges) {
            if ((edge.relations() & ~set) != 0 || Long.bitCount(edge.relations()) < 2) {
                continue;
            }
            if (edge.left() == null || edge.right() == null) {
                result *= cardinality.selectivity(edge.condition());
            } else if (unite(classes, number(edge.left()), number(edge.right()))) {
                distinct.computeIfAbsent(edge.relations(), _ -> new KeyDistinct())
                        .add(
                                cardinality.distinct(edge.left()),
                                cardinality.distinct(edge.right()),
                                cardinality.sourceRows(edge.left()),
                                cardinality.sourceRows(edge.right()));
            }
        }
        for (var key : distinct.values()) {
            result /= key.values();
        }
        return result;
    }

    /** Makes one class of two; false if they were one. */
    private static boolean unite(int[] classes, int a, int b) {
        int x = root(classes, a);
        int y = root(classes, b);
        classes[x] = y;
        return x != y;
    }

    private static int root(int[] classes, int of) {
        int at = of;
        while (classes[at] != at) {
            classes[at] = classes[classes[at]];
            at = classes[at];
        }
        return at;
    }
}
