package tarn.engine.query.run.window;

import java.util.concurrent.atomic.DoubleAdder;

/** How much of the functions' values there is, counted in rows times functions. */
final class WindowProgress {
    /** Of the time after the last row came, the part that sorting takes, roughly. */
    private static final double SORTING = 0.3;

    private final DoubleAdder done = new DoubleAdder();
    private volatile double all;

    /** Once the rows are sorted. */
    void begin(long rows, int functions) {
        all = Math.max(1, (double) rows * functions);
    }

    double share() {
        return all == 0 ? 0 : SORTING + (1 - SORTING) * Math.min(1, done.sum() / all);
    }

    /** One function over the rows of one chunk. */
    Part part(int rows) {
        return new Part(rows);
    }

    /**
     * How far that is. It works through its rows an unknown number of times: the first round counts half, the next half of
     * what is left.
     */
    final class Part {
        private final int rows;
        private double left;
        private double round;

        private Part(int rows) {
            this.rows = rows;
            this.left = rows;
        }

        /** Before a round, by one thread. */
        void beginRound() {
            round = left / 2;
            left -= round;
        }

        /** Of the round's rows so many are done; by any thread. */
        void add(int count) {
            done.add(round * count / rows);
        }

        void end() {
            done.add(left);
            left = 0;
        }
    }
}
