package tarn.engine.query.bind;

import tarn.sql.text.Quoting;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/** Names of columns in expressions that are kept as SQL text. */
public final class ColumnNames {
    private ColumnNames() {}

    public static boolean mentions(String sql, String column) {
        return Scanner.scan(sql).stream().anyMatch(token -> names(token, sql, column));
    }

    private static boolean names(SqlToken token, String sql, String column) {
        var text = token.span().of(sql);
        return switch (token.kind()) {
            case IDENTIFIER, KEYWORD -> text.equalsIgnoreCase(column);
            case QUOTED_IDENTIFIER -> Quoting.identifier(text).equalsIgnoreCase(column);
            case STRING, NUMBER, PARAMETER, OPERATOR, PUNCTUATION, COMMENT, UNKNOWN -> false;
        };
    }

    /** An expression over the columns of a table in which one of them gets another name; names of functions stay. */
    static String renamed(String sql, String from, String to) {
        var text = new StringBuilder();
        var tokens = Scanner.scan(sql);
        int end = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean called =
                    i + 1 < tokens.size() && tokens.get(i + 1).span().of(sql).equals("(");
            boolean keyword = token.kind() == SqlToken.Kind.KEYWORD;
            text.append(sql, end, token.start());
            boolean column = names(token, sql, from) && !called && !keyword;
            text.append(column ? Quoting.name(to) : token.span().of(sql));
            end = token.end();
        }
        return text.append(sql.substring(end)).toString();
    }
}
