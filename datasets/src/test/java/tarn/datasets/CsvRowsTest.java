package tarn.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tarn.datasets.ColumnType.Plain;

class CsvRowsTest {

    @Test
    void textIsQuotedOnlyWhereItMustBe() {
        assertThat(csv(rows -> {
                    rows.text("plain");
                    rows.text("65\", 4K");
                    rows.text("a, b");
                    rows.text("two\nlines");
                    rows.text("Zoë");
                    rows.text("");
                    rows.endRow();
                }))
                .isEqualTo("plain,\"65\"\", 4K\",\"a, b\",\"two\nlines\",Zoë,\"\"\n");
    }

    @Test
    void decimalsKeepTheirScaleAndSign() {
        assertThat(csv(rows -> {
                    rows.decimal(123456, 2);
                    rows.decimal(-5, 2);
                    rows.decimal(0, 2);
                    rows.decimal(-7, 0);
                    rows.endRow();
                }))
                .isEqualTo("1234.56,-0.05,0.00,-7\n");
    }

    @Test
    void numbersAndDates() {
        assertThat(csv(rows -> {
                    rows.integer(Long.MIN_VALUE);
                    rows.integer(Long.MAX_VALUE);
                    rows.integer(0);
                    rows.real(0.25);
                    rows.date((int) LocalDate.of(2024, 2, 29).toEpochDay());
                    rows.date(0);
                    rows.endRow();
                }))
                .isEqualTo("-9223372036854775808,9223372036854775807,0,0.25,2024-02-29,1970-01-01\n");
    }

    @Test
    void theHeaderIsNotARow() {
        CsvRows rows = new CsvRows();
        rows.header(Table.of("t", new Column("a", Plain.INTEGER), new Column("b", Plain.VARCHAR)));
        assertThat(rows.rows()).isZero();
        assertThat(rows.size()).isEqualTo("a,b\n".length());
    }

    @Test
    void itGrowsAndCanBeUsedAgain() {
        String text = "x".repeat(1000);
        String result = csv(rows -> {
            rows.text("gone");
            rows.endRow();
            rows.clear();
            for (int i = 0; i < 1000; i++) {
                rows.text(text);
                rows.endRow();
            }
            assertThat(rows.rows()).isEqualTo(1000);
        });
        assertThat(result).isEqualTo((text + "\n").repeat(1000));
    }

    private static String csv(Consumer<CsvRows> write) {
        CsvRows rows = new CsvRows();
        write.accept(rows);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            rows.writeTo(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
