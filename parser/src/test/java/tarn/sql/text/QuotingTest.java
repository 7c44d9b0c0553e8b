package tarn.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotingTest {
    @Test
    void takesStringsOutOfTheirQuotes() {
        assertThat(Quoting.string("'it''s'")).isEqualTo("it's");
        assertThat(Quoting.string("$$a'b$$")).isEqualTo("a'b");
        assertThat(Quoting.string("$x$ $$ $x$")).isEqualTo(" $$ ");
        assertThat(Quoting.string("e'a\\n\\t\\\\\\'''\\x41\\u00e9\\U0001F600\\101\\q'"))
                .isEqualTo("a\n\t\\''A\u00e9\uD83D\uDE00Aq");
        assertThat(Quoting.string("'a'\n'b''' -- c\ne'\\n'")).isEqualTo("ab'\n");
        assertThat(Quoting.string("n'a''b'")).isEqualTo("a'b");
        assertThat(Quoting.identifier("`a``b\"`")).isEqualTo("a`b\"");
        assertThat(Quoting.identifier("\"a\"\"b\"")).isEqualTo("a\"b");
    }

    @Test
    void quotesNamesWhereTheyNeedIt() {
        assertThat(Quoting.name("price")).isEqualTo("price");
        assertThat(Quoting.name("größe")).isEqualTo("größe");
        assertThat(Quoting.name("order")).isEqualTo("\"order\"");
        assertThat(Quoting.name("my table")).isEqualTo("\"my table\"");
        assertThat(Quoting.name("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(Quoting.name("")).isEqualTo("\"\"");
        assertThat(Quoting.quote("it's")).isEqualTo("'it''s'");
    }
}
