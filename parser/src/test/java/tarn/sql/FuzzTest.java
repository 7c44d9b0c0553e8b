package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tarn.sql.error.SqlException;
import tarn.sql.text.Keywords;
import tarn.sql.text.Scanner;
import tarn.sql.text.SqlPrinter;
import tarn.sql.text.StatementSplitter;

/** Whatever the text, the parser gives a tree that can be printed and read again, or an error with a place in the text. */
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("tarn.fuzz.rounds", 1_500);

    private static final long SEED = Long.getLong("tarn.fuzz.seed", 11);

    private static final List<String> PIECES = List.of(
            "a", "t", "\"q\"", "1", "2.5", "'s'", "(", ")", "(", ")", ",", ".", "*", "+", "-", "=", "::", "[", "]", "{",
            "}", ":", "->", "?", "$1", "||", "!", "~", "<", ";");

    @Test
    void survivesRandomBytes() {
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            check(new String(bytes, round % 2 == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        }
    }

    @Test
    void survivesRandomTokens() {
        var random = new Random(SEED + 1);
        var words = new ArrayList<>(Keywords.all().stream().sorted().toList());
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
            int length = random.nextInt(25);
            for (int i = 0; i < length; i++) {
                text.append(pick(random, random.nextInt(3) == 0 ? words : PIECES))
                        .append(' ');
            }
            check(text.toString());
        }
    }

    @Test
    void survivesChangedStatements() {
        var random = new Random(SEED + 2);
        var statements = StatementSplitter.split(RoundTripTest.file("statements.sql"));
        for (int round = 0; round < ROUNDS; round++) {
            var tokens = new ArrayList<String>();
            String sql = pick(random, statements).text();
            Scanner.scan(sql).forEach(token -> tokens.add(token.span().of(sql)));
            String other = pick(random, statements).text();
            var others = Scanner.scan(other);
            for (int change = random.nextInt(3); change >= 0 && !tokens.isEmpty(); change--) {
                int at = random.nextInt(tokens.size());
                switch (random.nextInt(4)) {
                    case 0 -> tokens.remove(at);
                    case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                    case 2 -> tokens.set(at, pick(random, others).span().of(other));
                    default -> tokens.subList(at, tokens.size()).clear();
                }
            }
            check(String.join(" ", tokens));
        }
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static void check(String sql) {
        try {
            for (var statement : SqlParser.parse(sql)) {
                String printed = SqlPrinter.print(statement);
                assertThat(Spanless.show(SqlParser.parseOne(printed)))
                        .as("%s%nprinted as %s", sql, printed)
                        .isEqualTo(Spanless.show(statement));
            }
        } catch (SqlException error) {
            assertThat(error.sql()).isNotNull();
            assertThat(error.span().isNone()).as(sql).isFalse();
            assertThat(error.span().end()).as(sql).isLessThanOrEqualTo(sql.length());
            assertThat(error.rendered()).as(sql).contains("line ");
        }
    }
}
