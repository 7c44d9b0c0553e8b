package tarn.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** The name of a type as written, with its parts; nothing is looked up. */
public sealed interface TypeName extends Node {
    /**
     * A plain type: {@code INTEGER}, {@code DECIMAL(10, 2)}, {@code my_schema.mood}. Types of several words are one name in lower case with
     * single blanks: {@code double precision}, {@code character varying}, {@code timestamp with time zone}; WITHOUT TIME ZONE is left out.
     *
     * @param parameters what stands in parentheses, mostly integer literals
     */
    record Simple(QualifiedName name, List<Expression> parameters, Span span) implements TypeName {}

    /** {@code element[]} (size null) or {@code element[3]}. */
    record Array(TypeName element, @Nullable Integer size, Span span) implements TypeName {}

    /** {@code STRUCT(a INTEGER, b VARCHAR)}, also written {@code ROW(...)}. */
    record Struct(List<Field> fields, Span span) implements TypeName {}

    /** {@code UNION(num INTEGER, str VARCHAR)}. */
    record Union(List<Field> members, Span span) implements TypeName {}

    /** {@code MAP(VARCHAR, INTEGER)}. */
    record Map(TypeName key, TypeName value, Span span) implements TypeName {}

    /** {@code ENUM('a', 'b')}. */
    record Enum(List<String> values, Span span) implements TypeName {}

    /** A named part of a STRUCT or UNION. */
    record Field(Identifier name, TypeName type, Span span) implements Node {}
}
