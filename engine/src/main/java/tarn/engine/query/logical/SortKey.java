package tarn.engine.query.logical;

import tarn.engine.expr.Expr;

/** One item of an ORDER BY, defaults filled in. */
public record SortKey(Expr expr, boolean descending, boolean nullsFirst) {}
