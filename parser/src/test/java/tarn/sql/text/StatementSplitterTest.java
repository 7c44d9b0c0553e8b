package tarn.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tarn.sql.text.StatementSplitter.Piece;
import tarn.sql.text.StatementSplitter.State;

class StatementSplitterTest {
    @Test
    void splitsAtSemicolonsOutsideQuotesAndComments() {
        String script = """
            -- first; comment
            select 'a;b', "c;d", $$e;f$$, $x$ ; $$ ; $x$, e'\\';';
            ;; /* ; /* ; */ ; */
            select 2 -- ; end
            """;
        assertThat(StatementSplitter.split(script))
                .extracting(Piece::text)
                .containsExactly("select 'a;b', \"c;d\", $$e;f$$, $x$ ; $$ ; $x$, e'\\';'", "select 2");
    }

    @Test
    void knowsWhereEachStatementStandsAndWhetherItIsClosed() {
        String script = "  select 1 ;\n select 2";
        var pieces = StatementSplitter.split(script);
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece.span().of(script)).isEqualTo(piece.text()));
        assertThat(pieces).extracting(Piece::closed).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", ";", " ; ;; ", "-- only a comment", "/* one */ ; -- two"})
    void findsNothingInEmptyText(String text) {
        assertThat(StatementSplitter.split(text)).isEmpty();
        assertThat(StatementSplitter.isComplete(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        select 1;                 | COMPLETE
        select 1; -- done         | COMPLETE
        select 1                  | UNFINISHED
        select 1; select          | UNFINISHED
        select 1 -- ;             | UNFINISHED
        select 'a;                | OPEN_STRING
        select $$a;               | OPEN_STRING
        select $x$ a $$;          | OPEN_STRING
        select e'a\\';            | OPEN_STRING
        select "a;                | OPEN_NAME
        select 1 /* ;             | OPEN_COMMENT
        select 1; /* /* */ ;      | OPEN_COMMENT
        """)
    void saysHowFarTheTextIs(String text, State state) {
        assertThat(StatementSplitter.state(text)).isEqualTo(state);
        assertThat(StatementSplitter.isComplete(text)).isEqualTo(state == State.COMPLETE);
    }
}
