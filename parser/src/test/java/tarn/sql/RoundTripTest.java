package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tarn.sql.ast.Statement;
import tarn.sql.text.SqlPrinter;
import tarn.sql.text.StatementSplitter;

/** What the printer writes of a statement parses to the same tree, for every statement of the files beside this test. */
class RoundTripTest {
    static String file(String name) {
        try (var in = RoundTripTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @TestFactory
    Stream<DynamicTest> statements() {
        return tests("statements.sql");
    }

    @TestFactory
    Stream<DynamicTest> tpch() {
        return tests("tpch.sql");
    }

    private static Stream<DynamicTest> tests(String name) {
        return StatementSplitter.split(file(name)).stream()
                .map(piece -> DynamicTest.dynamicTest(piece.text(), () -> roundTrip(piece.text())));
    }

    private static void roundTrip(String sql) {
        Statement first = SqlParser.parseOne(sql);
        String printed = SqlPrinter.print(first);
        Statement second = SqlParser.parseOne(printed);
        assertThat(Spanless.show(second)).as(printed).isEqualTo(Spanless.show(first));
        assertThat(SqlPrinter.print(second)).isEqualTo(printed);
        assertThat(first.span().of(sql)).isEqualTo(sql);
    }
}
