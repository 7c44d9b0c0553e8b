package tarn.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.sql.SqlParser;
import tarn.sql.error.SqlException;
import tarn.sql.grammar.TarnParser;

/** The list of keywords and the grammar say the same. */
class KeywordsTest {
    /** Reserved words that are values themselves. */
    private static final Set<String> VALUES = Set.of("DEFAULT", "NULL", "TRUE", "FALSE");

    /** Words that make a test of the value before them. */
    private static final Set<String> TESTS = Set.of("ISNULL", "NOTNULL");

    static Stream<String> keywords() {
        return new TreeSet<>(Keywords.all()).stream();
    }

    @Test
    void areTheWordsOfTheGrammar() {
        var vocabulary = TarnParser.VOCABULARY;
        var words = IntStream.rangeClosed(1, vocabulary.getMaxTokenType())
                .mapToObj(vocabulary::getSymbolicName)
                .filter(name -> Scanner.scan(name).getFirst().kind() == SqlToken.Kind.KEYWORD)
                .toList();
        assertThat(words).containsExactlyInAnyOrderElementsOf(Keywords.all());
        assertThat(IntStream.rangeClosed(1, vocabulary.getMaxTokenType()).mapToObj(vocabulary::getSymbolicName))
                .containsAll(Keywords.all());
    }

    @ParameterizedTest
    @MethodSource("keywords")
    void nameWhatTheirUseSays(String word) {
        var use = Keywords.use(word);
        boolean column = use != Keywords.Use.RESERVED && use != Keywords.Use.FUNCTION;
        assertThat(parses("select " + word + " from t")).as("column").isEqualTo(column || VALUES.contains(word));
        assertThat(parses("select 1 from " + word)).as("table").isEqualTo(column);
        assertThat(parses("create table t (" + word + " int)"))
                .as("column definition")
                .isEqualTo(column);
        boolean bare = column && use != Keywords.Use.ALIAS_UNFIT;
        assertThat(parses("select 1 " + word + ", 2")).as("alias").isEqualTo(bare || TESTS.contains(word));
        assertThat(parses("select 1 as " + word + ", t." + word))
                .as("alias with AS")
                .isTrue();
        assertThat(parses("select \"" + word + "\" from \"" + word + "\""))
                .as("quoted")
                .isTrue();
        assertThat(parses("select a::" + word)).as("type").isEqualTo(use != Keywords.Use.RESERVED);
    }

    private static boolean parses(String sql) {
        try {
            SqlParser.parse(sql);
            return true;
        } catch (SqlException _) {
            return false;
        }
    }
}
