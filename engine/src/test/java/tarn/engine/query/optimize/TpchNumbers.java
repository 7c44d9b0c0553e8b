package tarn.engine.query.optimize;

import java.time.LocalDate;
import java.util.Map;
import tarn.engine.catalog.ColumnStatistics;

/** What the tables of TPC-H at scale 1 hold. */
final class TpchNumbers {
    private static final Map<String, Long> ROWS = Map.of(
            "region", 5L,
            "nation", 25L,
            "supplier", 10_000L,
            "customer", 150_000L,
            "part", 200_000L,
            "partsupp", 800_000L,
            "orders", 1_500_000L,
            "lineitem", 6_001_215L);

    private static final Map<String, Long> DISTINCT = Map.ofEntries(
            Map.entry("r_regionkey", 5L),
            Map.entry("r_name", 5L),
            Map.entry("n_nationkey", 25L),
            Map.entry("n_name", 25L),
            Map.entry("n_regionkey", 5L),
            Map.entry("s_suppkey", 10_000L),
            Map.entry("s_nationkey", 25L),
            Map.entry("c_custkey", 150_000L),
            Map.entry("c_nationkey", 25L),
            Map.entry("c_mktsegment", 5L),
            Map.entry("p_partkey", 200_000L),
            Map.entry("p_brand", 25L),
            Map.entry("p_type", 150L),
            Map.entry("p_size", 50L),
            Map.entry("p_container", 40L),
            Map.entry("ps_partkey", 200_000L),
            Map.entry("ps_suppkey", 10_000L),
            Map.entry("o_orderkey", 1_500_000L),
            Map.entry("o_custkey", 99_996L),
            Map.entry("o_orderstatus", 3L),
            Map.entry("o_orderdate", 2_406L),
            Map.entry("o_orderpriority", 5L),
            Map.entry("l_orderkey", 1_500_000L),
            Map.entry("l_partkey", 200_000L),
            Map.entry("l_suppkey", 10_000L),
            Map.entry("l_shipdate", 2_526L),
            Map.entry("l_commitdate", 2_466L),
            Map.entry("l_receiptdate", 2_554L),
            Map.entry("l_returnflag", 3L),
            Map.entry("l_shipmode", 7L),
            Map.entry("l_shipinstruct", 4L),
            Map.entry("l_discount", 11L),
            Map.entry("l_quantity", 50L));

    private TpchNumbers() {}

    static long rows(String table) {
        return ROWS.get(table);
    }

    static ColumnStatistics of(String column) {
        Object low = null;
        Object high = null;
        if (column.endsWith("date")) {
            low = LocalDate.of(1992, 1, 1).toEpochDay();
            high = LocalDate.of(1998, 12, 1).toEpochDay();
        } else if (column.endsWith("key") && !column.endsWith("orderkey")) {
            low = 1L;
            high = DISTINCT.get(column);
        } else if (column.equals("l_quantity")) {
            low = 100L;
            high = 5000L;
        } else if (column.equals("l_discount")) {
            low = 0L;
            high = 10L;
        } else if (column.equals("p_size")) {
            low = 1L;
            high = 50L;
        }
        return new ColumnStatistics(low, high, 0, false);
    }

    static long distinct(String column) {
        return DISTINCT.getOrDefault(column, -1L);
    }
}
