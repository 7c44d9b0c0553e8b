package tarn.sql.build;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.BinaryOperator;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Expression.NullTreatment;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.OrderItem;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.WindowSpec;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Calls, their windows, and the call forms with a syntax of their own. */
final class BuildCalls {
    private final Builder builder;
    private final Source source;

    BuildCalls(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    /** A call with its parentheses and what follows them; {@code first} goes in front of the arguments. */
    Expression call(
            QualifiedName name,
            @Nullable Expression first,
            TarnParser.CallParenthesesContext parentheses,
            TarnParser.CallSuffixContext suffix,
            Span span) {
        var arguments = new ArrayList<Expression.Argument>();
        if (first != null) {
            arguments.add(new Expression.Argument(null, first, first.span()));
        }
        arguments.addAll(arguments(parentheses.callArguments(), false));
        if (name.last().matches("columns") && !name.last().quoted() && arguments.size() == 1) {
            return new Expression.Columns(name.qualifier(), arguments.getFirst().value(), false, span);
        }
        if (name.last().matches("unpack")
                && arguments.size() == 1
                && arguments.getFirst().value() instanceof Expression.Columns columns) {
            return new Expression.Columns(columns.qualifier(), columns.selector(), true, span);
        }
        var inside = nulls(parentheses.IGNORE() != null, parentheses.RESPECT() != null);
        var behind = nulls(suffix.IGNORE() != null, suffix.RESPECT() != null);
        return new Expression.FunctionCall(
                name,
                List.copyOf(arguments),
                parentheses.DISTINCT() != null,
                builder.queries.orderBy(parentheses.orderBy()),
                builder.queries.orderBy(suffix.orderBy()),
                builder.expressions.optional(suffix.expression()),
                inside != null ? inside : behind,
                over(suffix),
                span);
    }

    /** A call of nothing but a name and arguments, for forms that stand for one. */
    Expression plain(String name, List<Expression> arguments, Span span) {
        return plain(new Identifier(name, false, span), arguments, span);
    }

    Expression plain(Identifier name, List<Expression> arguments, Span span) {
        var list = arguments.stream()
                .map(a -> new Expression.Argument(null, a, a.span()))
                .toList();
        return named(QualifiedName.of(name), list, span);
    }

    Expression named(QualifiedName name, List<Expression.Argument> arguments, Span span) {
        return new Expression.FunctionCall(name, arguments, false, List.of(), List.of(), null, null, null, span);
    }

    private static @Nullable NullTreatment nulls(boolean ignore, boolean respect) {
        return ignore ? NullTreatment.IGNORE : respect ? NullTreatment.RESPECT : null;
    }

    /**
     * The arguments of a call.
     *
     * @param equalsNames whether {@code name = value} names an argument, as in table functions
     */
    List<Expression.Argument> arguments(TarnParser.@Nullable CallArgumentsContext list, boolean equalsNames) {
        if (list == null) {
            return List.of();
        }
        var arguments = new ArrayList<Expression.Argument>();
        for (var node : list.callArgument()) {
            Span span = source.span(node);
            Expression value = argument(node.expression());
            if (node.label() != null) {
                arguments.add(new Expression.Argument(builder.names.identifier(node.label()), value, span));
            } else if (equalsNames
                    && value instanceof Expression.Binary(var operator, var left, var right, var _)
                    && operator == BinaryOperator.EQUAL
                    && left instanceof Expression.ColumnName(var name, var _)
                    && name.parts().size() == 1) {
                arguments.add(new Expression.Argument(name.last(), right, span));
            } else {
                arguments.add(new Expression.Argument(null, value, span));
            }
        }
        return List.copyOf(arguments);
    }

    /** One argument: {@code x -> body} is a lambda here. */
    Expression argument(TarnParser.ExpressionContext node) {
        if (node instanceof TarnParser.ArrowContext arrow) {
            var parameters = lambdaParameters(builder.expressions.expression(arrow.expression(0)));
            if (parameters != null) {
                return new Expression.Lambda(parameters, argument(arrow.expression(1)), source.span(node));
            }
        }
        return builder.expressions.expression(node);
    }

    private static @Nullable List<Identifier> lambdaParameters(Expression left) {
        List<Expression> candidates = left instanceof Expression.Row(var elements, var _) ? elements : List.of(left);
        var parameters = new ArrayList<Identifier>();
        for (Expression candidate : candidates) {
            if (!(candidate instanceof Expression.ColumnName(var name, var _))
                    || name.parts().size() > 1) {
                return null;
            }
            parameters.add(name.last());
        }
        return List.copyOf(parameters);
    }

    // ---- windows

    private @Nullable WindowSpec over(TarnParser.CallSuffixContext suffix) {
        if (suffix.OVER() == null) {
            return null;
        }
        if (suffix.identifier() != null) {
            var base = builder.names.identifier(suffix.identifier());
            return new WindowSpec(base, List.of(), List.of(), null, base.span());
        }
        var window = window(suffix.windowSpec());
        boolean bare =
                window.base() != null && window.span().equals(window.base().span());
        return bare
                ? new WindowSpec(
                        window.base(),
                        List.of(),
                        List.of(),
                        null,
                        source.span(suffix.LPAREN().getLast().getSymbol(), suffix.getStop()))
                : window;
    }

    WindowSpec window(TarnParser.WindowSpecContext node) {
        boolean empty = node.getChildCount() == 0;
        return new WindowSpec(
                node.identifier() == null ? null : builder.names.identifier(node.identifier()),
                builder.expressions.list(node.expressionList()),
                builder.queries.orderBy(node.orderBy()),
                node.frame() == null ? null : frame(node.frame()),
                empty ? source.span(node.getStart()) : source.span(node));
    }

    private WindowSpec.Frame frame(TarnParser.FrameContext node) {
        var unit = node.ROWS() != null
                ? WindowSpec.Unit.ROWS
                : node.RANGE() != null ? WindowSpec.Unit.RANGE : WindowSpec.Unit.GROUPS;
        var start = bound(node.frameBound(0));
        var end = node.BETWEEN() == null
                ? new WindowSpec.Bound(WindowSpec.BoundKind.CURRENT_ROW, null, start.span())
                : bound(node.frameBound(1));
        boolean backwards = start.kind() == WindowSpec.BoundKind.UNBOUNDED_FOLLOWING
                || end.kind() == WindowSpec.BoundKind.UNBOUNDED_PRECEDING
                || start.kind().compareTo(end.kind()) > 0;
        if (backwards) {
            throw SqlException.syntax("the frame starts after its end", source.span(node));
        }
        var exclusion = WindowSpec.Exclusion.NO_OTHERS;
        if (node.EXCLUDE() != null) {
            exclusion = node.CURRENT() != null
                    ? WindowSpec.Exclusion.CURRENT_ROW
                    : node.GROUP() != null
                            ? WindowSpec.Exclusion.GROUP
                            : node.TIES() != null ? WindowSpec.Exclusion.TIES : WindowSpec.Exclusion.NO_OTHERS;
        }
        return new WindowSpec.Frame(unit, start, end, exclusion, source.span(node));
    }

    private WindowSpec.Bound bound(TarnParser.FrameBoundContext node) {
        Span span = source.span(node);
        boolean preceding = node.PRECEDING() != null;
        if (node.CURRENT() != null) {
            return new WindowSpec.Bound(WindowSpec.BoundKind.CURRENT_ROW, null, span);
        }
        if (node.UNBOUNDED() != null) {
            return new WindowSpec.Bound(
                    preceding ? WindowSpec.BoundKind.UNBOUNDED_PRECEDING : WindowSpec.BoundKind.UNBOUNDED_FOLLOWING,
                    null,
                    span);
        }
        return new WindowSpec.Bound(
                preceding ? WindowSpec.BoundKind.PRECEDING : WindowSpec.BoundKind.FOLLOWING,
                builder.expressions.value(node.value()),
                span);
    }

    // ---- forms with a syntax of their own

    Expression special(TarnParser.PrimaryContext node, Span span) {
        return switch (node) {
            case TarnParser.ExtractContext extract -> {
                Span place = source.span(
                        extract.getChild(2) instanceof TarnParser.LabelContext label ? label : extract.stringValue());
                String part = extract.label() != null
                        ? builder.names.identifier(extract.label()).folded()
                        : builder.names.string(extract.stringValue());
                yield plain(
                        "date_part",
                        List.of(
                                new Expression.StringLiteral(part, place),
                                builder.expressions.expression(extract.expression())),
                        span);
            }
            case TarnParser.SubstringContext substring -> substring(substring, span);
            case TarnParser.PositionContext position -> position(position, span);
            case TarnParser.OverlayContext overlay -> {
                var arguments = new ArrayList<>(builder.expressions.list(overlay.expressionList()));
                onlyOne(arguments, overlay.PLACING() != null, span);
                overlay.expression().forEach(e -> arguments.add(builder.expressions.expression(e)));
                yield plain("overlay", arguments, span);
            }
            case TarnParser.TrimContext trim -> trim(trim, span);
            default -> throw new IllegalStateException("unknown form of primary: " + node.getClass());
        };
    }

    private Expression substring(TarnParser.SubstringContext node, Span span) {
        var arguments = new ArrayList<>(builder.expressions.list(node.expressionList()));
        onlyOne(arguments, node.from != null || node.length != null, span);
        if (node.from != null) {
            arguments.add(builder.expressions.expression(node.from));
        } else if (node.length != null) {
            arguments.add(new Expression.IntegerLiteral("1", source.span(node.length)));
        }
        if (node.length != null) {
            arguments.add(builder.expressions.expression(node.length));
        }
        return plain("substring", arguments, span);
    }

    private Expression position(TarnParser.PositionContext node, Span span) {
        var written = node.expressionList().expression();
        if (written.size() == 1 && written.getFirst() instanceof TarnParser.InContext in && in.NOT() == null) {
            return plain(
                    "position",
                    List.of(builder.expressions.value(in.value()), builder.expressions.expression(in.expression())),
                    span);
        }
        return plain("position", builder.expressions.list(node.expressionList()), span);
    }

    private Expression trim(TarnParser.TrimContext node, Span span) {
        String name = node.LEADING() != null ? "ltrim" : node.TRAILING() != null ? "rtrim" : "trim";
        var arguments = new ArrayList<Expression>();
        if (node.source == null) {
            return plain(name, builder.expressions.list(node.characters), span);
        }
        arguments.addAll(builder.expressions.list(node.source));
        if (node.characters != null) {
            var characters = builder.expressions.list(node.characters);
            onlyOne(characters, true, span);
            arguments.addAll(characters);
        }
        return plain(name, arguments, span);
    }

    private static void onlyOne(List<Expression> arguments, boolean wordsFollow, Span span) {
        if (wordsFollow && arguments.size() != 1) {
            throw SqlException.syntax("commas and words between the arguments cannot be mixed", span);
        }
    }

    OrderItem orderItem(TarnParser.OrderItemContext node) {
        Span span = source.span(node);
        Expression expression = node.ALL() != null
                ? new Expression.Star(
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        source.span(node.ALL().getSymbol()))
                : builder.expressions.expression(node.expression());
        var direction = node.ASC() != null
                ? OrderItem.Direction.ASCENDING
                : node.DESC() != null ? OrderItem.Direction.DESCENDING : null;
        var nulls = node.FIRST() != null ? OrderItem.Nulls.FIRST : node.LAST() != null ? OrderItem.Nulls.LAST : null;
        return new OrderItem(expression, direction, nulls, span);
    }
}
