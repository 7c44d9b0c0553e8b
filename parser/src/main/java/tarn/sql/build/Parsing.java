package tarn.sql.build;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Statement;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** Runs the generated parser over a part of a text and builds the syntax tree; positions count from the start of the whole text. */
public final class Parsing {
    /** Bytes of stack for the texts that are nested deeply. */
    private static final long ROOM = 64L << 20;

    private Parsing() {}

    /** Parses exactly one statement, with or without a semicolon behind it. */
    public static Statement statement(String sql, int from, int to) {
        return parse(
                sql,
                from,
                to,
                TarnParser.RULE_wholeStatement,
                TarnParser::wholeStatement,
                (builder, tree) -> builder.statements.statement(tree.statement()));
    }

    /** Parses exactly one expression. */
    public static Expression expression(String sql) {
        return parse(
                sql,
                0,
                sql.length(),
                TarnParser.RULE_wholeExpression,
                TarnParser::wholeExpression,
                (builder, tree) -> builder.calls.argument(tree.expression()));
    }

    private static <C extends ParserRuleContext, T> T parse(
            String sql,
            int from,
            int to,
            int ruleIndex,
            Function<TarnParser, C> rule,
            BiFunction<Builder, C, T> build) {
        var tokens = TokenList.scan(sql, from, to);
        try {
            return build.apply(new Builder(sql), tree(sql, tokens, ruleIndex, rule));
        } catch (StackOverflowError _) {
            return withRoom(() -> build.apply(new Builder(sql), tree(sql, tokens, ruleIndex, rule)), tokens);
        }
    }

    /** Once more where the stack has room for whatever the limit on nesting allows. */
    private static <T> T withRoom(Supplier<T> parse, TokenList tokens) {
        var outcome = new CompletableFuture<T>();
        Runnable task = () -> {
            try {
                outcome.complete(parse.get());
            } catch (SqlException error) {
                outcome.completeExceptionally(error);
            } catch (StackOverflowError _) {
                Token first = tokens.tokens().getFirst();
                Span span = new Span(first.getStartIndex(), first.getStopIndex() + 1);
                outcome.completeExceptionally(Source.tooDeep(span));
            } catch (RuntimeException error) {
                outcome.completeExceptionally(error);
            }
        };
        new Thread(null, task, "tarn-parser", ROOM).start();
        try {
            return outcome.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** The fast way first, which may refuse a few correct texts; then the exact one, which decides. */
    private static <C extends ParserRuleContext> C tree(
            String sql, TokenList tokens, int ruleIndex, Function<TarnParser, C> rule) {
        try {
            return rule.apply(parser(tokens, PredictionMode.SLL));
        } catch (ParseCancellationException _) {
            try {
                return rule.apply(parser(tokens, PredictionMode.LL));
            } catch (ParseCancellationException failure) {
                throw SyntaxErrors.explain(sql, tokens, ruleIndex, failure);
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
