package tarn.sql;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import tarn.sql.ast.Expression;
import tarn.sql.ast.Statement;
import tarn.sql.build.Parsing;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;
import tarn.sql.text.StatementSplitter;

/**
 * Reads SQL text. Every failure is a {@link SqlException} that carries the text and the place in it. Safe for use by many threads.
 */
public final class SqlParser {
    private SqlParser() {}

    /** All statements of a script, none for an empty one. Spans count from the start of the script. */
    public static List<Statement> parse(String sql) {
        var statements = new ArrayList<Statement>();
        for (var statement : statements(sql)) {
            statements.add(statement);
        }
        return List.copyOf(statements);
    }

    /** The only statement of the text; it is an error if there is none or more than one. */
    public static Statement parseOne(String sql) {
        var statements = parse(sql);
        if (statements.isEmpty()) {
            throw SqlException.of(ErrorCode.SYNTAX, "there is no statement").withSql(sql);
        }
        if (statements.size() > 1) {
            throw SqlException.syntax(
                            "expected one statement but found several",
                            statements.get(1).span())
                    .withSql(sql);
        }
        return statements.getFirst();
    }

    /** The statements of a script one at a time: each is parsed when it is asked for, so those before an error can run. */
    public static Iterable<Statement> statements(String script) {
        return () -> {
            var pieces = StatementSplitter.split(script).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return pieces.hasNext();
                }

                @Override
                public Statement next() {
                    var span = pieces.next().span();
                    try {
                        return Parsing.statement(script, span.start(), span.end());
                    } catch (SqlException error) {
                        throw error.withSql(script);
                    }
                }
            };
        };
    }

    /** A text that is one expression. */
    public static Expression parseExpression(String sql) {
        try {
            return Parsing.expression(sql);
        } catch (SqlException error) {
            throw error.withSql(sql);
        }
    }
}
