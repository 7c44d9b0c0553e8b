package tarn.datasets.ssb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.datasets.DuckDb;
import tarn.datasets.ProgressListener;

class SsbTest {
    private static final double SCALE = 0.01;
    private final Ssb ssb = new Ssb();

    @Test
    void everyReferenceIsToARow(@TempDir Path folder) throws Exception {
        List<Path> files = ssb.generate(SCALE, folder, ProgressListener.NONE);
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.run(Files.readString(files.getLast()));
            assertThat(duckDb.rows("SELECT count(*) FROM lineorder")).containsExactly("60175");
            assertThat(duckDb.rows("""
                SELECT count(*) FROM lineorder, date, customer, supplier, part
                WHERE lo_orderdate = d_datekey AND lo_custkey = c_custkey
                    AND lo_suppkey = s_suppkey AND lo_partkey = p_partkey\
                """)).containsExactly("60175");
            assertThat(duckDb.rows("SELECT count(DISTINCT d_datekey), min(d_date), max(d_weeknuminyear) FROM date"))
                    .containsExactly("2557|April 1, 1992|53");
            assertThat(duckDb.rows("SELECT count(DISTINCT p_category) FROM part"))
                    .containsExactly("25");
            for (SsbQuery query : SsbQuery.all()) {
                assertThat(duckDb.rows(query.sql())).as(query.name()).isNotNull();
            }
        }
    }

    @Test
    void partsGrowWithTheLogarithmOfTheScale() {
        assertThat(ssb.parts(ssb.table("lineorder"), 1)).isEqualTo(75);
        assertThat(ssb.parts(ssb.table("part"), 8)).isEqualTo(1);
    }
}
