package tarn.sql.build;

import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.TypeName;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Names of types. */
final class BuildTypes {
    private final Builder builder;
    private final Source source;

    BuildTypes(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    TypeName type(TarnParser.TypeContext type) {
        return source.deeper(type, () -> {
            TypeName built = base(type.baseType());
            for (int i = 1; i < type.getChildCount(); i++) {
                if (type.getChild(i) instanceof TerminalNode token) {
                    Span span = source.span(type.getStart(), token.getSymbol());
                    built = switch (token.getSymbol().getType()) {
                        case TarnParser.ARRAY -> isSized(type, i) ? built : new TypeName.Array(built, null, span);
                        case TarnParser.RBRACKET -> new TypeName.Array(built, size(type.getChild(i - 1)), span);
                        default -> built;
                    };
                }
            }
            return built;
        });
    }

    /** Whether a bracket after ARRAY says the size. */
    private static boolean isSized(TarnParser.TypeContext type, int array) {
        return array + 1 < type.getChildCount()
                && type.getChild(array + 1) instanceof TerminalNode token
                && token.getSymbol().getType() == TarnParser.LBRACKET;
    }

    /** The number in front of a closing bracket, null where there is none. */
    private @Nullable Integer size(ParseTree child) {
        if (!(child instanceof TerminalNode number) || number.getSymbol().getType() != TarnParser.NUMBER) {
            return null;
        }
        try {
            return Integer.valueOf(source.text(number.getSymbol()));
        } catch (NumberFormatException _) {
            throw SqlException.syntax("the size of an array must be a whole number", source.span(number.getSymbol()));
        }
    }

    private TypeName base(TarnParser.BaseTypeContext type) {
        Span span = source.span(type);
        return switch (type) {
            case TarnParser.StructTypeContext struct -> new TypeName.Struct(fields(struct.typeField()), span);
            case TarnParser.UnionTypeContext union -> new TypeName.Union(fields(union.typeField()), span);
            case TarnParser.MapTypeContext map -> new TypeName.Map(type(map.type(0)), type(map.type(1)), span);
            case TarnParser.EnumTypeContext values ->
                new TypeName.Enum(
                        values.stringValue().stream().map(builder.names::string).toList(), span);
            case TarnParser.TimeTypeContext time -> {
                String name = time.TIMESTAMP() != null ? "timestamp" : "time";
                boolean zoned = time.WITH() != null;
                yield simple(zoned ? name + " with time zone" : name, time.typeParameters(), span);
            }
            case TarnParser.DoubleTypeContext _ -> simple("double precision", null, span);
            case TarnParser.VaryingTypeContext varying -> simple("character varying", varying.typeParameters(), span);
            case TarnParser.IntervalTypeContext interval -> simple("interval", interval.typeParameters(), span);
            case TarnParser.NamedTypeContext named when named.UNSIGNED() != null -> unsigned(named, span);
            case TarnParser.NamedTypeContext named ->
                new TypeName.Simple(builder.names.type(named.typePath()), parameters(named.typeParameters()), span);
            default -> throw new IllegalStateException("unknown form of type: " + type.getClass());
        };
    }

    /** {@code INT UNSIGNED} and its like, as other dialects write it. */
    private TypeName unsigned(TarnParser.NamedTypeContext named, Span span) {
        var name = source.text(named.typePath()).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "tinyint", "smallint", "integer", "bigint" -> simple("u" + name, null, span);
            case "int" -> simple("uinteger", null, span);
            default -> throw SqlException.syntax("only integers are UNSIGNED", span);
        };
    }

    /** The type of a typed literal such as {@code DATE '...'}. */
    TypeName literalType(TarnParser.TypedNameContext name) {
        Span span = source.span(name);
        if (name.plainIdentifier() != null) {
            var word = builder.names.identifier(name.plainIdentifier());
            return new TypeName.Simple(QualifiedName.of(word), List.of(), span);
        }
        if (name.DOUBLE() != null) {
            return simple("double precision", null, span);
        }
        String base = name.TIMESTAMP() != null ? "timestamp" : "time";
        return simple(name.WITH() != null ? base + " with time zone" : base, null, span);
    }

    TypeName.Simple simple(String name, TarnParser.@Nullable TypeParametersContext parameters, Span span) {
        var word = new Identifier(name, false, span);
        return new TypeName.Simple(QualifiedName.of(word), parameters(parameters), span);
    }

    private List<Expression> parameters(TarnParser.@Nullable TypeParametersContext parameters) {
        return parameters == null ? List.of() : builder.expressions.list(parameters.expressionList());
    }

    private List<TypeName.Field> fields(List<TarnParser.TypeFieldContext> fields) {
        return fields.stream()
                .map(f -> new TypeName.Field(
                        f.label() != null ? builder.names.identifier(f.label()) : builder.names.named(f.stringValue()),
                        type(f.type()),
                        source.span(f)))
                .toList();
    }
}
