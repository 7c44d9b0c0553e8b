package tarn.engine.query.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tarn.engine.query.optimize.ConnectedSubgraphs.HyperEdge;

/** Every pair of connected sets comes up once, after the pairs that its sets are made of. */
class ConnectedSubgraphsTest {
    private record Pair(long a, long b) {
        static Pair of(long a, long b) {
            return new Pair(Math.min(a, b), Math.max(a, b));
        }
    }

    private static List<Pair> enumerated(long[] neighbours, List<HyperEdge> edges) {
        var pairs = new ArrayList<Pair>();
        var connected = new HashSet<Long>();
        for (int i = 0; i < neighbours.length; i++) {
            connected.add(1L << i);
        }
        new ConnectedSubgraphs(neighbours, edges, new ConnectedSubgraphs.Pairs() {
                    @Override
                    public boolean pair(long a, long b) {
                        assertThat(connected).contains(a, b);
                        connected.add(a | b);
                        pairs.add(Pair.of(a, b));
                        return true;
                    }

                    @Override
                    public boolean connected(long set) {
                        return connected.contains(set);
                    }
                })
                .enumerate();
        return pairs;
    }

    /** By trying all sets. */
    private static Set<Pair> expected(long[] neighbours, List<HyperEdge> edges) {
        int count = neighbours.length;
        var connected = new boolean[1 << count];
        var pairs = new HashSet<Pair>();
        for (int set = 1; set < 1 << count; set++) {
            connected[set] = Integer.bitCount(set) == 1;
            for (int a = (set - 1) & set; a > 0; a = (a - 1) & set) {
                int b = set ^ a;
                if (connected[a] && connected[b] && linked(a, b, neighbours, edges)) {
                    connected[set] = true;
                    pairs.add(Pair.of(a, b));
                }
            }
        }
        return pairs;
    }

    private static boolean linked(long a, long b, long[] neighbours, List<HyperEdge> edges) {
        for (int i = 0; i < neighbours.length; i++) {
            if ((a & 1L << i) != 0 && (neighbours[i] & b) != 0) {
                return true;
            }
        }
        return edges.stream()
                .anyMatch(edge -> ((edge.left() & ~a) | (edge.right() & ~b)) == 0
                        || ((edge.left() & ~b) | (edge.right() & ~a)) == 0);
    }

    @Test
    void findsAllPairsOnce() {
        var random = new Random(7);
        for (int turn = 0; turn < 300; turn++) {
            int count = 2 + random.nextInt(6);
            var neighbours = new long[count];
            for (int i = 0; i < count + random.nextInt(count); i++) {
                int a = random.nextInt(count);
                int b = random.nextInt(count);
                if (a != b) {
                    neighbours[a] |= 1L << b;
                    neighbours[b] |= 1L << a;
                }
            }
            var edges = new ArrayList<HyperEdge>();
            for (int i = random.nextInt(3); i > 0; i--) {
                long left = 1 + random.nextInt((1 << count) - 1);
                long right = (1 + random.nextInt((1 << count) - 1)) & ~left;
                if (right != 0) {
                    edges.add(new HyperEdge(left, right));
                }
            }
            var found = enumerated(neighbours, edges);
            assertThat(found).doesNotHaveDuplicates();
            assertThat(new HashSet<>(found)).isEqualTo(expected(neighbours, edges));
        }
    }

    @Test
    void countsOfKnownShapes() {
        int count = 10;
        var chain = new long[count];
        var star = new long[count];
        for (int i = 1; i < count; i++) {
            chain[i] |= 1L << i - 1;
            chain[i - 1] |= 1L << i;
            star[0] |= 1L << i;
            star[i] |= 1;
        }
        assertThat(enumerated(chain, List.of())).hasSize((count * count * count - count) / 6);
        assertThat(enumerated(star, List.of())).hasSize((count - 1) << (count - 2));
    }
}
