package tarn.sql.ast;

import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** {@code expression [AS alias]}. The span of the item includes the alias. */
public record SelectItem(Expression expression, @Nullable Identifier alias, Span span) implements Node {}
