package tarn.shell.render;

import java.io.PrintStream;

/** Writes rows in one form. All but the box view write every row, one after the other. */
@FunctionalInterface
public interface Renderer {
    void render(Rows rows, PrintStream out, Layout layout);
}
