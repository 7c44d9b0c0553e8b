package tarn.shell.command;

import tarn.shell.Shell;
import tarn.shell.UsageException;
import tarn.shell.render.ResultRows;

/** {@code .last}: the last result again, whole, without running anything. */
record Last() implements DotCommand {
    @Override
    public void run(Shell shell) {
        var last = shell.last();
        if (last == null) {
            throw new UsageException(
                    shell.interactive()
                            ? "there is no result yet"
                            : ".last is for the prompt; a script keeps no results");
        }
        var view = shell.view();
        var layout = view.layout().withMaxRows(0).withWidth(0);
        view.format().renderer().render(new ResultRows(last), view.out(), layout);
    }
}
