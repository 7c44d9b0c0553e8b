package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tarn.sql.ast.Expression;
import tarn.sql.error.SqlException;

/** Long and deep statements: parsed in time that grows with their length, or refused with an error. */
class LargeStatementTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static String join(int count, String separator, String term) {
        return IntStream.range(0, count).mapToObj(term::formatted).collect(Collectors.joining(separator));
    }

    @Test
    void readsLongLists() {
        String list = "x in (" + join(100_000, ", ", "%d") + ")";
        var in = Assertions.assertTimeout(LONG, () -> (Expression.InList) SqlParser.parseExpression(list));
        assertThat(in.elements()).hasSize(100_000);
        String rows = "insert into t values " + join(10_000, ", ", "(%d, 'abc', 1.5)");
        Assertions.assertTimeout(LONG, () -> SqlParser.parse(rows));
    }

    @Test
    void keepsLongChainsFlat() {
        var and = (Expression.Logical) SqlParser.parseExpression(join(10_000, " and ", "a = %d"));
        assertThat(and.terms()).hasSize(10_000);
        var or = (Expression.Logical) SqlParser.parseExpression(join(10_000, " or ", "a = %1$d and b = %1$d"));
        assertThat(or.terms()).hasSize(10_000);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "...", quoteCharacter = '`', textBlock = """
        ( ... )
        f( ... )
        [ ... ]
        {'a': ... }
        case when a then ... end
        not ... ``
        - ... ``
        1 + ... ``
        'a' || ... ``
        a[ ... ]
        (select ... )
        exists (select ... )
        lambda x: ... ``
        """)
    void nestsDeeplyOrSaysThatItIsTooDeep(String before, String after) {
        for (int depth : new int[] {50, 150}) {
            String sql = "select " + (before + " ").repeat(depth) + "1" + (" " + after).repeat(depth);
            assertThat(SqlParser.parse(sql)).hasSize(1);
        }
        for (int depth : new int[] {1_100, 20_000}) {
            String sql = "select " + (before + " ").repeat(depth) + "1" + (" " + after).repeat(depth);
            assertThatThrownBy(() -> SqlParser.parse(sql))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("nested too deeply");
        }
    }

    @Test
    void nestsTablesAndQueries() {
        int depth = 200;
        Assertions.assertTimeout(LONG, () -> {
            SqlParser.parse("select * from " + "(select * from ".repeat(depth) + "t" + ")".repeat(depth));
            SqlParser.parse("select * from " + "(".repeat(depth) + "t" + " join u on a = b)".repeat(depth));
            SqlParser.parse("(".repeat(depth) + "select 1" + " union select 2)".repeat(depth));
            SqlParser.parse("select 1" + " union all select 1".repeat(900));
        });
    }

    @Test
    void explainsAFaultInALongText() {
        assertThatThrownBy(() -> SqlParser.parse("select " + join(3_000, ", ", "a%d") + " form t where"))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> SqlParser.parse("select x in (" + join(50_000, ", ", "%d") + " 1)"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("did not expect 1");
    }
}
