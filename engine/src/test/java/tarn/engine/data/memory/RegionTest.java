package tarn.engine.data.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

class RegionTest {
    private final MemoryPool pool = MemoryPools.create(64L << 20);

    @Test
    void segmentsDoNotOverlapAndAreAligned() {
        try (var query = pool.newQuery()) {
            var region = query.newRegion("test");
            List<MemorySegment> all = new ArrayList<>();
            long[] sizes = {0, 8, 24, 64, 4096, 100_000, 8, 1 << 20, 3 << 20, 40};
            for (int i = 0; i < sizes.length; i++) {
                var segment = region.allocate(sizes[i] & ~7L).fill((byte) i);
                assertThat(segment.address() % 64).isZero();
                all.add(segment);
            }
            for (int i = 0; i < sizes.length; i++) {
                for (long at = 0; at < all.get(i).byteSize(); at += 8) {
                    assertThat(all.get(i).get(JAVA_LONG, at)).isEqualTo(i * 0x0101010101010101L);
                }
            }
            assertThat(query.used()).isEqualTo(region.bytes()).isEqualTo(pool.used());
            region.reset();
            region.allocate(100_000);
            region.close();
            assertThat(query.used()).isZero();
            assertThat(query.peak()).isGreaterThan(4 << 20);
        }
        assertThat(pool.used()).isZero();
        pool.close();
    }

    @Test
    void theLimitNamesItsLargestOwners() {
        var query = pool.newQuery();
        query.newRegion("hash join").allocate(40 << 20);
        query.newRegion("sort").allocate(10 << 20);
        assertThatThrownBy(() -> query.newRegion("sort").allocate(20 << 20))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY))
                .hasMessage("out of memory: the limit of 67.1 MB leaves no room for 21.0 MB; "
                        + "hash join holds 41.9 MB, sort holds 10.5 MB");
        query.close();
        assertThat(pool.used()).isZero();
        pool.close();
    }

    @Test
    void memoryStaysAsLongAsSomebodyUsesIt() {
        var query = pool.newQuery();
        var segment = query.newRegion("test").allocate(8).fill((byte) 7);
        var statement = pool.use();
        pool.close();
        assertThat(segment.get(JAVA_LONG, 0)).isEqualTo(0x0707070707070707L);
        assertThatThrownBy(pool::newQuery)
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        statement.close();
        assertThat(pool.used()).isPositive();
        query.close();
        query.close();
        assertThat(pool.used()).isZero();
    }

    @Test
    void aScopeFreesItsOwnRegionsOnly() {
        try (var query = pool.newQuery()) {
            query.newRegion("before").allocate(1 << 20);
            long kept = query.used();
            var outer = query.newScope();
            query.newRegion("outer").allocate(1 << 20);
            long withOuter = query.used();
            var inner = query.newScope();
            query.newRegion("inner").allocate(1 << 20);
            inner.leave();
            query.newRegion("outer").allocate(1 << 20);
            outer.leave();
            var after = query.newRegion("after");
            inner.close();
            assertThat(query.used()).isEqualTo(withOuter + withOuter - kept);
            after.allocate(8);
            outer.close();
            assertThat(query.used()).isEqualTo(kept + after.bytes());
        }
        assertThat(pool.used()).isZero();
        pool.close();
    }

    @Test
    void aForgottenTableRegionIsFreed() throws InterruptedException {
        allocateAndForget();
        for (int i = 0; i < 100 && pool.used() > 0; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private void allocateAndForget() {
        pool.newTableRegion("table t").allocate(5 << 20);
        assertThat(pool.used()).isEqualTo(5 << 20);
    }
}
