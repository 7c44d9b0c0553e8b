package tarn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.datasets.tpch.TpchQuery;
import tarn.engine.testing.Table;
import tarn.engine.testing.Tpch;

/** The 22 queries of TPC-H, loaded from CSV, give DuckDB's answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
    private final Tarn tarn = Tarn.open();
    private final Session session = tarn.session();
    private Connection oracle;

    @BeforeAll
    void load() throws Exception {
        var schema = Files.readString(Tpch.folder().resolve("schema.sql"));
        session.execute(schema).close();
        oracle = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = oracle.createStatement()) {
            statement.execute(schema);
        }
    }

    @AfterAll
    void close() throws Exception {
        session.close();
        tarn.close();
        oracle.close();
    }

    static List<TpchQuery> queries() {
        return TpchQuery.all(Tpch.SCALE);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void givesTheOraclesAnswer(TpchQuery query) throws Exception {
        try (var statement = oracle.createStatement();
                var expected = statement.executeQuery(query.sql());
                var actual = session.execute(query.sql())) {
            assertThat(Table.of(actual).difference(Table.of(expected))).isNull();
        }
    }
}
