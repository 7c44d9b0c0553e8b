package tarn.engine.expr;

import java.util.List;

/** What a sub-query expression knows of its plan; {@code query.logical.Plan} is the one implementation. */
public interface Relation {
    /** The columns that it hands up. */
    List<Column> output();
}
