package tarn.engine.function.scalar;

import static tarn.engine.data.type.ScalarType.NULL;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.vector.Constants;
import tarn.engine.function.KernelFactory;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * Where random numbers come from: from each thread's own generator, or, once {@code setseed} was called, from one that gives
 * the same numbers after the same seed. It is that of the whole process; on several threads the order in which rows get its
 * numbers is not fixed.
 */
final class Seeds {
    private static volatile @Nullable Shared shared;

    private Seeds() {}

    static RandomGenerator current() {
        var seeded = shared;
        return seeded != null ? seeded : ThreadLocalRandom.current();
    }

    /** {@code setseed(x)} with x from -1 to 1; gives NULL. */
    static KernelFactory setter() {
        return _ -> (arguments, rows, batch) -> {
            var seeds = Flatten.flatten(arguments.getFirst(), rows, batch);
            for (int row = 0; row < rows; row++) {
                if (!seeds.isNull(row)) {
                    double seed = Memory.getDouble(seeds.values(), row);
                    if (!(seed >= -1 && seed <= 1)) {
                        throw SqlException.of(ErrorCode.INVALID_VALUE, "a seed is between -1 and 1, not " + seed);
                    }
                    shared = new Shared(Double.doubleToLongBits(seed));
                }
            }
            return Constants.nullOf(NULL);
        };
    }

    /** A generator that threads take turns with. */
    private static final class Shared implements RandomGenerator {
        private final SplittableRandom random;

        Shared(long seed) {
            this.random = new SplittableRandom(seed);
        }

        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }
}
