package tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/**
 * The text of errors, as {@code errors.txt} shows it for review: after a line of dashes the statement, after an empty line the error. Where a
 * text has changed on purpose, copy the new one from the failure.
 */
class SyntaxErrorTest {
    @TestFactory
    Stream<DynamicTest> errors() {
        return Arrays.stream(RoundTripTest.file("errors.txt").split("(?m)^-{8,}\n"))
                .filter(block -> !block.isBlank() && !block.startsWith("#"))
                .map(block -> DynamicTest.dynamicTest(block.lines().findFirst().orElseThrow(), () -> check(block)));
    }

    private static void check(String block) {
        int gap = block.indexOf("\n\n");
        String sql = block.substring(0, gap);
        var error = catchThrowableOfType(SqlException.class, () -> SqlParser.parse(sql));
        assertThat(error).as(sql).isNotNull();
        assertThat(error.code()).isIn(ErrorCode.SYNTAX, ErrorCode.NOT_SUPPORTED);
        assertThat(error.rendered()).isEqualTo(block.substring(gap + 2).stripTrailing());
    }
}
