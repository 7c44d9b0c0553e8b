package tarn.engine.function.aggregate;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.stream.IntStream;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.kernel.Compare;

/** What {@link Collected} makes of all values: quantiles, the most frequent value, entropy. */
final class Quantiles {
    private Quantiles() {}

    /** The least value such that the fraction of all values is not greater. */
    static void discrete(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        int place = (int) Math.clamp((long) Math.ceil(count * Math.abs(fraction)) - 1, 0, count - 1);
        int index = Fractions.descending(fraction) ? count - 1 - place : place;
        if (type.lane().bytes() > 8) {
            putWide(type, values, order(type, values, count)[index], out, row, region);
        } else {
            Input.putOrdered(type.lane(), out.values(), row, select(longs(values, count), index));
        }
    }

    /** Between two values, by the distance from each. */
    static void continuous(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        double place = (count - 1) * Math.abs(fraction);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        double weight = place - low;
        boolean descending = Fractions.descending(fraction);
        if (type.lane().bytes() > 8) {
            var order = order(type, values, count);
            var from = order[descending ? count - 1 - low : low];
            var to = order[descending ? count - 1 - high : high];
            Interpolation.put(type, values, from, to, weight, out, row);
            return;
        }
        long[] keys = longs(values, count);
        int first = descending ? count - 1 - high : low;
        long smaller = select(keys, first);
        long greater = high == low ? smaller : least(keys, first + 1);
        long lower = descending ? greater : smaller;
        long upper = descending ? smaller : greater;
        if (type.isFloating()) {
            Interpolation.put(real(type, lower), real(type, upper), weight, out, row);
        } else {
            Interpolation.put(type, lower, upper, weight, out, row);
        }
    }

    /**
     * Where the values are the middles of equal parts of the distribution (Hazen's definition): what a digest of all values gives.
     * Between two values the result is rounded to the type, half to even.
     */
    static void middle(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        double place = Fractions.middle(fraction, count);
        int low = (int) place;
        int high = Math.min(low + 1, count - 1);
        double weight = place - low;
        if (type.lane().bytes() > 8) {
            var order = order(type, values, count);
            var lower = Values.get(type, values, order[low]);
            var upper = Values.get(type, values, order[high]);
            if (lower instanceof BigInteger from && upper instanceof BigInteger to) {
                var more = new BigDecimal(to.subtract(from).doubleValue() * weight)
                        .add(new BigDecimal(from))
                        .setScale(0, RoundingMode.HALF_EVEN);
                Constants.put(more.toBigInteger(), type, out.values(), row, region);
            } else {
                putWide(type, values, order[low], out, row, region);
            }
            return;
        }
        long[] keys = longs(values, count);
        long lower = select(keys, low);
        long upper = high == low ? lower : least(keys, high);
        if (type.isFloating()) {
            Interpolation.put(real(type, lower), real(type, upper), weight, out, row);
        } else {
            Input.putOrdered(type.lane(), out.values(), row, Interpolation.rounded(type, lower, upper, weight));
        }
    }

    static double real(DataType type, long key) {
        return type.isFloating() ? Input.orderedToDouble(key) : key;
    }

    /** The most frequent value, the first one of several. */
    static void mode(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        var counts = new HashMap<Object, Integer>();
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, counts.merge(key(type, values, i), 1, Integer::sum));
        }
        for (int i = 0; i < count; i++) {
            if (counts.getOrDefault(key(type, values, i), 0) == most) {
                if (type.lane().bytes() > 8) {
                    putWide(type, values, i, out, row, region);
                } else {
                    Input.putOrdered(type.lane(), out.values(), row, Memory.getLong(values, i));
                }
                return;
            }
        }
    }

    /** Bits of information in a value. */
    static void entropy(
            DataType type, MemorySegment values, int count, double fraction, FlatVector out, int row, Region region) {
        var counts = new HashMap<Object, Integer>();
        for (int i = 0; i < count; i++) {
            counts.merge(key(type, values, i), 1, Integer::sum);
        }
        double entropy = 0;
        for (int frequency : counts.values()) {
            double share = (double) frequency / count;
            entropy -= share * Math.log(share) / Math.log(2);
        }
        Memory.setDouble(out.values(), row, entropy);
    }

    private static Object key(DataType type, MemorySegment values, int row) {
        return type.lane().bytes() > 8 ? Values.get(type, values, row) : (Object) Memory.getLong(values, row);
    }

    private static long[] longs(MemorySegment values, int count) {
        long[] keys = new long[count];
        MemorySegment.copy(values, JAVA_LONG, 0, keys, 0, count);
        return keys;
    }

    private static Integer[] order(DataType type, MemorySegment values, int count) {
        var order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> i, (a, b) -> Compare.compare(type, values, a, values, b)));
        return order;
    }

    private static long least(long[] keys, int from) {
        long least = Long.MAX_VALUE;
        for (int i = from; i < keys.length; i++) {
            least = Math.min(least, keys[i]);
        }
        return least;
    }

    /** Puts the value of a rank where it would be if all were sorted, smaller ones before, greater ones behind it. */
    private static long select(long[] keys, int rank) {
        int from = 0;
        int to = keys.length - 1;
        while (to - from > 32) {
            long pivot = median(keys[from], keys[(from + to) >>> 1], keys[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (keys[i] < pivot) {
                    i++;
                }
                while (keys[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    long swap = keys[i];
                    keys[i++] = keys[j];
                    keys[j--] = swap;
                }
            }
            if (rank <= j) {
                to = j;
            } else if (rank >= i) {
                from = i;
            } else {
                return keys[rank];
            }
        }
        Arrays.sort(keys, from, to + 1);
        return keys[rank];
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void putWide(DataType type, MemorySegment values, int from, FlatVector out, int row, Region region) {
        if (type.lane() == Lane.BYTES) {
            int length = Strings.length(values, from);
            long copy = length == 0 ? 0 : region.copyString(Strings.address(values, from), length);
            Strings.put(out.values(), row, copy, length);
        } else {
            MemorySegment.copy(values, 16L * from, out.values(), 16L * row, 16);
        }
    }
}
