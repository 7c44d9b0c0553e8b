package tarn.sql.ast;

import java.util.List;
import tarn.sql.error.Span;

/** {@code AS t} or {@code AS t(a, b)}; the columns may be fewer than the table has. */
public record TableAlias(Identifier name, List<Identifier> columns, Span span) implements Node {}
