package tarn.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.sql.text.SqlToken.Kind;

class ScannerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
        Select a_1          | SELECT IDENTIFIER
        "a""b" 'it''s'      | QUOTED_IDENTIFIER STRING
        e'\\'' x'0F' B'01'  | STRING BLOB BITS
        ex'0F'              | IDENTIFIER STRING
        1 1.5 .5 5. 1e5     | NUMBER NUMBER NUMBER NUMBER NUMBER
        1_000 0xFf 1e-3     | NUMBER NUMBER NUMBER
        1_ 1e a1            | NUMBER IDENTIFIER NUMBER IDENTIFIER IDENTIFIER
        a.b t.1             | IDENTIFIER DOT IDENTIFIER IDENTIFIER NUMBER
        $1 $name ? ?2 $     | PARAMETER PARAMETER QUESTION_MARK PARAMETER UNKNOWN
        a::b :=c =>d a->>b  | IDENTIFIER COLON_COLON IDENTIFIER COLON_EQUALS IDENTIFIER EQUALS_GREATER IDENTIFIER IDENTIFIER ARROW_TEXT IDENTIFIER
        a--b                | IDENTIFIER COMMENT
        a - -b              | IDENTIFIER MINUS MINUS IDENTIFIER
        //**^%              | SLASH_SLASH STAR_STAR CARET PERCENT_SIGN
        <= <> != == << >>   | LESS_EQUALS NOT_EQUALS NOT_EQUALS EQUALS_EQUALS SHIFT_LEFT SHIFT_RIGHT
        !~~* ~~~ ~* !~      | NOT_TILDE_TILDE_STAR TILDE_TILDE_TILDE TILDE_STAR NOT_TILDE
        größe 表 x₁         | IDENTIFIER IDENTIFIER IDENTIFIER
        # “                 | UNKNOWN UNKNOWN
        `a``b` n'x'         | QUOTED_IDENTIFIER STRING
        """)
    void namesTokensAsTheGrammarDoes(String text, String terminals) {
        assertThat(Scanner.scan(text).stream().map(SqlToken::terminal).collect(Collectors.joining(" ")))
                .isEqualTo(terminals);
    }

    @Test
    void saysWhatIsLeftOpen() {
        assertThat(Scanner.scan("'abc")).containsExactly(new SqlToken(Kind.STRING, "STRING", 0, 4, false));
        assertThat(Scanner.scan("\"a")).extracting(SqlToken::closed).containsExactly(false);
        assertThat(Scanner.scan("$$a$")).extracting(SqlToken::closed).containsExactly(false);
        assertThat(Scanner.scan("/* /* */")).extracting(SqlToken::closed).containsExactly(false);
    }

    @Test
    void leavesOutNothingButBlanks() {
        var random = new Random(1);
        String characters = "ab1'\"$/*-;.,()<>=!~:^@|&? \n\tx_eé表\uD83D\uDE00";
        for (int round = 0; round < 20_000; round++) {
            var text = random.ints(random.nextInt(20), 0, characters.length())
                    .mapToObj(i -> characters.substring(i, i + 1))
                    .collect(Collectors.joining());
            int end = 0;
            for (var token : Scanner.scan(text)) {
                assertThat(text.substring(end, token.start())).as(text).isBlank();
                assertThat(token.end()).as(text).isGreaterThan(token.start());
                end = token.end();
            }
            assertThat(text.substring(end)).as(text).isBlank();
        }
    }
}
