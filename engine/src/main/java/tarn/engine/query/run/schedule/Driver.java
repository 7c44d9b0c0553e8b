package tarn.engine.query.run.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.pipeline.Pipeline;
import tarn.engine.pipeline.Sink;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.TurnSource;

/** Runs one pipeline: legs that may run together share one round of work, a leg that waits begins the next round. */
final class Driver {
    /** The morsel's number within its leg takes the lower bits, the leg the upper ones. */
    private static final int LEG_SHIFT = 40;

    private final Pipeline pipeline;
    private final QueryRun run;
    private final Slot[] slots;
    private final Sink.@Nullable Worker[] sinks;
    private final Source.@Nullable Morsels[] morsels;
    private final @Nullable Chain[][] chains;
    /** Morsels taken before the slots began: a pipeline of one morsel needs no other thread. */
    private final @Nullable Taken[] ahead;

    private volatile int legsDone;

    private int leg;
    private int lastLeg;
    /** Morsels taken of each leg. */
    private final long[] taken;

    Driver(Pipeline pipeline, QueryRun run) {
        this.pipeline = pipeline;
        this.run = run;
        int legs = pipeline.legs().size();
        slots = new Slot[run.threads()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(run, i);
        }
        sinks = new Sink.Worker[slots.length];
        morsels = new Source.Morsels[legs];
        chains = new Chain[slots.length][legs];
        ahead = new Taken[slots.length];
        taken = new long[legs];
    }

    void run() {
        int from = 0;
        while (from < pipeline.legs().size() && !pipeline.sink().enough()) {
            int to = from + 1;
            if (pipeline.legs().get(from).source() instanceof TurnSource turns) {
                while (!pipeline.sink().enough() && turns.turn(run)) {
                    round(from, to);
                }
            } else {
                while (to < pipeline.legs().size() && !beginsRound(to)) {
                    to++;
                }
                round(from, to);
            }
            from = to;
        }
        run.checkCancelled();
        long start = System.nanoTime();
        pipeline.sink().finish(run);
        run.profile(pipeline.sink()).add(0, System.nanoTime() - start);
        for (Source.Morsels opened : morsels) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private boolean beginsRound(int index) {
        var next = pipeline.legs().get(index);
        return next.waits() || next.source() instanceof TurnSource;
    }

    /** Between 0 and 1. */
    double progress() {
        int done = legsDone;
        Source.@Nullable Morsels now = done < morsels.length ? morsels[done] : null;
        double rows = (done + (now == null ? 0 : now.progress())) / Math.max(1, morsels.length);
        double finishing = pipeline.sink().finishing();
        return finishing < 0 ? rows : (rows + finishing) / 2;
    }

    private void round(int from, int to) {
        for (int i = from; i < to; i++) {
            run.checkCancelled();
            Source.@Nullable Morsels before = morsels[i];
            if (before != null) {
                before.close();
            }
            morsels[i] = pipeline.legs().get(i).source().open(run);
        }
        leg = from;
        lastLeg = to;
        Taken first = take(0);
        Taken second = slots.length == 1 ? null : take(1);
        if (first != null && second == null && slots.length > 1) {
            first.drain();
        } else if (first != null) {
            ahead[0] = first;
            if (second != null) {
                ahead[1] = second;
            }
            run.complete(this::step, slots.length);
        }
        legsDone = to;
    }

    /** Takes a morsel and pushes all of it through the pipeline. */
    private boolean step(int slot) {
        run.checkCancelled();
        Taken next = ahead[slot];
        ahead[slot] = null;
        if (next == null) {
            next = take(slot);
        }
        if (next == null) {
            return false;
        }
        next.drain();
        return true;
    }

    /** A morsel for a slot, and the chain it goes through. */
    private record Taken(Chain chain, Source.Reader reader) {
        void drain() {
            chain.drain(reader);
        }
    }

    private synchronized @Nullable Taken take(int slot) {
        while (leg < lastLeg && !pipeline.sink().enough()) {
            Source.@Nullable Reader reader = open(leg).next(slots[slot]);
            if (reader != null) {
                slots[slot].begin(((long) leg << LEG_SHIFT) + taken[leg]++);
                return new Taken(chain(slot, leg), reader);
            }
            leg++;
            legsDone = leg;
        }
        return null;
    }

    private Source.Morsels open(int index) {
        Source.@Nullable Morsels opened = morsels[index];
        if (opened == null) {
            throw new IllegalStateException("leg " + index + " is not open");
        }
        return opened;
    }

    private Chain chain(int slot, int legIndex) {
        @Nullable Chain made = chains[slot][legIndex];
        if (made == null) {
            made = newChain(slot, pipeline.legs().get(legIndex));
            chains[slot][legIndex] = made;
        }
        return made;
    }

    private Chain newChain(int slot, Pipeline.Leg of) {
        Sink.@Nullable Worker sink = sinks[slot];
        if (sink == null) {
            sink = pipeline.sink().worker(slots[slot]);
            sinks[slot] = sink;
        }
        var steps = new ArrayList<Chain.Step>();
        for (var transform : of.transforms()) {
            steps.add(new Chain.Step(transform.worker(slots[slot]), run.profile(transform)));
        }
        return new Chain(run, run.profile(of.source()), List.copyOf(steps), sink, run.profile(pipeline.sink()));
    }
}
