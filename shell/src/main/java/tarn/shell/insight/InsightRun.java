package tarn.shell.insight;

import org.jspecify.annotations.Nullable;
import tarn.datasets.ecommerce.Insight;
import tarn.engine.Result;
import tarn.engine.Tarn;
import tarn.shell.Shell;

/**
 * An insight's answer: its rows, what they say, and what to do about it.
 *
 * @param rows must be closed
 * @param finding one or two sentences
 * @param recommendation null where the data supports none
 */
public record InsightRun(
        Insight insight,
        Result rows,
        String finding,
        @Nullable String recommendation,
        long nanos) implements AutoCloseable {
    private static final String RESULT = "result";

    /** Asks an insight of the tables of the shell's session. */
    public static InsightRun of(Shell shell, Insight insight) {
        var session = shell.session();
        long start = System.nanoTime();
        shell.watched(() -> session.execute("CREATE OR REPLACE TEMP TABLE " + RESULT + " AS " + insight.sql()))
                .close();
        var rows = session.execute("FROM " + RESULT);
        try (var words = session.execute(insight.findingSql())) {
            long nanos = System.nanoTime() - start;
            return new InsightRun(insight, rows, text(words, 0), words.rows() == 0 ? null : optional(words, 1), nanos);
        } finally {
            session.execute("DROP TABLE " + RESULT).close();
        }
    }

    private static String text(Result words, int column) {
        return words.rows() == 0 ? "" : String.valueOf(words.value(0, column));
    }

    private static @Nullable String optional(Result words, int column) {
        var value = words.value(0, column);
        return value == null ? null : value.toString();
    }

    /** Asks and shows an insight of the tables at hand, or, where they are not there, of the shop that comes with Tarn. */
    public static void here(Shell shell, Insight insight) {
        if (Shop.isIn(shell.session())) {
            show(shell, insight);
            return;
        }
        shell.view().say("(of the shop that comes with Tarn: there are no tables of a shop here)");
        try (var tarn = Tarn.open();
                var session = tarn.session();
                var other = new Shell(session, shell.streams(), shell.view(), false)) {
            Shop.loadBundled(other);
            show(other, insight);
        }
    }

    private static void show(Shell shell, Insight insight) {
        try (var run = of(shell, insight)) {
            InsightPage.show(shell.view(), run, 0);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
