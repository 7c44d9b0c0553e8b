package tarn.shell.complete;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tarn.sql.text.Keywords;
import tarn.sql.text.Quoting;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlToken;

/**
 * Which tables a statement speaks of, as far as its tokens tell: what stands behind FROM, JOIN and commas between, wherever
 * that is, with aliases; and the names of its CTEs.
 *
 * @param relations names of tables in lower case
 * @param aliases tables by alias, both in lower case
 * @param names aliases and CTEs as they are written
 * @param caretInFrom whether the caret stands in a list of tables
 */
record Scope(Set<String> relations, Map<String, String> aliases, List<String> names, boolean caretInFrom) {
    private static final Set<String> ENDS_TABLES = Set.of(
            "WHERE",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "QUALIFY",
            "WINDOW",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "SELECT",
            "SEMICOLON",
            "ON",
            "USING",
            "SET",
            "VALUES");

    /** The table that an alias or a name stands for. */
    String tableOf(String name) {
        var key = name.toLowerCase(Locale.ROOT);
        return aliases.getOrDefault(key, key);
    }

    /** The scope of the statement around a place of the text. */
    static Scope around(String text, int caret) {
        var tokens = statement(Scanner.scan(text), caret);
        var reader = new Reader(text, tokens, caret);
        reader.read();
        return new Scope(
                Set.copyOf(reader.tables.values()),
                Map.copyOf(reader.tables),
                List.copyOf(reader.names),
                reader.caretInFrom);
    }

    private static List<SqlToken> statement(List<SqlToken> tokens, int caret) {
        int from = 0;
        int to = tokens.size();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isSemicolon()) {
                if (tokens.get(i).start() < caret) {
                    from = i + 1;
                } else {
                    to = i;
                    break;
                }
            }
        }
        return tokens.subList(from, to).stream()
                .filter(token -> token.kind() != SqlToken.Kind.COMMENT)
                .toList();
    }

    private static final class Reader {
        private final String text;
        private final List<SqlToken> tokens;
        private final int caret;
        private final Map<String, String> tables = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private boolean caretInFrom;

        Reader(String text, List<SqlToken> tokens, int caret) {
            this.text = text;
            this.tokens = tokens;
            this.caret = caret;
        }

        void read() {
            boolean inTables = false;
            for (int i = 0; i < tokens.size(); i++) {
                var terminal = tokens.get(i).terminal();
                if (tokens.get(i).end() <= caret) {
                    caretInFrom = inTables;
                }
                if (terminal.equals("FROM")
                        || terminal.equals("JOIN")
                        || terminal.equals("INTO")
                        || terminal.equals("UPDATE")) {
                    inTables = true;
                    table(i + 1);
                } else if (terminal.equals("COMMA") && inTables) {
                    table(i + 1);
                } else if (ENDS_TABLES.contains(terminal)) {
                    inTables = false;
                }
                if (tokens.get(i).end() <= caret) {
                    caretInFrom = inTables;
                }
                if (isName(i) && is(i + 1, "AS") && is(i + 2, "LPAREN")) {
                    names.add(name(i));
                }
            }
        }

        private void table(int at) {
            int i = at;
            while (isName(i) && is(i + 1, "DOT") && isName(i + 2)) {
                i += 2;
            }
            if (!isName(i) || tokens.get(i).end() == caret) {
                return;
            }
            var table = name(i).toLowerCase(Locale.ROOT);
            tables.put(table, table);
            int alias = is(i + 1, "AS") ? i + 2 : i + 1;
            if (isName(alias)
                    && tokens.get(alias).kind() != SqlToken.Kind.KEYWORD
                    && tokens.get(alias).end() != caret) {
                tables.put(name(alias).toLowerCase(Locale.ROOT), table);
                names.add(name(alias));
            }
        }

        private boolean is(int i, String terminal) {
            return i < tokens.size() && tokens.get(i).terminal().equals(terminal);
        }

        private boolean isName(int i) {
            if (i >= tokens.size()) {
                return false;
            }
            return switch (tokens.get(i).kind()) {
                case IDENTIFIER, QUOTED_IDENTIFIER -> tokens.get(i).closed();
                case KEYWORD -> !Keywords.isReserved(tokens.get(i).terminal());
                default -> false;
            };
        }

        private String name(int i) {
            var part = text.substring(tokens.get(i).start(), tokens.get(i).end());
            return tokens.get(i).kind() == SqlToken.Kind.QUOTED_IDENTIFIER ? Quoting.identifier(part) : part;
        }
    }
}
