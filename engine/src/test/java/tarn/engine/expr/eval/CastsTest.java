package tarn.engine.expr.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.MemoryPools;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.expr.Expr;
import tarn.engine.function.Coercion;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.Span;
import tarn.sql.error.SqlException;

/** Every cast of many values against DuckDB: the text of the result, or that there is none. */
class CastsTest {
    private static final MemoryPool POOL = MemoryPools.create(1L << 28);
    private static final Span SPAN = new Span(7, 12);
    private static Connection duck;

    @BeforeAll
    static void connect() throws SQLException {
        duck = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = duck.createStatement()) {
            statement.execute("set threads = 1");
            statement.execute("set TimeZone = 'UTC'");
        }
    }

    @AfterAll
    static void disconnect() throws SQLException {
        duck.close();
        assertThat(POOL.used()).isZero();
        POOL.close();
    }

    private static final List<DataType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.TINYINT,
            ScalarType.SMALLINT,
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.HUGEINT,
            ScalarType.REAL,
            ScalarType.DOUBLE,
            new DecimalType(4, 1),
            new DecimalType(9, 3),
            new DecimalType(18, 6),
            new DecimalType(38, 10),
            ScalarType.VARCHAR,
            ScalarType.DATE,
            ScalarType.TIME,
            ScalarType.TIMESTAMP,
            ScalarType.TIMESTAMPTZ,
            ScalarType.INTERVAL);

    private static final List<String> TEXTS = List.of(
            "0",
            "1",
            "-1",
            "2.5",
            "3.5",
            "-2.5",
            "0.05",
            "0.049",
            "99.95",
            "127",
            "128",
            "-128",
            "-129",
            "32767",
            "32768",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "123456789.987654321",
            "170141183460469231731687303715884105727",
            "1e3",
            "1e-3",
            "1e20",
            "1e38",
            "1e39",
            "1.5e300",
            "5e-324",
            "0.1",
            "16777217",
            "123456789012345678",
            "nan",
            "inf",
            "-infinity",
            "true",
            "F",
            "yes",
            "",
            " 42 ",
            "+7",
            "1_000",
            "_1",
            "1__0",
            "12a",
            "0x1F",
            ".5",
            "5.",
            ".",
            "-",
            "e5",
            "1e",
            "2020-02-29",
            "2021-02-29",
            "1969-07-20",
            "0001-01-01",
            "0044-03-15 (BC)",
            "9999-12-31",
            "12345-06-07",
            "2020/01/02",
            "2020-1-2",
            "2020-01-02 03:04:05",
            "2020-01-02T03:04:05.678901",
            "2020-01-02 03:04:05.5+02",
            "2020-01-02 03:04",
            "2020-01-02 3:4:5",
            "2020-01-02x",
            "2020-13-01",
            "20200102",
            "epoch",
            "infinity",
            "03:04:05",
            "3:04",
            "23:59:59.999999",
            "24:00:00",
            "24:00:01",
            "12:60:00",
            "03:04:05.1234567",
            "1 year 2 months 3 days 04:05:06.5",
            "-1 day",
            "1 day ago",
            "1.5 months",
            "36 hours",
            "90 minutes ago",
            "1 fortnight",
            "5 days -2 hours",
            "abc",
            "5",
            "true false");

    /** The text of each cast of {@link #TEXTS}, null where it fails. */
    private static List<@Nullable String> duck(DataType... types) throws SQLException {
        var sql = new StringBuilder("t");
        for (var type : types) {
            sql.insert(0, "try_cast(").append(" as ").append(type.sql()).append(')');
        }
        var values = new StringJoiner("), (", "(", ")");
        for (int i = 0; i < TEXTS.size(); i++) {
            values.add(i + ", '" + TEXTS.get(i) + "'");
        }
        List<@Nullable String> texts = new ArrayList<>();
        try (var statement = duck.createStatement();
                var rows = statement.executeQuery(
                        "select (" + sql + ")::varchar from (values " + values + ") v(n, t) order by n")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static @Nullable String tarn(Expr expr) {
        try {
            return (String) Evaluation.constant(
                    expr.type() == ScalarType.VARCHAR ? expr : new Expr.Cast(expr, ScalarType.VARCHAR, false, SPAN),
                    POOL);
        } catch (SqlException e) {
            assertThat(e.span()).isEqualTo(SPAN);
            assertThat(e.code()).isEqualTo(ErrorCode.CAST);
            return null;
        }
    }

    private static Expr cast(Expr operand, DataType type) {
        return operand.type().equals(type) ? operand : new Expr.Cast(operand, type, false, SPAN);
    }

    @Test
    void textsCastAsInDuckDb() throws SQLException {
        List<String> different = new ArrayList<>();
        for (var type : TYPES) {
            var theirs = duck(type);
            for (int i = 0; i < TEXTS.size(); i++) {
                var text = new Expr.Literal(TEXTS.get(i), ScalarType.VARCHAR, SPAN);
                note(different, "'" + TEXTS.get(i) + "' -> " + type, theirs.get(i), tarn(cast(text, type)));
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void valuesOfEachTypeCastAsInDuckDb() throws SQLException {
        List<String> different = new ArrayList<>();
        for (var from : TYPES) {
            for (var to : TYPES) {
                boolean onlyHere = from == ScalarType.TIMESTAMPTZ && to == ScalarType.TIME;
                if (onlyHere || !Coercion.castable(from, to)) {
                    continue;
                }
                var theirs = duck(from, to);
                for (int i = 0; i < TEXTS.size(); i++) {
                    var text = new Expr.Literal(TEXTS.get(i), ScalarType.VARCHAR, SPAN);
                    String what = "'" + TEXTS.get(i) + "' -> " + from + " -> " + to;
                    note(different, what, theirs.get(i), tarn(cast(cast(text, from), to)));
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static void note(List<String> different, String what, @Nullable String theirs, @Nullable String ours) {
        if (!String.valueOf(theirs).equals(String.valueOf(ours))) {
            different.add(what + ": DuckDB " + theirs + ", Tarn " + ours);
        }
    }

    @Test
    void errorsNameValueAndType() {
        var large = new Expr.Literal(300L, ScalarType.INTEGER, SPAN);
        assertThatThrownBy(() -> Evaluation.constant(cast(large, ScalarType.TINYINT), POOL))
                .hasMessage("value 300 does not fit in TINYINT");
        var text = new Expr.Literal("2020-02-30", ScalarType.VARCHAR, SPAN);
        assertThatThrownBy(() -> Evaluation.constant(cast(text, ScalarType.DATE), POOL))
                .hasMessage("cannot convert '2020-02-30' to DATE");
        assertThat(Evaluation.constant(new Expr.Cast(text, ScalarType.DATE, true, SPAN), POOL))
                .isNull();
        assertThat(Evaluation.constant(new Expr.Cast(large, ScalarType.TINYINT, true, SPAN), POOL))
                .isNull();
    }
}
