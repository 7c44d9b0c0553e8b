package tarn.engine.query.run.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tarn.engine.Tarn;

class WindowProgressTest {
    @Test
    void everyFunctionCountsOnceHoweverOftenItGoesThroughItsRows() {
        var progress = new WindowProgress();
        assertThat(progress.share()).isZero();
        progress.begin(1000, 2);
        double sorted = progress.share();
        var part = progress.part(1000);
        part.beginRound();
        part.add(500);
        double quarter = progress.share();
        part.add(500);
        part.beginRound();
        part.add(1000);
        double more = progress.share();
        part.end();
        double half = progress.share();
        assertThat(new double[] {0, sorted, quarter, more, half, 1}).isSorted().doesNotHaveDuplicates();
        assertThat(half).isCloseTo((1 + sorted) / 2, within(1e-9));
        progress.part(1000).end();
        assertThat(progress.share()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aQueryTellsHowFarItsWindowIs() throws InterruptedException {
        var seen = new TreeSet<Double>();
        try (var database = Tarn.open();
                var session = database.session()) {
            database.setThreads(2);
            var query = new Thread(
                    () -> session.execute("SELECT max(m) FROM (SELECT median(i) OVER (ORDER BY i ROWS BETWEEN"
                                    + " 5000 PRECEDING AND 5000 FOLLOWING) m FROM range(400000) t(i))")
                            .close());
            query.start();
            while (query.isAlive()) {
                seen.add(session.progress());
                query.join(1);
            }
        }
        assertThat(seen.subSet(0.26, 0.5))
                .as("values while the window is evaluated: " + seen)
                .hasSizeGreaterThan(2);
    }
}
