package tarn.sql.build;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;
import tarn.sql.grammar.TarnParser;

/** Runs the generated parser over a part of a text and builds the syntax tree; positions count from the start of the whole text. */
public final class Parsing {
    private Parsing() {}

    /** Parses exactly one statement, with or without a semicolon behind it. */
    public static Statement statement(String sql, int from, int to) {
        return parse(
                sql,
                from,
                to,
                TarnParser::wholeStatement,
                (builder, tree) -> builder.statements.statement(tree.statement()));
    }

    /** Parses exactly one expression. */
    public static Expression expression(String sql) {
        return parse(
                sql,
                0,
                sql.length(),
                TarnParser::wholeExpression,
                (builder, tree) -> builder.calls.argument(tree.expression()));
    }

    private static <C extends ParserRuleContext, T> T parse(
            String sql, int from, int to, Function<TarnParser, C> rule, BiFunction<Builder, C, T> build) {
        var tokens = TokenList.scan(sql, from, to);
        try {
            return build.apply(new Builder(sql), tree(sql, tokens, rule));
        } catch (StackOverflowError _) {
            throw Source.tooDeep(new Span(tokens.tokens().getFirst().getStartIndex(), tokens.tokens().getFirst().getStopIndex() + 1));
        }
    }

    /** The fast way first, which may refuse a few correct texts; then the exact one, which decides. */
    private static <C extends ParserRuleContext> C tree(String sql, TokenList tokens, Function<TarnParser, C> rule) {
        try {
            return rule.apply(parser(tokens, PredictionMode.SLL));
        } catch (ParseCancellationException _) {
            try {
                return rule.apply(parser(tokens, PredictionMode.LL));
            } catch (ParseCancellationException failure) {
                throw SyntaxErrors.explain(sql, tokens, failure);
            }
        }
    }

    private static TarnParser parser(TokenList tokens, PredictionMode mode) {
        var parser = new TarnParser(tokens.stream());
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(mode);
        return parser;
    }
}
