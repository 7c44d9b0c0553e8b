package tarn.engine.query.optimize;

import java.util.ArrayList;
import java.util.List;

/**
 * Every way to cut a connected part of a join graph in two connected parts, each once, and smaller parts before those that
 * they are parts of. Sets of relations are bit masks. The algorithm is DPhyp (Moerkotte, Neumann: Dynamic programming
 * strikes back, SIGMOD 2008).
 */
final class ConnectedSubgraphs {
    /** A condition that links two sets of relations, not both of one. */
    record HyperEdge(long left, long right) {}

    /** What wants the pairs. */
    interface Pairs {
        /** Two disjoint connected sets that an edge links; false: no more. */
        boolean pair(long a, long b);

        /** Whether the set has come up as a pair, or is one relation. */
        boolean connected(long set);
    }

    private final long[] neighbours;
    private final List<HyperEdge> hyperEdges = new ArrayList<>();
    private final Pairs pairs;
    private boolean stopped;

    /** @param neighbours for every relation, those that an edge between the two links it with */
    ConnectedSubgraphs(long[] neighbours, List<HyperEdge> edges, Pairs pairs) {
        this.neighbours = neighbours;
        this.pairs = pairs;
        for (var edge : edges) {
            hyperEdges.add(edge);
            hyperEdges.add(new HyperEdge(edge.right(), edge.left()));
        }
    }

    /** Hands out the pairs; false if that was stopped. */
    boolean enumerate() {
        for (int i = neighbours.length - 1; i >= 0 && !stopped; i--) {
            long one = 1L << i;
            complements(one);
            grow(one, upTo(i));
        }
        return !stopped;
    }

    private static long upTo(int relation) {
        return (2L << relation) - 1;
    }

    private static long lowest(long set) {
        return set & -set;
    }

    /** Larger connected sets that begin with this one, without the excluded relations. */
    private void grow(long set, long excluded) {
        long around = neighbourhood(set, excluded);
        for (long more = lowest(around); more != 0 && !stopped; more = (more - around) & around) {
            if (pairs.connected(set | more)) {
                complements(set | more);
            }
        }
        for (long more = lowest(around); more != 0 && !stopped; more = (more - around) & around) {
            grow(set | more, excluded | around);
        }
    }

    /** The sets that this one can be joined with. */
    private void complements(long set) {
        long excluded = set | upTo(Long.numberOfTrailingZeros(set));
        long around = neighbourhood(set, excluded);
        for (long rest = around; rest != 0 && !stopped; ) {
            int highest = 63 - Long.numberOfLeadingZeros(rest);
            long one = 1L << highest;
            rest ^= one;
            if (linked(set, one)) {
                stopped |= !pairs.pair(set, one);
            }
            growComplement(set, one, excluded | upTo(highest) & around);
        }
    }

    private void growComplement(long set, long other, long excluded) {
        long around = neighbourhood(other, excluded | set);
        for (long more = lowest(around); more != 0 && !stopped; more = (more - around) & around) {
            if (pairs.connected(other | more) && linked(set, other | more)) {
                stopped |= !pairs.pair(set, other | more);
            }
        }
        for (long more = lowest(around); more != 0 && !stopped; more = (more - around) & around) {
            growComplement(set, other | more, excluded | around);
        }
    }

    /** Relations next to the set; of the far side of a hyper-edge the first one stands for all. */
    private long neighbourhood(long set, long excluded) {
        long around = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            around |= neighbours[Long.numberOfTrailingZeros(rest)];
        }
        around &= ~(set | excluded);
        for (var edge : hyperEdges) {
            if ((edge.left() & ~set) == 0 && (edge.right() & (set | excluded | around)) == 0) {
                around |= lowest(edge.right());
            }
        }
        return around;
    }

    /** Whether an edge goes from one set to the other. */
    boolean linked(long a, long b) {
        for (long rest = a; rest != 0; rest &= rest - 1) {
            if ((neighbours[Long.numberOfTrailingZeros(rest)] & b) != 0) {
                return true;
            }
        }
        for (var edge : hyperEdges) {
            if ((edge.left() & ~a) == 0 && (edge.right() & ~b) == 0) {
                return true;
            }
        }
        return false;
    }
}
