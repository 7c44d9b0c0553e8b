package tarn.shell.command;

import tarn.datasets.ecommerce.Insights;
import tarn.shell.Shell;
import tarn.shell.UsageException;
import tarn.shell.insight.InsightRun;
import tarn.sql.error.Nearest;

/** {@code .run}: asks an insight of the tables here, or, if they are not there, of the shop that comes with Tarn; or runs a script. */
record Run(String name) implements DotCommand {
    @Override
    public void run(Shell shell) {
        var insight = Insights.find(name);
        if (insight.isPresent()) {
            InsightRun.here(shell, insight.get());
        } else if (name.endsWith(".sql")) {
            new Read(name).run(shell);
        } else {
            var near = Nearest.of(name, Insights.names());
            throw new UsageException("no insight of that name: " + name
                    + (near.isEmpty() ? "; .insights lists them" : "; did you mean " + near.getFirst() + "?"));
        }
    }
}
