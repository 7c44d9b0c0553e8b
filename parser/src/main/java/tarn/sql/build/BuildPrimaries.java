package tarn.sql.build;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Identifier;
import tarn.sql.ast.IntervalUnit;
import tarn.sql.ast.QualifiedName;
import tarn.sql.ast.UnaryOperator;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Literals, names, and the forms that begin with a word of their own. */
final class BuildPrimaries {
    /** Words that are calls without parentheses. */
    private static final Set<String> WORD_CALLS = Set.of(
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "current_role",
            "current_catalog",
            "current_schema");

    private final Builder builder;
    private final Source source;

    BuildPrimaries(Builder builder) {
        this.builder = builder;
        this.source = builder.source;
    }

    Expression primary(TarnParser.PrimaryContext node) {
        return source.deeper(node, () -> build(node, source.span(node)));
    }

    private Expression build(TarnParser.PrimaryContext node, Span span) {
        return switch (node) {
            case TarnParser.NumberContext number -> number(source.text(number.getStart()), span);
            case TarnParser.StringContext string ->
                new Expression.StringLiteral(builder.names.string(string.stringValue()), span);
            case TarnParser.BlobContext blob -> blob(source.text(blob.getStart()), span);
            case TarnParser.BitStringContext bits -> {
                String text = source.text(bits.getStart());
                var type = builder.types.simple("bit", null, span);
                yield new Expression.TypedLiteral(type, text.substring(2, text.length() - 1), span);
            }
            case TarnParser.BooleanContext bool -> new Expression.BooleanLiteral(bool.TRUE() != null, span);
            case TarnParser.NullContext _ -> new Expression.NullLiteral(span);
            case TarnParser.ParameterValueContext parameter -> parameter(parameter.parameter());
            case TarnParser.ColumnNumberContext number ->
                new Expression.ColumnNumber(columnNumber(source.text(number.getStart())), span);
            case TarnParser.IntervalContext interval -> interval(interval, span);
            case TarnParser.TypedLiteralContext typed ->
                new Expression.TypedLiteral(
                        builder.types.literalType(typed.typedName()), builder.names.string(typed.stringValue()), span);
            case TarnParser.ColumnContext column -> column(builder.names.identifier(column.identifier()));
            case TarnParser.FunctionCallContext call ->
                builder.calls.call(
                        QualifiedName.of(builder.names.identifier(call.callName())),
                        null,
                        call.callParentheses(),
                        call.callSuffix(),
                        span);
            case TarnParser.UnpackedColumnsContext columns ->
                new Expression.Columns(null, builder.calls.argument(columns.expression()), true, span);
            case TarnParser.StarContext star -> star(null, star.starChanges(), span);
            case TarnParser.ScalarSubqueryContext subquery ->
                new Expression.ScalarSubquery(builder.queries.query(subquery.query()), span);
            case TarnParser.ParenthesizedContext parentheses -> parenthesized(parentheses.expressionList(), span);
            case TarnParser.RowCallContext row ->
                new Expression.Row(builder.expressions.list(row.expressionList()), span);
            case TarnParser.ExistsContext exists ->
                new Expression.Exists(builder.queries.query(exists.query()), false, span);
            case TarnParser.CaseContext cases -> cases(cases, span);
            case TarnParser.CastCallContext cast ->
                new Expression.Cast(
                        builder.expressions.expression(cast.expression()),
                        builder.types.type(cast.type()),
                        cast.TRY_CAST() != null,
                        span);
            case TarnParser.ListContext list -> list(list, span);
            case TarnParser.StructContext struct ->
                new Expression.StructLiteral(
                        struct.structField().stream().map(this::structField).toList(), span);
            case TarnParser.MapContext map ->
                new Expression.MapLiteral(
                        map.mapEntry().stream().map(this::mapEntry).toList(), span);
            case TarnParser.ArrayQueryContext array ->
                new Expression.ArraySubquery(builder.queries.query(array.query()), span);
            case TarnParser.GroupingContext grouping ->
                new Expression.Grouping(builder.expressions.list(grouping.expressionList()), span);
            case TarnParser.DefaultContext _ -> new Expression.Default(span);
            default -> builder.calls.special(node, span);
        };
    }

    Expression.Literal number(String written, Span span) {
        String text = written.replace("_", "");
        if (text.length() > 2 && text.charAt(0) == '0' && Character.isLetter(text.charAt(1)) && !isExponent(text)) {
            int radix = switch (Character.toLowerCase(text.charAt(1))) {
                case 'x' -> 16;
                case 'b' -> 2;
                default -> 8;
            };
            return new Expression.IntegerLiteral(new BigInteger(text.substring(2), radix).toString(), span);
        }
        if (isExponent(text)) {
            return new Expression.FloatLiteral(text, span);
        }
        if (text.indexOf('.') >= 0) {
            return new Expression.DecimalLiteral(text, span);
        }
        int zeros = 0;
        while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
            zeros++;
        }
        return new Expression.IntegerLiteral(text.substring(zeros), span);
    }

    private static boolean isExponent(String number) {
        return !number.startsWith("0x")
                && !number.startsWith("0X")
                && (number.indexOf('e') > 0 || number.indexOf('E') > 0);
    }

    private static Expression blob(String token, Span span) {
        String hex = token.substring(2, token.length() - 1);
        if (hex.length() % 2 != 0 || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw SqlException.syntax("a blob literal needs pairs of hexadecimal digits", span);
        }
        return new Expression.BlobLiteral(hex.toLowerCase(Locale.ROOT), span);
    }

    private static int columnNumber(String text) {
        String digits = text.substring(1);
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    Expression.Parameter parameter(TarnParser.ParameterContext node) {
        Span span = source.span(node);
        String text = source.text(node.getStart());
        if (text.length() == 1) {
            return new Expression.Parameter(source.nextParameter(), null, span);
        }
        String rest = text.substring(1);
        if (!Character.isDigit(rest.charAt(0))) {
            return new Expression.Parameter(0, rest, span);
        }
        int position = rest.length() > 5 ? 0 : Integer.parseInt(rest);
        if (position == 0) {
            throw SqlException.syntax("parameters are numbered from 1 to 99999", span);
        }
        source.numberedParameter(position);
        return new Expression.Parameter(position, null, span);
    }

    private Expression interval(TarnParser.IntervalContext node, Span span) {
        var amount = node.intervalAmount();
        Span place = source.span(amount);
        Expression value;
        if (amount.NUMBER() != null) {
            value = number(source.text(amount.getStart()), place);
        } else if (amount.stringValue() != null) {
            value = new Expression.StringLiteral(builder.names.string(amount.stringValue()), place);
        } else if (amount.parameter() != null) {
            value = parameter(amount.parameter());
        } else {
            value = builder.expressions.expression(amount.expression());
        }
        var units = node.intervalUnit();
        if (units.isEmpty() && amount.stringValue() == null) {
            throw SqlException.syntax("expected a unit such as DAY after the interval's number", place);
        }
        return new Expression.Interval(
                value, units.isEmpty() ? null : unit(units.get(0)), units.size() < 2 ? null : unit(units.get(1)), span);
    }

    private IntervalUnit unit(TarnParser.IntervalUnitContext node) {
        return Marking.unit(source.text(node));
    }

    private Expression column(Identifier name) {
        if (!name.quoted() && WORD_CALLS.contains(name.folded())) {
            return builder.calls.plain(name, List.of(), name.span());
        }
        return new Expression.ColumnName(QualifiedName.of(name), name.span());
    }

    Expression.Star star(@Nullable QualifiedName qualifier, TarnParser.StarChangesContext changes, Span span) {
        var names = builder.names;
        List<QualifiedName> exclude = changes.starExclude() == null
                ? List.of()
                : names.qualified(changes.starExclude().qualifiedName());
        var replace = new ArrayList<Expression.StarReplacement>();
        if (changes.starReplace() != null) {
            for (var one : changes.starReplace().starReplacement()) {
                replace.add(new Expression.StarReplacement(
                        builder.expressions.expression(one.expression()),
                        names.identifier(one.identifier()),
                        source.span(one)));
            }
        }
        var rename = new ArrayList<Expression.StarRename>();
        if (changes.starRename() != null) {
            for (var one : changes.starRename().starRenaming()) {
                rename.add(new Expression.StarRename(
                        names.qualified(one.qualifiedName()), names.identifier(one.identifier()), source.span(one)));
            }
        }
        return new Expression.Star(qualifier, exclude, List.copyOf(replace), List.copyOf(rename), null, span);
    }

    Expression parenthesized(TarnParser.ExpressionListContext node, Span span) {
        boolean row = node.expression().size() > 1 || node.getStop().getType() == TarnParser.COMMA;
        return row
                ? new Expression.Row(builder.expressions.list(node), span)
                : builder.expressions.expression(node.expression(0));
    }

    private Expression cases(TarnParser.CaseContext node, Span span) {
        var branches = node.whenClause().stream()
                .map(when -> new Expression.When(
                        builder.expressions.expression(when.expression(0)),
                        builder.expressions.expression(when.expression(1)),
                        source.span(when)))
                .toList();
        return new Expression.Case(
                builder.expressions.optional(node.operand),
                branches,
                builder.expressions.optional(node.otherwise),
                span);
    }

    private Expression list(TarnParser.ListContext node, Span span) {
        var elements = builder.expressions.list(node.expressionList());
        var comprehension = node.comprehension();
        if (comprehension == null) {
            return new Expression.ListLiteral(elements, span);
        }
        if (elements.size() != 1 || node.ARRAY() != null) {
            throw SqlException.syntax("a list comprehension has one result", source.span(node.expressionList()));
        }
        return new Expression.ListComprehension(
                elements.getFirst(),
                builder.names.identifiers(comprehension.identifiers()),
                builder.expressions.expression(comprehension.expression(0)),
                builder.expressions.optional(comprehension.expression(1)),
                span);
    }

    private Expression.StructField structField(TarnParser.StructFieldContext node) {
        return new Expression.StructField(
                node.label() != null ? builder.names.identifier(node.label()) : builder.names.named(node.stringValue()),
                builder.expressions.expression(node.expression()),
                source.span(node));
    }

    private Expression.MapEntry mapEntry(TarnParser.MapEntryContext node) {
        return new Expression.MapEntry(
                builder.expressions.expression(node.expression(0)),
                builder.expressions.expression(node.expression(1)),
                source.span(node));
    }

    /** A whole number with a sign, as in the options of a sequence. */
    Expression signedNumber(TarnParser.SignedNumberContext node) {
        Token digits = node.NUMBER().getSymbol();
        Expression number = number(source.text(digits), source.span(digits));
        return node.MINUS() == null ? number : new Expression.Unary(UnaryOperator.NEGATE, number, source.span(node));
    }
}
