package tarn.engine.query.run.join;

import java.lang.foreign.MemorySegment;
import tarn.engine.data.memory.Memory;

/**
 * The pairs of a probe batch's rows and build rows that may match, in the order of probe rows, then of build rows, some at a
 * time.
 */
abstract sealed class Candidates {
    final int capacity;
    final MemorySegment probeRows;
    final MemorySegment buildRows;
    int rows;
    int row;
    boolean within;

    /**
     * @param capacity pairs at a time
     * @param probeRows room for the int probe rows of the pairs
     * @param buildRows room for the int build rows of the pairs
     */
    Candidates(int capacity, MemorySegment probeRows, MemorySegment buildRows) {
        this.capacity = capacity;
        this.probeRows = probeRows;
        this.buildRows = buildRows;
    }

    /** Begins a probe batch. */
    void begin(int batchRows) {
        rows = batchRows;
        row = 0;
        within = false;
    }

    /** Writes the next pairs; returns how many, 0 at the end. */
    abstract int next();

    /** The first probe row that has candidates not yet written; all rows before are done. */
    int firstOpenRow() {
        return row;
    }

    /** Leaves out what further candidates the row in progress has, if it is this one. */
    void skip(int probeRow) {
        if (within && row == probeRow) {
            row++;
            within = false;
        }
    }

    /** By key: the chains of an index. */
    static final class Chains extends Candidates {
        private final MemorySegment first;
        private MemorySegment links = MemorySegment.NULL;
        private int nextBuild;

        /**
         * @param first room for the first build row of each probe row, -1 for none; to be filled before {@link #begin}
         */
        Chains(int capacity, MemorySegment probeRows, MemorySegment buildRows, MemorySegment first) {
            super(capacity, probeRows, buildRows);
            this.first = first;
        }

        void links(MemorySegment of) {
            links = of;
        }

        @Override
        int next() {
            int count = 0;
            int at = row;
            int build = within ? nextBuild : -1;
            while (true) {
                while (build >= 0) {
                    if (count == capacity) {
                        row = at;
                        within = true;
                        nextBuild = build;
                        return count;
                    }
                    Memory.setInt(probeRows, count, at);
                    Memory.setInt(buildRows, count, build);
                    count++;
                    build = Memory.getInt(links, build);
                    if (build < 0) {
                        at++;
                    }
                }
                while (at < rows && Memory.getInt(first, at) < 0) {
                    at++;
                }
                if (at >= rows) {
                    row = rows;
                    within = false;
                    return count;
                }
                build = Memory.getInt(first, at);
            }
        }
    }

    /** Without keys: every build row. */
    static final class All extends Candidates {
        private final int buildCount;
        private int nextBuild;

        All(int capacity, MemorySegment probeRows, MemorySegment buildRows, int buildCount) {
            super(capacity, probeRows, buildRows);
            this.buildCount = buildCount;
        }

        @Override
        int next() {
            int count = 0;
            int build = within ? nextBuild : 0;
            while (row < rows && count < capacity && buildCount > 0) {
                int take = Math.min(capacity - count, buildCount - build);
                for (int i = 0; i < take; i++) {
                    Memory.setInt(probeRows, count + i, row);
                    Memory.setInt(buildRows, count + i, build + i);
                }
                count += take;
                build += take;
                if (build == buildCount) {
                    build = 0;
                    row++;
                }
            }
            within = build > 0;
            nextBuild = build;
            if (buildCount == 0) {
                row = rows;
            }
            return count;
        }
    }
}
