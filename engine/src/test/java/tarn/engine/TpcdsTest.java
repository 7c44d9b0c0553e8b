package tarn.engine;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.datasets.tpcds.TpcdsQuery;
import tarn.engine.testing.Suite;

/** The 99 queries of TPC-DS, loaded from CSV, give DuckDB's answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpcdsTest {
    private Suite suite;

    @BeforeAll
    void load() throws Exception {
        suite = Suite.of("tpcds", 0.01);
    }

    @AfterAll
    void close() throws Exception {
        suite.close();
    }

    static List<TpcdsQuery> queries() {
        return TpcdsQuery.all();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void givesTheOraclesAnswer(TpcdsQuery query) throws Exception {
        suite.compare(query.sql());
    }
}
