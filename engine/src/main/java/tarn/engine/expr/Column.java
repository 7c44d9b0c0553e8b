package tarn.engine.expr;

import tarn.engine.data.type.DataType;

/**
 * A column in a plan. Its id is unique within the query, so expressions can be moved about the plan without renumbering;
 * positions are looked up only when the plan is lowered to operators.
 */
public record Column(int id, String name, DataType type) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Column that && that.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
