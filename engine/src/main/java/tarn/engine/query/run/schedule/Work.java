package tarn.engine.query.run.schedule;

/** Work that several threads share, cut into steps of some milliseconds. */
@FunctionalInterface
interface Work {
    /**
     * Does one step. Several threads call it at a time, each with a slot of its own.
     *
     * @return false when there is no further step to begin
     */
    boolean step(int slot);
}
