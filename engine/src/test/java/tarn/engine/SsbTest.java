package tarn.engine;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.datasets.ssb.SsbQuery;
import tarn.engine.testing.Suite;

/** The 13 queries of the star schema benchmark, loaded from CSV, give DuckDB's answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SsbTest {
    private Suite suite;

    @BeforeAll
    void load() throws Exception {
        suite = Suite.of("ssb", 0.01);
    }

    @AfterAll
    void close() throws Exception {
        suite.close();
    }

    static List<SsbQuery> queries() {
        return SsbQuery.all();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void givesTheOraclesAnswer(SsbQuery query) throws Exception {
        suite.compare(query.sql());
    }
}
