package tarn.engine.query.bind;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.DataType;

/**
 * A parameter of a prepared statement.
 *
 * @param index from 1, as in {@link tarn.engine.expr.Expr.Parameter}; named ones count on in order of appearance
 * @param name of {@code $name}, else null
 * @param type inferred from its surroundings; VARCHAR where they say nothing
 */
public record BoundParameter(int index, @Nullable String name, DataType type) {}
