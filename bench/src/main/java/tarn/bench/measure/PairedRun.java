package tarn.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tarn.bench.engine.Answer;
import tarn.bench.engine.Engine;
import tarn.bench.engine.EngineProcess.StatementFailedException;
import tarn.bench.suite.Case;

/**
 * Runs cases on all engines in turn, A B A B, so that what disturbs the machine disturbs all; only one is at work at a time.
 * Of each case the first run of every engine is compared, two more warm up where the process stays, and then those that count
 * follow.
 */
public final class PairedRun implements AutoCloseable {
    private static final int WARM_UPS = 2;

    private final List<Contender> contenders;
    private final int runs;

    /** @param load makes the tables; null if there are none */
    public PairedRun(List<Engine> engines, @Nullable String load, int runs) {
        this.contenders =
                engines.stream().map(engine -> new Contender(engine, load)).toList();
        this.runs = runs;
    }

    /** @param each is told of every case when it is done */
    public List<Measured> measure(List<Case> cases, Consumer<Measured> each) throws IOException {
        var measured = new ArrayList<Measured>();
        for (var one : cases) {
            measured.add(measure(one));
            each.accept(measured.getLast());
        }
        return measured;
    }

    /** What Tarn says of where the time of a case goes, as text; empty for what is not one query of a process that stays. */
    public String profile(Case one) throws IOException {
        if (one.how() != Case.How.HOT || one.check() != null) {
            return "";
        }
        try {
            var answer = contenders
                    .getFirst()
                    .resident()
                    .rows("EXPLAIN ANALYZE " + one.sql())
                    .answer();
            // one row: the kind of the plan and its text
            return answer == null ? "" : answer.text().replaceFirst("^analyzed_plan ", "");
        } catch (StatementFailedException error) {
            return error.getMessage() + "\n";
        }
    }

    public List<Footprint> footprints() throws IOException {
        var footprints = new ArrayList<Footprint>();
        for (var contender : contenders) {
            footprints.add(contender.footprint());
        }
        return footprints;
    }

    private Measured measure(Case one) throws IOException {
        var first = new double[contenders.size()];
        var answers = new ArrayList<Answer>();
        var runTimes = new ArrayList<List<Double>>();
        var failures = new ArrayList<String>();
        for (int i = 0; i < contenders.size(); i++) {
            runTimes.add(new ArrayList<>());
            try {
                var taken = contenders.get(i).run(one, true);
                first[i] = taken.millis();
                if (taken.answer() != null) {
                    answers.add(taken.answer());
                }
            } catch (StatementFailedException error) {
                failures.add(contenders.get(i).name() + " failed: " + error.getMessage());
            }
            contenders.get(i).awaitCache();
        }
        if (failures.isEmpty()) {
            failures.addAll(repeat(one, answers, runTimes));
        }
        if (failures.isEmpty() && answers.size() == 2) {
            var sql = one.check() == null ? one.sql() : one.check();
            var sortColumns = SortColumns.of(sql, answers.getFirst().columns());
            var difference = RowComparison.difference(answers.get(0), answers.get(1), sortColumns);
            if (difference != null) {
                failures.add(difference);
            }
        }
        var times = new ArrayList<Times>();
        for (int i = 0; i < contenders.size(); i++) {
            times.add(new Times(contenders.get(i).name(), first[i], runTimes.get(i)));
        }
        return new Measured(one.name(), times, failures.isEmpty() ? null : String.join("; ", failures));
    }

    /** The runs that count; what went wrong in them. */
    private List<String> repeat(Case one, List<Answer> answers, List<List<Double>> runTimes) throws IOException {
        int warmUps = one.how() == Case.How.HOT ? WARM_UPS : 0;
        for (int run = -warmUps; run < runs; run++) {
            for (int i = 0; i < contenders.size(); i++) {
                try {
                    var taken = contenders.get(i).run(one, false);
                    if (taken.rows() != answers.get(i).rows().size()) {
                        return List.of(contenders.get(i).name() + " gave "
                                + answers.get(i).rows().size() + " rows first and " + taken.rows() + " later");
                    }
                    if (run >= 0) {
                        runTimes.get(i).add(taken.millis());
                    }
                } catch (StatementFailedException error) {
                    return List.of(contenders.get(i).name() + " failed: " + error.getMessage());
                }
            }
        }
        return List.of();
    }

    @Override
    public void close() throws IOException {
        @Nullable IOException failure = null;
        for (var contender : contenders) {
            try {
                contender.close();
            } catch (IOException error) {
                failure = error;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
