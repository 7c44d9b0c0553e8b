package tarn.shell.command;

import tarn.shell.Shell;
import tarn.shell.insight.InsightList;

/** {@code .insights}: the insights there are. */
record ListInsights() implements DotCommand {
    @Override
    public void run(Shell shell) {
        shell.view().show(InsightList.rows(), 0);
        shell.view().say("To ask one: .run NAME");
    }
}
