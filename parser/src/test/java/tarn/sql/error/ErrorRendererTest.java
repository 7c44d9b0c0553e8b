package tarn.sql.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRendererTest {
    @Test
    void pointsAtThePlace() {
        String sql = "SELECT a,\n  prise\nFROM items";
        var error = SqlException.unknownColumn("prise", new Span(12, 17), List.of("price", "name"));
        assertThat(ErrorRenderer.render(error, sql)).isEqualTo("""
            unknown column: prise
            line 2, column 3:
                prise
                ^^^^^
            did you mean price?\
            """);
        assertThat(error.withSql(sql).rendered()).isEqualTo(ErrorRenderer.render(error, sql));
    }

    @Test
    void staysWithinTheFirstLineOfASpan() {
        var error = SqlException.syntax("wrong", new Span(0, 12));
        assertThat(ErrorRenderer.render(error, "abc\r\ndef\r\nghi")).isEqualTo("""
            wrong
            line 1, column 1:
              abc
              ^^^\
            """);
    }

    @Test
    void showsAPartOfALongLine() {
        String sql = "x".repeat(300) + "FAULT" + "y".repeat(300);
        String text = ErrorRenderer.render(SqlException.syntax("wrong", new Span(300, 305)), sql);
        var lines = text.lines().toList();
        assertThat(lines.get(1)).isEqualTo("line 1, column 301:");
        assertThat(lines.get(2)).hasSizeLessThan(130).startsWith("  ...").endsWith("...");
        int caret = lines.get(3).indexOf("^^^^^");
        assertThat(lines.get(2).substring(caret, caret + 5)).isEqualTo("FAULT");
    }

    @Test
    void makesDoWithoutAPlace() {
        var error = SqlException.of(ErrorCode.OUT_OF_MEMORY, "out of memory").hint("set memory_limit");
        assertThat(ErrorRenderer.render(error, "select 1")).isEqualTo("out of memory\nset memory_limit");
        assertThat(ErrorRenderer.render(SqlException.syntax("wrong", new Span(3, 4)), null))
                .isEqualTo("wrong");
        assertThat(ErrorRenderer.render(SqlException.syntax("wrong", new Span(90, 99)), "abc"))
                .contains("column 4");
    }
}
