package tarn.shell.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlHighlighterTest {
    private final SqlHighlighter highlighter = new SqlHighlighter("count"::equals);

    private String ansi(String text) {
        return highlighter.highlight(text).toAnsi();
    }

    @Test
    void theTextStaysTheSame() {
        for (var text : new String[] {
            "SELECT count(*), 'it''s' FROM t -- end",
            "/* open",
            "'open",
            "",
            " \n ",
            ".mode csv",
            ")",
            "SELECT \"a b\" § 1.5"
        }) {
            assertThat(highlighter.highlight(text).toString()).isEqualTo(text);
        }
    }

    @Test
    void kindsOfTokensLookDifferent() {
        var keyword = ansi("SELECT");
        assertThat(keyword).isNotEqualTo("SELECT");
        assertThat(ansi("'x'")).isNotEqualTo("'x'");
        assertThat(ansi("count(1)")).startsWith("\033[");
        assertThat(ansi("kount(1)")).startsWith("kount");
        assertThat(ansi("t.select")).startsWith("t.select");
    }

    @Test
    void bracketsThatCloseNothingAreMarked() {
        assertThat(ansi("(1)")).doesNotContain("31");
        assertThat(ansi("1)")).contains("31");
        assertThat(ansi("(1]")).contains("31");
    }
}
