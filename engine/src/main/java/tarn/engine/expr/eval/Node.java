package tarn.engine.expr.eval;

import tarn.engine.data.vector.Vector;

/** A compiled expression below the root. */
interface Node {
    Vector evaluate(Frame in);

    /** Whether it can fail for some value; such a node must not see rows that are not meant for it. */
    boolean mayFail();

    /** A guess of nanoseconds a row. */
    int cost();
}
