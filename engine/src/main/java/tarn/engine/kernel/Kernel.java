package tarn.engine.kernel;

import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;

/** A strict function over batches: takes any shapes, gives NULL where an argument is NULL. Not thread-safe. */
@FunctionalInterface
public interface Kernel {
    /**
     * @param rows in each argument, at least 1
     * @param batch memory of the result, also for string bytes
     */
    Vector evaluate(List<Vector> arguments, int rows, Region batch);
}
