package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** A column of CREATE TABLE; the type may be missing for a generated column. */
public record ColumnDefinition(Identifier name, @Nullable TypeName type, List<Constraint> constraints, Span span)
        implements Node {}
