package tarn.engine.expr;

/** One item of an ORDER BY, defaults filled in. */
public record SortKey(Expr expr, boolean descending, boolean nullsFirst) {}
