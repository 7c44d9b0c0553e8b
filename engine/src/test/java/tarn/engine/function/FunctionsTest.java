package tarn.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

class FunctionsTest {

    private static DataType result(String name, DataType... types) {
        return Functions.scalar(name, Span.NONE, types).result();
    }

    @Test
    void everyEntryIsDocumented() {
        assertThat(Functions.all()).hasSizeGreaterThan(200);
        for (var entry : Functions.all()) {
            if (!entry.topic().equals("Operators")) {
                assertThat(entry.doc()).as(entry.name()).endsWith(".");
                assertThat(entry.example()).as(entry.name()).isNotNull();
            }
        }
    }

    @Test
    void decimalsGetRoom() {
        assertThat(result("+", new DecimalType(10, 2), ScalarType.INTEGER)).isEqualTo(new DecimalType(13, 2));
        assertThat(result("+", new DecimalType(18, 2), new DecimalType(18, 2))).isEqualTo(new DecimalType(19, 2));
        assertThat(result("*", new DecimalType(10, 2), new DecimalType(15, 4))).isEqualTo(new DecimalType(18, 6));
        assertThat(result("*", new DecimalType(38, 2), new DecimalType(20, 2))).isEqualTo(new DecimalType(38, 4));
        assertThat(result("/", new DecimalType(10, 2), ScalarType.INTEGER)).isEqualTo(ScalarType.DOUBLE);
        assertThat(result("mod", new DecimalType(15, 2), ScalarType.INTEGER)).isEqualTo(new DecimalType(15, 2));
    }

    @Test
    void literalsTakeTheTypeBesideThem() {
        var one = Argument.literal(ScalarType.INTEGER, 1L);
        var thousand = Argument.literal(ScalarType.INTEGER, 1000L);
        var tiny = Argument.of(ScalarType.TINYINT);
        assertThat(Functions.scalar("+", List.of(tiny, one), Span.NONE).result())
                .isEqualTo(ScalarType.TINYINT);
        assertThat(Functions.scalar("+", List.of(tiny, thousand), Span.NONE).result())
                .isEqualTo(ScalarType.INTEGER);
        var text = Argument.literal(ScalarType.VARCHAR, "2024-01-01");
        assertThat(Functions.scalar("year", List.of(text), Span.NONE).parameters())
                .containsExactly(ScalarType.TIMESTAMP);
        assertThat(Functions.scalar("-", List.of(Argument.of(ScalarType.DATE), text), Span.NONE)
                        .result())
                .isEqualTo(ScalarType.BIGINT);
    }

    @Test
    void errorsNameTheCandidates() {
        assertThatThrownBy(() -> result("round", ScalarType.VARCHAR, ScalarType.DATE))
                .isInstanceOf(SqlException.class)
                .hasMessage("no function matches round(VARCHAR, DATE)")
                .satisfies(e -> assertThat(((SqlException) e).hints()).hasSize(1));
        assertThatThrownBy(() -> result("lenght", ScalarType.VARCHAR))
                .hasMessage("unknown function: lenght")
                .satisfies(e -> assertThat(((SqlException) e).hints()).containsExactly("did you mean length?"));
    }

    @Test
    void typesMeet() {
        assertThat(Coercion.commonType(ScalarType.INTEGER, new DecimalType(2, 1)))
                .isEqualTo(new DecimalType(11, 1));
        assertThat(Coercion.commonType(new DecimalType(2, 1), ScalarType.REAL)).isEqualTo(ScalarType.REAL);
        assertThat(Coercion.commonType(ScalarType.DATE, ScalarType.INTEGER)).isNull();
        assertThat(Coercion.unionType(ScalarType.DATE, ScalarType.VARCHAR)).isEqualTo(ScalarType.VARCHAR);
        assertThat(Coercion.comparisonType(ScalarType.DATE, ScalarType.VARCHAR)).isEqualTo(ScalarType.DATE);
    }
}
