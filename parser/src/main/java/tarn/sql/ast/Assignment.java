package tarn.sql.ast;

import tarn.sql.error.Span;

/** {@code column = value} of UPDATE and its like; the value may be {@link Expression.Default}. */
public record Assignment(QualifiedName column, Expression value, Span span) implements Node {}
