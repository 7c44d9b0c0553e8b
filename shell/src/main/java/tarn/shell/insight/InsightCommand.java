package tarn.shell.insight;

import tarn.datasets.ecommerce.Insight;
import tarn.shell.ExitCode;
import tarn.shell.Options;
import tarn.shell.Shell;
import tarn.shell.UsageException;
import tarn.shell.render.Format;
import tarn.sql.error.SqlException;

/** {@code tarn insights}: loads a shop and shows what its data says. */
public final class InsightCommand {
    private InsightCommand() {}

    public static void run(Shell shell, Options.Insights command) {
        if (command.list()) {
            shell.view().setMaxRows(0);
            shell.view().show(InsightList.rows(), 0);
            return;
        }
        var insights = InsightList.named(command.names());
        if (command.check() && command.data().isPresent()) {
            throw new UsageException("--check knows the answers for the shop that comes with Tarn, not for --data");
        }
        try {
            command.data().ifPresentOrElse(folder -> Shop.load(shell, folder), () -> Shop.loadBundled(shell));
            boolean first = true;
            for (var insight : insights) {
                if (command.check()) {
                    check(shell, insight);
                } else {
                    show(shell, insight, insights.size() > 1 ? insights.indexOf(insight) + 1 : 0, first);
                }
                first = false;
            }
        } catch (SqlException e) {
            shell.failed(ExitCode.FAILED, e.rendered());
        }
    }

    private static void show(Shell shell, Insight insight, int number, boolean first) {
        var view = shell.view();
        if (!first && (view.format() == Format.BOX || view.format() == Format.MARKDOWN)) {
            view.out().append('\n');
        }
        try (var run = InsightRun.of(shell, insight)) {
            InsightPage.show(view, run, number);
        }
    }

    private static void check(Shell shell, Insight insight) {
        try (var run = InsightRun.of(shell, insight)) {
            var difference = Expectation.difference(run);
            if (difference.isEmpty()) {
                shell.view().out().append("ok     ").append(insight.name()).append('\n');
            } else {
                shell.view().out().append("DIFFERS ").append(insight.name()).append('\n');
                shell.failed(ExitCode.FAILED, insight.name() + ": " + difference);
            }
        }
    }
}
