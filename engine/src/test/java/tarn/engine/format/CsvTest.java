package tarn.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.engine.Session;
import tarn.engine.Tarn;
import tarn.engine.testing.Table;
import tarn.sql.error.SqlException;

/** CSV files are read as DuckDB reads them, cut into chunks or not, and written so that they read back. */
class CsvTest {
    @TempDir
    private Path folder;

    private Tarn tarn;
    private Session session;
    private Connection oracle;

    @BeforeEach
    void open() throws SQLException {
        tarn = Tarn.open();
        tarn.setThreads(4);
        session = tarn.session();
        oracle = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        tarn.close();
        oracle.close();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file.csv"), text);
    }

    private void sameAsOracle(String sql) throws SQLException {
        try (var statement = oracle.createStatement();
                var expected = statement.executeQuery(sql);
                var actual = session.execute(sql)) {
            var names = expected.getMetaData();
            for (int i = 0; i < actual.columns().size(); i++) {
                assertThat(actual.columns().get(i).name()).isEqualTo(names.getColumnName(i + 1));
                assertThat(actual.columns().get(i).type().sql()).isEqualTo(names.getColumnTypeName(i + 1));
            }
            assertThat(Table.of(actual).difference(Table.of(expected))).isNull();
        }
    }

    static List<String> texts() {
        return List.of(
                "a,b,c\n1,x,2.5\n2,y,\n,z,-1\n",
                "a;b\n1;x,y\n2;z\n",
                "a|b|c\r\n1|2024-01-31|true\r\n2|2024-02-29|false\r\n",
                "id\tname\n1\t\"tab\tinside\"\n2\tplain\n",
                "name,size\n\"Laptop 15\"\" Pro\",3\n\"a, b\",4\n\"two\nlines\",5\n",
                "1,x\n2,y\n3,z\n",
                "a,b\nx,y\nz,w\n",
                "t,d\n12:30:00,2024-01-01 10:00:00\n23:59:59.5,2024-12-31 23:59:59.25\n",
                "n,m\n9223372036854775807,1e10\n-9223372036854775808,-0.5\n",
                "a,b\n1,\"\"\n2,\"x\"\n",
                "only\n1\n2\n3\n",
                "ä,ö\nü,1\n€,2\n",
                "a,b\n1,2",
                "x\n1\ntwo\n");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void findsOutWhatTheOracleFindsOut(String text) throws Exception {
        sameAsOracle("SELECT * FROM '" + write(text) + "'");
    }

    @Test
    void cutsFilesWithLineBreaksInQuotesAnywhere() throws Exception {
        var text = new StringBuilder("id,note,amount\n");
        for (int i = 0; i < 60_000; i++) {
            text.append(i).append(",\"");
            text.append("line, ".repeat(i % 5)).append(i % 3 == 0 ? "\n" : "").append(i % 7 == 0 ? "\"\"" : "x");
            text.append("\n\",").append(i % 11 == 0 ? "" : i / 4.0).append('\n');
        }
        var file = write(text.toString());
        sameAsOracle("SELECT * FROM read_csv('" + file + "', header = true, quote = '\"')");
        sameAsOracle("SELECT count(*) AS n, sum(id) AS s, sum(length(note)) AS l, sum(amount) AS a FROM read_csv('"
                + file + "', header = true, quote = '\"')");
    }

    @Test
    void pointsAtTheTextThatIsWrong() throws IOException {
        var file = write("a,b\n1,x\nzwei,y\n");
        assertThatThrownBy(() -> session.execute("SELECT * FROM read_csv('" + file + "', types = {'a': 'INTEGER'})"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("file.csv, line 3, field 1 (a): not of type INTEGER: zwei");
        var ragged = write("a,b\n1,x\n2\n3,z\n");
        assertThatThrownBy(
                        () -> session.execute("SELECT * FROM read_csv('" + ragged + "', delim = ',', header = true)"))
                .hasMessageContaining("line 3: 1 fields where 2 are expected");
        assertThatThrownBy(() -> session.execute("FROM '" + folder.resolve("none.csv") + "'"))
                .hasMessageContaining("no such file");
    }

    @Test
    void leavesOutBadRowsWhenAsked() throws IOException {
        var file = write("a,b\n1,x\nzwei,y\n3,z\n");
        try (var result = session.execute(
                "SELECT a FROM read_csv('" + file + "', types = {'a': 'INTEGER'}, ignore_errors = true)")) {
            assertThat(Table.of(result).rows()).containsExactly(List.of(1), List.of(3));
        }
    }

    @Test
    void whatIsWrittenReadsBack() throws Exception {
        session.execute("CREATE TABLE t AS SELECT range AS i, 'a \"quoted\", text' || chr(10) || range AS s, range / 8"
                        + " AS d, DATE '2024-01-01' + (range % 400)::INTEGER AS at, CASE WHEN range % 5 = 0 THEN"
                        + " NULL ELSE range % 2 = 0 END AS b FROM range(50000)")
                .close();
        var file = folder.resolve("out.csv");
        session.execute("COPY t TO '" + file + "'").close();
        session.execute("CREATE TABLE back AS FROM '" + file + "'").close();
        try (var difference = session.execute("SELECT count(*) FROM (FROM t EXCEPT ALL FROM back)")) {
            assertThat(difference.value(0, 0)).isEqualTo(0L);
        }
        sameAsOracle("SELECT * FROM '" + file + "'");
        assertThat(folder.toFile().list()).containsOnly("out.csv");
    }

    @Test
    void everyTypeIsWrittenAndReadBack() throws Exception {
        session.execute("CREATE TYPE mood AS ENUM ('sad', 'ok, fine')").close();
        session.execute("""
            CREATE TABLE t AS SELECT TIMESTAMP_S '2020-01-02 03:04:05' AS s, TIMESTAMP_MS '2020-01-02 03:04:05.678' AS ms,
            TIMESTAMP_NS '2020-01-02 03:04:05.123456789' AS ns, TIMESTAMPTZ '2020-01-02 03:04:05+02' AS tz,
            TIME '01:02:03.5' AS time, INTERVAL '1 year 2 days 3 seconds' AS i, '\\xAA"b'::BLOB AS b, '0101'::BIT AS bit,
            '{"a": [1, "x"]}'::JSON AS j, '01234567-89ab-cdef-0123-456789abcdef'::UUID AS u, 'ok, fine'::mood AS e,
            200::UTINYINT AS u8, 60000::USMALLINT AS u16, 4000000000::UINTEGER AS u32, 18446744073709551615::UBIGINT AS u64,
            -170141183460469231731687303715884105727 AS h, [1, NULL, 3] AS l, [['a b'], ['c']] AS ll,
            {'x': 1, 'y': 'a, b'} AS st, MAP {'k': 1.5} AS m, [1, 2]::INTEGER[2] AS arr
            """).close();
        session.execute("INSERT INTO t SELECT NULL" + ", NULL".repeat(20)).close();
        var file = folder.resolve("out.csv");
        session.execute("COPY t TO '" + file + "'").close();
        session.execute("CREATE TABLE back AS FROM t LIMIT 0").close();
        session.execute("COPY back FROM '" + file + "'").close();
        try (var difference =
                session.execute("SELECT count(*), (SELECT count(*) FROM back) FROM (FROM t EXCEPT ALL FROM back)")) {
            assertThat(difference.value(0, 0)).isEqualTo(0L);
            assertThat(difference.value(0, 1)).isEqualTo(2L);
        }
    }

    @Test
    void typesAreReadAsTheyAreCast() throws Exception {
        var file = write("""
            s;ms;b;l;st;m;e
            2020-01-01 00:00:00.6;2020-01-01 00:00:00.1236;\\xAAab;[1, 2, NULL];{'x': 1, 'y': abc};{k=1};ok
            ;;;;;;
            1999-01-01;1999-01-01;abc;[];;{};sad
            """);
        var types = "{'s': 'TIMESTAMP_S', 'ms': 'TIMESTAMP(3)', 'b': 'BLOB', 'l': 'INTEGER[]',"
                + " 'st': 'STRUCT(x INTEGER, y VARCHAR)', 'm': 'MAP(VARCHAR, INTEGER)', 'e': 'ENUM(''sad'', ''ok'')'}";
        sameAsOracle(
                "SELECT * REPLACE (b::VARCHAR AS b, l::VARCHAR AS l, st::VARCHAR AS st, m::VARCHAR AS m, e::VARCHAR AS"
                        + " e) FROM read_csv('" + file + "', delim = ';', types = " + types + ")");
        var dates = write("a,b\n31.12.2020,x\nnone,y\n");
        try (var result = session.execute("SELECT a::VARCHAR FROM read_csv('" + dates + "', ignore_errors = true,"
                + " timestampformat = '%d.%m.%Y', types = {'a': 'TIMESTAMP_NS'})")) {
            assertThat(Table.of(result).rows()).containsExactly(List.of("2020-12-31 00:00:00"));
        }
        assertThatThrownBy(() -> session.execute("FROM read_csv('" + dates + "', types = {'a': 'INTEGER[]'})"))
                .hasMessageContaining("line 2, field 1 (a): not of type INTEGER[]: 31.12.2020");
        assertThatThrownBy(() -> session.execute("FROM read_csv('" + dates + "', types = {'a': 'INTEGR'})"))
                .hasMessageContaining("unknown type: INTEGR");
    }
}
