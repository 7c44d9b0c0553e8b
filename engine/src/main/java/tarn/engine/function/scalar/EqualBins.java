package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.BIGINT;
import static tarn.engine.data.type.ScalarType.BOOLEAN;
import static tarn.engine.data.type.ScalarType.DATE;
import static tarn.engine.data.type.ScalarType.DOUBLE;
import static tarn.engine.data.type.ScalarType.HUGEINT;
import static tarn.engine.data.type.ScalarType.NULL;
import static tarn.engine.data.type.ScalarType.REAL;
import static tarn.engine.data.type.ScalarType.TIMESTAMP;
import static tarn.engine.data.type.ScalarType.UHUGEINT;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.Argument;
import tarn.engine.function.ScalarFunction.Resolved;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The upper bounds of bins of equal width between two numbers, dates or timestamps, the least first. "Nice" bounds are
 * multiples of 1, 2 or 5 with few digits, or whole units of time; there may then be up to twice as many bins.
 */
final class EqualBins {
    private static final long MOST_BINS = 1_000_000;
    /** Whole numbers are cut in thousandths, so that the bounds are spread evenly. */
    private static final BigInteger PARTS = BigInteger.valueOf(1000);

    private EqualBins() {}

    static Resolved resolve(List<Argument> in) {
        var least = in.get(0).type();
        var greatest = in.get(1).type();
        var domain = domain(least, greatest);
        if (domain == null) {
            return unsupported(in);
        }
        var bound = greatest == NULL ? domain : element(domain, greatest);
        var result = new ListType(bound);
        return new Resolved(
                List.of(domain, domain, BIGINT, BOOLEAN),
                result,
                _ -> (arguments, rows, batch) -> bins(arguments, rows, domain, result, batch));
    }

    /** An error when it is evaluated, so that it may stand in a branch that is not taken. */
    private static Resolved unsupported(List<Argument> in) {
        return new Resolved(Make.types(in), new ListType(in.get(1).type()), _ -> (_, _, _) -> {
            throw SqlException.of(
                            ErrorCode.WRONG_ARGUMENTS,
                            "equi_width_bins does not take " + in.get(1).type().sql())
                    .hint("bins of equal width are those of numbers, dates and timestamps");
        });
    }

    /** What the bounds are computed in, null for types without bins. */
    private static @Nullable DataType domain(DataType least, DataType greatest) {
        var types = List.of(least, greatest);
        if (types.stream().allMatch(type -> type == NULL || type.isInteger() && type != UHUGEINT)) {
            return HUGEINT;
        }
        if (types.stream().allMatch(type -> type == NULL || type.isNumeric())) {
            return DOUBLE;
        }
        return types.stream().allMatch(type -> type == NULL || type == DATE || type.isTimestamp()) ? TIMESTAMP : null;
    }

    private static DataType element(DataType domain, DataType greatest) {
        if (domain == TIMESTAMP) {
            return greatest == DATE ? DATE : TIMESTAMP;
        }
        return domain == DOUBLE && greatest != REAL ? DOUBLE : greatest;
    }

    private static Vector bins(List<Vector> arguments, int rows, DataType domain, ListType result, Region batch) {
        var values = batch.allocateZeroed(16L * rows);
        var valid = batch.allocateZeroed(Bits.bytes(rows));
        for (int row = 0; row < rows; row++) {
            var least = Values.get(arguments.get(0), row);
            var greatest = Values.get(arguments.get(1), row);
            if (least != null
                    && greatest != null
                    && Values.get(arguments.get(2), row) instanceof Long count
                    && Values.get(arguments.get(3), row) instanceof Boolean nice) {
                Constants.put(list(least, greatest, count, nice, domain, result.element()), result, values, row, batch);
                Bits.set(valid, row);
            }
        }
        return new FlatVector(result, values, valid);
    }

    private static List<Object> list(
            Object least, Object greatest, long count, boolean nice, DataType domain, DataType element) {
        if (count < 1 || count > MOST_BINS) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the number of bins is from 1 to " + MOST_BINS);
        }
        if (domain == DOUBLE) {
            return new ArrayList<>(reals((Double) least, (Double) greatest, count, nice));
        }
        if (domain == TIMESTAMP) {
            var times = times((Long) least, (Long) greatest, count, nice);
            return element == TIMESTAMP
                    ? new ArrayList<>(times)
                    : times.stream()
                            .<Object>map(time -> Math.floorDiv(time, Calendar.MICROS_PER_DAY))
                            .distinct()
                            .toList();
        }
        var most = BigInteger.ONE
                .shiftLeft(
                        element.unsignedBits() > 0
                                ? element.unsignedBits()
                                : element.lane().bytes() * 8 - 1)
                .subtract(BigInteger.ONE);
        return whole((BigInteger) least, (BigInteger) greatest, count, nice).stream()
                .map(bound -> bound.min(most))
                .<Object>map(bound -> element.lane().bytes() == 16 ? bound : (Object) bound.longValue())
                .toList();
    }

    private static void checkOrder(boolean ordered) {
        if (!ordered) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "the greatest value of the bins is less than the least");
        }
    }

    // ---- whole numbers

    private static List<BigInteger> whole(BigInteger least, BigInteger greatest, long count, boolean nice) {
        checkOrder(least.compareTo(greatest) <= 0);
        var bounds = new ArrayList<BigInteger>();
        var low = least.multiply(PARTS);
        var high = greatest.multiply(PARTS);
        var step = high.subtract(low).divide(BigInteger.valueOf(count)).max(BigInteger.ONE);
        long most = nice ? 2 * count : count;
        var nicer = nice ? nice(step) : BigInteger.ZERO;
        if (nicer.signum() > 0) {
            var top = high.add(nicer.subtract(BigInteger.ONE)).divide(nicer).multiply(nicer);
            if (!top.equals(low)) {
                high = top;
                step = nicer;
            }
        }
        for (var at = high; at.compareTo(low) > 0 || bounds.isEmpty(); at = at.subtract(step)) {
            var bound = at.divide(PARTS);
            if (!bounds.isEmpty() && (bound.compareTo(least) < 0 || bounds.size() >= most)) {
                break;
            }
            if (bounds.isEmpty() || !bound.equals(bounds.getLast())) {
                bounds.add(bound);
            }
        }
        Collections.reverse(bounds);
        return bounds;
    }

    private static BigInteger nice(BigInteger step) {
        var power = BigInteger.ONE;
        while (power.compareTo(step) < 0) {
            power = power.multiply(BigInteger.TEN);
        }
        power = power.divide(BigInteger.TEN);
        if (power.signum() == 0) {
            return power;
        }
        int digit = step.divide(power).intValue();
        var twos = rounded(step, power.multiply(BigInteger.valueOf(digit >= 3 ? 10 : 2)));
        var fives = rounded(step, power.multiply(BigInteger.valueOf(digit >= 2 ? 5 : 1)));
        boolean nearer =
                step.subtract(twos).abs().compareTo(step.subtract(fives).abs()) < 0;
        return nearer ? twos : fives;
    }

    private static BigInteger rounded(BigInteger number, BigInteger unit) {
        return number.add(unit.shiftRight(1)).divide(unit).multiply(unit);
    }

    // ---- numbers

    private static List<Double> reals(double least, double greatest, long count, boolean nice) {
        if (!Double.isFinite(least) || !Double.isFinite(greatest)) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "bins have a least and a greatest value, both finite");
        }
        checkOrder(least <= greatest);
        if (least == greatest) {
            return List.of(greatest);
        }
        double span = greatest - least;
        double step = Double.isFinite(span) ? span / count : greatest / count - least / count;
        double digits = 10 / power(step);
        double high = greatest;
        long most = count;
        if (nice) {
            step = nice(step);
            high = multiple(Math.ceil(greatest / step), step, greatest);
            most = 2 * count;
        }
        var bounds = new ArrayList<Double>();
        for (double at = high; at > least; at -= step) {
            // subtracting again and again loses digits
            double bound = nice ? Math.floor(Math.abs(at * digits) + 0.5) * Math.signum(at) / digits : at;
            if (!bounds.isEmpty() && bounds.getLast() == bound) {
                continue;
            }
            if (bound <= least || bounds.size() >= most) {
                break;
            }
            bounds.add(Double.isFinite(bound) ? bound : at);
        }
        Collections.reverse(bounds);
        return bounds;
    }

    /** The power of ten below a number. */
    private static double power(double number) {
        double power = 1;
        if (number < 1) {
            while (power > number) {
                power /= 10;
            }
            return power;
        }
        while (power < number) {
            power *= 10;
        }
        return power / 10;
    }

    private static double nice(double step) {
        double power = power(step);
        double two = power * (power * 3 <= step ? 10 : 2);
        double five = power * (power * 2 <= step ? 5 : 1);
        double twos = multiple(Math.floor(step / two + 0.5), two, step);
        double fives = multiple(Math.floor(step / five + 0.5), five, step);
        return Math.abs(step - twos) < Math.abs(step - fives) ? twos : fives;
    }

    private static double multiple(double times, double unit, double otherwise) {
        return Double.isFinite(times * unit) ? times * unit : otherwise;
    }

    // ---- timestamps

    private static List<Long> times(long least, long greatest, long count, boolean nice) {
        if (Math.abs(least) == Long.MAX_VALUE || Math.abs(greatest) == Long.MAX_VALUE) {
            throw SqlException.of(ErrorCode.INVALID_VALUE, "bins have a least and a greatest value, both finite");
        }
        checkOrder(least <= greatest);
        return nice
                ? TimeStep.between(least, greatest, count).bounds(least, greatest, count)
                : whole(BigInteger.valueOf(least), BigInteger.valueOf(greatest), count, false).stream()
                        .map(BigInteger::longValue)
                        .toList();
    }
}
