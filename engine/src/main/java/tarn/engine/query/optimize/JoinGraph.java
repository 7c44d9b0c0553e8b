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
import tarn.engine.query.optimize.ConnectedSubgraphs.HyperEdge;
import tarn.engine.query.optimize.stats.Cardinality;
import tarn.engine.query.optimize.stats.KeyDistinct;

/** Relations, the conditions between them, and how many rows joins of them are expected to give. Sets are bit masks. */
final class JoinGraph {
    /**
     * A condition and the relations that it needs.
     *
     * @param left the number of one column of an equality of columns, else -1
     * @param key the number of the pair of relations, for equalities of columns
     * @param match what such an equality says
     * @param share of the rows that fulfil another condition
     */
    private record Edge(
            Expr condition,
            long relations,
            int left,
            int right,
            int key,
            KeyDistinct.@Nullable Match match,
            double share) {
        boolean equatesColumns() {
            return left >= 0;
        }
    }

    private final Cardinality cardinality;
    private final List<Plan> relations;
    private final List<Edge> edges = new ArrayList<>();
    private final List<Expr> always = new ArrayList<>();
    private final double[] rows;
    private final long[] neighbours;
    private final List<HyperEdge> hyperEdges = new ArrayList<>();
    /** For every relation, those that a hash key links it with. */
    private final long[] hashKeys;

    private final Map<Column, Integer> home = new HashMap<>();
    /** Numbers of the columns that equalities equate. */
    private final Map<Column, Integer> numbers = new HashMap<>();

    private final Map<Long, Integer> keyOfPair = new HashMap<>();
    private final KeyDistinct[] keys;

    JoinGraph(Cardinality cardinality, List<Plan> relations, List<Expr> conditions) {
        this.cardinality = cardinality;
        this.relations = relations;
        this.rows = new double[relations.size()];
        this.neighbours = new long[relations.size()];
        this.hashKeys = new long[relations.size()];
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
        // Of several equalities that say the same, the one of a pair that more columns link counts, as their values are
        // not
        // independent; else the one with the most values.
        var columnsOfPair = new int[keyOfPair.size()];
        edges.stream().filter(Edge::equatesColumns).forEach(edge -> columnsOfPair[edge.key()]++);
        edges.sort(Comparator.<Edge>comparingInt(edge -> edge.equatesColumns() ? -columnsOfPair[edge.key()] : 0)
                .thenComparingDouble(edge -> -values(edge)));
        keys = new KeyDistinct[keyOfPair.size()];
        Arrays.setAll(keys, _ -> new KeyDistinct());
    }

    private static double values(Edge edge) {
        return edge.match() == null ? 0 : edge.match().values();
    }

    private void addEdge(Expr condition, @Nullable Column left, @Nullable Column right) {
        long needed = needs(condition);
        if (needed == 0) {
            always.add(condition);
        } else if (left != null && right != null) {
            int key = keyOfPair.computeIfAbsent(needed, _ -> keyOfPair.size());
            edges.add(new Edge(condition, needed, number(left), number(right), key, cardinality.match(left, right), 1));
        } else {
            double share = Long.bitCount(needed) > 1 ? cardinality.selectivity(condition) : 1;
            edges.add(new Edge(condition, needed, -1, -1, -1, null, share));
        }
        if (Long.bitCount(needed) == 2) {
            int a = Long.numberOfTrailingZeros(needed);
            int b = 63 - Long.numberOfLeadingZeros(needed);
            link(neighbours, a, b);
            if (sides(condition) != null) {
                link(hashKeys, a, b);
            }
        } else if (Long.bitCount(needed) > 2) {
            var sides = sides(condition);
            if (sides != null) {
                hyperEdges.add(sides);
            }
        }
    }

    private long needs(Expr expr) {
        long needed = 0;
        for (var column : PlanTree.columns(expr)) {
            needed |= 1L << Objects.requireNonNull(home.get(column));
        }
        return needed;
    }

    private int number(Column column) {
        return numbers.computeIfAbsent(column, _ -> numbers.size());
    }

    private static void link(long[] graph, int a, int b) {
        graph[a] |= 1L << b;
        graph[b] |= 1L << a;
    }

    /** The relations on either side of an equality, if a hash join of the two sides can use it. */
    private @Nullable HyperEdge sides(Expr condition) {
        if (!isEquality(condition)) {
            return null;
        }
        var comparison = (Expr.Comparison) condition;
        long left = needs(comparison.left());
        long right = needs(comparison.right());
        return (left & right) == 0 && left != 0 && right != 0 ? new HyperEdge(left, right) : null;
    }

    static boolean isEquality(Expr condition) {
        return condition instanceof Expr.Comparison comparison
                && (comparison.operator() == ComparisonOperator.EQUAL
                        || comparison.operator() == ComparisonOperator.NOT_DISTINCT_FROM);
    }

    int size() {
        return relations.size();
    }

    ConnectedSubgraphs subgraphs(ConnectedSubgraphs.Pairs pairs) {
        return new ConnectedSubgraphs(neighbours, hyperEdges, pairs);
    }

    double rows(int relation) {
        return rows[relation];
    }

    /** A relation under the conditions that need no other one. */
    Plan leaf(int relation) {
        long one = 1L << relation;
        var local = edges.stream()
                .filter(edge -> edge.relations() == one)
                .map(Edge::condition)
                .toList();
        return Terms.filter(relations.get(relation), local);
    }

    /** The plan under the conditions that need no relation. */
    Plan finished(Plan plan) {
        return Terms.filter(plan, always);
    }

    /** Whether a hash join can join the two sets. */
    boolean hashed(long a, long b) {
        for (long rest = a; rest != 0; rest &= rest - 1) {
            if ((hashKeys[Long.numberOfTrailingZeros(rest)] & b) != 0) {
                return true;
            }
        }
        for (var edge : hyperEdges) {
            if (((edge.left() & ~a) | (edge.right() & ~b)) == 0 || ((edge.left() & ~b) | (edge.right() & ~a)) == 0) {
                return true;
            }
        }
        return false;
    }

    /** What a join of the two sets has to check, without equalities that follow from others. */
    List<Expr> conditions(long a, long b) {
        var conditions = new ArrayList<Expr>();
        int[] implied = classes();
        for (var edge : edges) {
            boolean inside = (edge.relations() & ~a) == 0 || (edge.relations() & ~b) == 0;
            if (inside && edge.equatesColumns()) {
                unite(implied, edge.left(), edge.right());
            }
        }
        for (var edge : edges) {
            long needed = edge.relations();
            if ((needed & ~(a | b)) != 0 || (needed & ~a) == 0 || (needed & ~b) == 0) {
                continue;
            }
            if (!edge.equatesColumns()) {
                conditions.add(edge.condition());
            } else if (unite(implied, edge.left(), edge.right())) {
                conditions.addFirst(edge.condition());
            }
        }
        return List.copyOf(conditions);
    }

    /** Rows of the join of a set of relations, in whatever order. */
    double estimate(long set) {
        double result = 1;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            result *= Math.max(rows[Long.numberOfTrailingZeros(rest)], 1e-3);
        }
        int[] classes = classes();
        for (var edge : edges) {
            if ((edge.relations() & ~set) != 0 || Long.bitCount(edge.relations()) < 2) {
                continue;
            }
            if (!edge.equatesColumns()) {
                result *= edge.share();
            } else if (unite(classes, edge.left(), edge.right())) {
                keys[edge.key()].add(Objects.requireNonNull(edge.match()));
            }
        }
        for (var key : keys) {
            result *= key.takeShare();
        }
        return result;
    }

    private int[] classes() {
        int[] classes = new int[numbers.size()];
        Arrays.setAll(classes, i -> i);
        return classes;
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
