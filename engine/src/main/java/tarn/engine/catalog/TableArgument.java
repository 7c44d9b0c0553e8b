package tarn.engine.catalog;

import java.util.List;
import java.util.Map;
import tarn.engine.data.type.DataType;
import tarn.engine.expr.Expr;
import tarn.sql.error.Span;

/** A constant argument of a table function or an option of COPY. */
public sealed interface TableArgument {

    Span span();

    /** One value with its type, in physical form; a bare name such as {@code csv} is a VARCHAR. */
    record Value(Expr.Literal literal) implements TableArgument {
        @Override
        public Span span() {
            return literal.span();
        }
    }

    /** A type, where an option takes types; written as text. */
    record Type(DataType type, Span span) implements TableArgument {}

    /** {@code ['a', 'b']}, also {@code ('a', 'b')}. */
    record Values(List<TableArgument> elements, Span span) implements TableArgument {}

    /** {@code {'a': 'INTEGER'}}, in order. */
    record Fields(Map<String, TableArgument> fields, Span span) implements TableArgument {}
}
