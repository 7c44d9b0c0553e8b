package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** One WHEN of a MERGE: for rows of this kind that pass the condition (null: all), this action. */
public record MergeWhen(Kind kind, @Nullable Expression condition, Action action, Span span) implements Node {
    /** Which rows: of both sides, of the source alone, of the target alone. */
    public enum Kind {
        MATCHED,
        NOT_MATCHED,
        NOT_MATCHED_BY_SOURCE
    }

    /** What happens to the row. */
    public sealed interface Action extends Node {}

    /** Without assignments every column is set, by name if so written. */
    public record Update(List<Assignment> assignments, boolean byName, Span span) implements Action {}

    /** Without values the whole source row, by name if so written; {@code defaultValues} for INSERT DEFAULT VALUES. */
    public record Insert(
            List<Identifier> columns, List<Expression> values, boolean byName, boolean defaultValues, Span span)
            implements Action {}

    public record Delete(Span span) implements Action {}

    public record DoNothing(Span span) implements Action {}

    public record Raise(@Nullable Expression message, Span span) implements Action {}
}
