package tarn.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tarn.engine.ResultColumn;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.Interval;
import tarn.engine.data.type.ScalarType;

class RenderersTest {
    private static final Rows ROWS = new ListedRows(
                    new ResultColumn("n", ScalarType.BIGINT),
                    new ResultColumn("text", ScalarType.VARCHAR),
                    new ResultColumn("d", ScalarType.DOUBLE),
                    new ResultColumn("when", ScalarType.TIMESTAMP))
            .add(1L, "a,\"b\"\n|<", 1.0, 1_704_067_200_000_000L)
            .add(null, null, Double.NaN, null)
            .add(-20L, "", 1e20, 1_704_067_200_500_000L);

    private static String shown(Format format, Rows rows, Layout layout) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            format.renderer().render(rows, out, layout);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String shown(Format format) {
        return shown(format, ROWS, Layout.PLAIN);
    }

    private static Rows numbers(int count) {
        var rows = new ListedRows(new ResultColumn("i", ScalarType.INTEGER));
        for (long i = 0; i < count; i++) {
            rows.add(i);
        }
        return rows;
    }

    private static Rows wide(int columns, int width) {
        var heads = new ResultColumn[columns];
        var values = new Object[columns];
        for (int i = 0; i < columns; i++) {
            heads[i] = new ResultColumn("c" + i, ScalarType.VARCHAR);
            values[i] = "x".repeat(width);
        }
        return new ListedRows(heads).add(values);
    }

    @Test
    void box() {
        assertThat(shown(Format.BOX)).isEqualTo("""
            ┌────────┬───────────┬────────┬───────────────────────┐
            │      n │ text      │      d │ when                  │
            │ bigint │ varchar   │ double │ timestamp             │
            ├────────┼───────────┼────────┼───────────────────────┤
            │      1 │ a,"b"\\n|< │    1.0 │ 2024-01-01 00:00:00   │
            │   NULL │ NULL      │    nan │ NULL                  │
            │    -20 │           │  1e+20 │ 2024-01-01 00:00:00.5 │
            └────────┴───────────┴────────┴───────────────────────┘
            3 rows, 4 columns
            """);
    }

    @Test
    void longResultsShowHeadAndTailAndSaySo() {
        var text = shown(Format.BOX, numbers(1000), Layout.PLAIN);
        assertThat(text)
                .contains("│      19 │\n│       · │\n│     980 │")
                .contains("1,000 rows (40 shown), 1 column\n");
        assertThat(shown(Format.BOX, numbers(40), Layout.PLAIN))
                .doesNotContain("·")
                .contains("40 rows, 1 column");
        assertThat(shown(Format.BOX, numbers(41), Layout.PLAIN)).contains("·").contains("41 rows (40 shown)");
        assertThat(shown(Format.BOX, numbers(1000), Layout.PLAIN.withMaxRows(0)))
                .contains("│     500 │");
        assertThat(shown(Format.BOX, numbers(0), Layout.PLAIN)).contains("0 rows, 1 column");
    }

    @Test
    void wideResultsFitTheTerminalAndSaySo() {
        var cut = shown(Format.BOX, wide(3, 50), Layout.PLAIN.withWidth(80));
        assertThat(cut).contains("…").contains("1 row, 3 columns\n");
        var dropped = shown(Format.BOX, wide(20, 12), Layout.PLAIN.withWidth(80));
        assertThat(dropped).contains("│ … │").contains("c0 ", "c19 ").contains("1 row, 20 columns (5 shown)");
        for (var text : new String[] {cut, dropped, shown(Format.BOX, wide(40, 3), Layout.PLAIN.withWidth(20))}) {
            assertThat(text.lines().filter(line -> line.startsWith("│"))).allMatch(line -> CellText.width(line) <= 80);
        }
    }

    @Test
    void everyWidthIsKept() {
        for (int width = 12; width < 120; width++) {
            int room = width;
            for (int columns = 1; columns < 9; columns++) {
                var text = shown(Format.BOX, wide(columns, 7 * columns % 23 + 1), Layout.PLAIN.withWidth(width));
                assertThat(text.lines().filter(line -> line.startsWith("│")))
                        .as("%d columns in %d", columns, width)
                        .allMatch(line -> CellText.width(line) <= room);
            }
        }
    }

    @Test
    void coloursAreForTerminalsAlone() {
        var ansi = new Layout(80, 40, Style.ANSI, "", () -> false);
        assertThat(shown(Format.BOX, ROWS, ansi)).contains("\033[2m").contains("\033[1m");
        assertThat(shown(Format.BOX)).doesNotContain("\033");
        assertThat(shown(Format.CSV, ROWS, ansi)).doesNotContain("\033");
    }

    @Test
    void wideCharactersKeepTheirColumns() {
        var rows = new ListedRows(new ResultColumn("name", ScalarType.VARCHAR))
                .add("日本語")
                .add("🎉 ok")
                .add("e\u0301")
                .add("👩‍👩‍👧")
                .add("a\tb\033[31m");
        assertThat(shown(Format.BOX, rows, Layout.PLAIN)).isEqualTo("""
            ┌──────────────┐
            │ name         │
            │ varchar      │
            ├──────────────┤
            │ 日本語       │
            │ 🎉 ok        │
            │ e\u0301            │
            │ 👩‍👩‍👧           │
            │ a\\tb\\x1b[31m │
            └──────────────┘
            5 rows, 1 column
            """);
    }

    @Test
    void csvAndTsv() {
        assertThat(shown(Format.CSV)).isEqualTo("""
            n,text,d,when
            1,"a,""b""
            |<",1.0,2024-01-01 00:00:00
            ,,nan,
            -20,"",1e+20,2024-01-01 00:00:00.5
            """);
        assertThat(shown(Format.TSV)).isEqualTo("""
            n\ttext\td\twhen
            1\ta,"b"\\n|<\t1.0\t2024-01-01 00:00:00
            \t\tnan\t
            -20\t\t1e+20\t2024-01-01 00:00:00.5
            """);
    }

    @Test
    void json() {
        assertThat(shown(Format.JSON)).isEqualTo("""
            [{"n":1,"text":"a,\\"b\\"\\n|<","d":1.0,"when":"2024-01-01 00:00:00"},
            {"n":null,"text":null,"d":"nan","when":null},
            {"n":-20,"text":"","d":1e+20,"when":"2024-01-01 00:00:00.5"}]
            """);
        assertThat(shown(Format.JSONL)).hasLineCount(3).doesNotContain("[");
        assertThat(shown(Format.JSON, numbers(0), Layout.PLAIN)).isEqualTo("[]\n");
        assertThat(shown(Format.JSONL, numbers(0), Layout.PLAIN)).isEmpty();
    }

    @Test
    void jsonKeysAreUnique() {
        var type = ScalarType.INTEGER;
        var rows = new ListedRows(
                        new ResultColumn("a", type),
                        new ResultColumn("a", type),
                        new ResultColumn("a_1", type),
                        new ResultColumn("a", type))
                .add(1L, 2L, 3L, 4L);
        assertThat(shown(Format.JSONL, rows, Layout.PLAIN)).isEqualTo("{\"a\":1,\"a_2\":2,\"a_1\":3,\"a_3\":4}\n");
    }

    @Test
    void markdownAndHtml() {
        assertThat(shown(Format.MARKDOWN)).isEqualTo("""
            | n | text | d | when |
            |--:|---|--:|---|
            | 1 | a,"b"<br>\\|&lt; | 1.0 | 2024-01-01 00:00:00 |
            | NULL | NULL | nan | NULL |
            | -20 |  | 1e+20 | 2024-01-01 00:00:00.5 |
            """);
        assertThat(shown(Format.HTML))
                .startsWith("<table>\n<thead>\n<tr><th>n</th>")
                .contains("<td>a,&quot;b&quot;\n|&lt;</td>", "<i>NULL</i>", "<td style=\"text-align:right\">1</td>")
                .endsWith("</tbody>\n</table>\n");
    }

    @Test
    void lines() {
        assertThat(shown(Format.LINE))
                .startsWith("   n = 1\ntext = a,\"b\"\n       |<\n   d = 1.0\n")
                .contains("\n\n   n = NULL\n");
    }

    @Test
    void nothing() {
        assertThat(shown(Format.NONE)).isEmpty();
    }

    @Test
    void valuesReadAsInSql() {
        var rows = new ListedRows(
                        new ResultColumn("price", new DecimalType(10, 2)),
                        new ResultColumn("day", ScalarType.DATE),
                        new ResultColumn("span", ScalarType.INTERVAL),
                        new ResultColumn("yes", ScalarType.BOOLEAN))
                .add(-5L, 0L, new Interval(14, 3, 3_600_000_000L), true);
        assertThat(shown(Format.JSONL, rows, Layout.PLAIN))
                .isEqualTo("{\"price\":-0.05,\"day\":\"1970-01-01\",\"span\":\"1 year 2 months 3 days"
                        + " 01:00:00\",\"yes\":true}\n");
    }

    @Test
    void outputStopsWhenNobodyReads() {
        var stopped = new Layout(0, 0, Style.PLAIN, "", () -> true);
        assertThat(shown(Format.CSV, numbers(10), stopped)).isEqualTo("i\n");
    }
}
