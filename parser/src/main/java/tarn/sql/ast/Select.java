package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * One SELECT. {@code FROM t} alone selects a bare star.
 *
 * @param distinct whether DISTINCT is written, also with ON
 * @param distinctOn the keys of DISTINCT ON, else empty
 * @param from comma-separated items, empty where there is no FROM; each may see those before it (lateral)
 * @param groupBy null where there is none
 */
public record Select(
        boolean distinct,
        List<Expression> distinctOn,
        List<SelectItem> items,
        List<TableRef> from,
        @Nullable Expression where,
        @Nullable GroupBy groupBy,
        @Nullable Expression having,
        List<NamedWindow> windows,
        @Nullable Expression qualify,
        @Nullable Sample sample,
        Span span)
        implements Query.Body {

    /** {@code name AS (...)} of the WINDOW clause. */
    public record NamedWindow(Identifier name, WindowSpec window, Span span) implements Node {}
}
