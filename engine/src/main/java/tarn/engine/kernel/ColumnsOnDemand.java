package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.RandomAccess;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Vector;

/**
 * Columns of a batch, each made when it is first asked for; some rows of a column cost no more than these rows.
 *
 * <p>Lives as long as a batch does: until its producer is asked for the next one. For one thread.
 */
public abstract class ColumnsOnDemand extends AbstractList<Vector> implements RandomAccess {

    /** The rows of a column with the given int numbers. */
    public abstract Vector gather(int index, MemorySegment rows, int count, Region region);
}
