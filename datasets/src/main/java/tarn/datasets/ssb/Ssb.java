package tarn.datasets.ssb;

import static tarn.datasets.ColumnType.Plain.BIGINT;
import static tarn.datasets.ColumnType.Plain.INTEGER;
import static tarn.datasets.ColumnType.Plain.VARCHAR;

import io.trino.tpch.Order;
import io.trino.tpch.TpchTable;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import tarn.datasets.Column;
import tarn.datasets.Dataset;
import tarn.datasets.RowSink;
import tarn.datasets.SplitMix64;
import tarn.datasets.Table;

/**
 * The star schema benchmark, after O'Neil, O'Neil, Chen and Revilak, "The Star Schema Benchmark and Augmented Fact Table
 * Indexing" (2009): line items and orders of TPC-H in one table of facts, prices in whole cents, dates as numbers such as
 * 19970305. The scale is the scale factor: at 1 there are six million line orders, about 600 MB of CSV.
 */
public final class Ssb implements Dataset {
    private static final long ORDERS = 1_500_000;
    private static final long PARTS = 200_000;
    private static final long CUSTOMERS = 30_000;
    private static final long SUPPLIERS = 2_000;
    private static final long ROWS_PER_PART = 20_000;
    private static final int SUPPLY_COST_PERCENT = 60;

    private static final List<Table> TABLES = List.of(
            Calendar.TABLE,
            Table.of(
                    "supplier",
                    new Column("s_suppkey", INTEGER),
                    new Column("s_name", VARCHAR),
                    new Column("s_address", VARCHAR),
                    new Column("s_city", VARCHAR),
                    new Column("s_nation", VARCHAR),
                    new Column("s_region", VARCHAR),
                    new Column("s_phone", VARCHAR)),
            Table.of(
                    "customer",
                    new Column("c_custkey", INTEGER),
                    new Column("c_name", VARCHAR),
                    new Column("c_address", VARCHAR),
                    new Column("c_city", VARCHAR),
                    new Column("c_nation", VARCHAR),
                    new Column("c_region", VARCHAR),
                    new Column("c_phone", VARCHAR),
                    new Column("c_mktsegment", VARCHAR)),
            Table.of(
                    "part",
                    new Column("p_partkey", INTEGER),
                    new Column("p_name", VARCHAR),
                    new Column("p_mfgr", VARCHAR),
                    new Column("p_category", VARCHAR),
                    new Column("p_brand1", VARCHAR),
                    new Column("p_color", VARCHAR),
                    new Column("p_type", VARCHAR),
                    new Column("p_size", INTEGER),
                    new Column("p_container", VARCHAR)),
            Table.of(
                    "lineorder",
                    new Column("lo_orderkey", BIGINT),
                    new Column("lo_linenumber", INTEGER),
                    new Column("lo_custkey", INTEGER),
                    new Column("lo_partkey", INTEGER),
                    new Column("lo_suppkey", INTEGER),
                    new Column("lo_orderdate", INTEGER),
                    new Column("lo_orderpriority", VARCHAR),
                    new Column("lo_shippriority", INTEGER),
                    new Column("lo_quantity", INTEGER),
                    new Column("lo_extendedprice", BIGINT),
                    new Column("lo_ordtotalprice", BIGINT),
                    new Column("lo_discount", INTEGER),
                    new Column("lo_revenue", BIGINT),
                    new Column("lo_supplycost", BIGINT),
                    new Column("lo_tax", INTEGER),
                    new Column("lo_commitdate", INTEGER),
                    new Column("lo_shipmode", VARCHAR)));

    @Override
    public String name() {
        return "ssb";
    }

    @Override
    public String description() {
        return "The five tables of the star schema benchmark, made of TPC-H's. The scale is its scale factor:"
                + " 1 has 6 million line orders and is about 600 MB.";
    }

    @Override
    public List<Table> tables() {
        return TABLES;
    }

    @Override
    public int parts(Table table, double scale) {
        Dataset.requireScale(scale);
        long orders = table.name().equals("lineorder") ? (long) (ORDERS * scale) : 0;
        return (int) Math.max(1, Math.ceilDiv(orders, ROWS_PER_PART));
    }

    /** Parts grow with the logarithm of the scale, the others with the scale. */
    private static long rows(String dimension, double scale) {
        return switch (dimension) {
            case "supplier" -> Math.max(1, (long) (SUPPLIERS * scale));
            case "customer" -> Math.max(1, (long) (CUSTOMERS * scale));
            case "part" -> {
                double factor = scale < 1 ? scale : Math.floor(1 + Math.log(scale) / Math.log(2));
                yield Math.max(1, (long) (PARTS * factor));
            }
            default -> throw new IllegalArgumentException("ssb has no table " + dimension);
        };
    }

    @Override
    public void forEachRow(Table table, double scale, int part, RowSink sink) {
        Dataset.requireScale(scale);
        switch (table.name()) {
            case "date" -> Calendar.forEachDay(sink);
            case "lineorder" -> lineOrders(scale, part, parts(table, scale), sink);
            default -> Dimensions.forEachRow(table.name(), scale, rows(table.name(), scale), sink);
        }
    }

    private static void lineOrders(double scale, int part, int parts, RowSink sink) {
        var orders = new HashMap<Long, Order>();
        for (var order : TpchTable.ORDERS.createGenerator(scale, part + 1, parts)) {
            orders.put(order.orderKey(), order);
        }
        long customers = rows("customer", scale);
        long products = rows("part", scale);
        long suppliers = rows("supplier", scale);
        for (var item : TpchTable.LINE_ITEM.createGenerator(scale, part + 1, parts)) {
            var order = Objects.requireNonNull(orders.get(item.orderKey()));
            long price = item.extendedPriceInCents();
            sink.integer(item.orderKey());
            sink.integer(item.lineNumber());
            sink.integer(among(order.customerKey(), customers));
            sink.integer(among(item.partKey(), products));
            sink.integer(among(item.supplierKey(), suppliers));
            sink.integer(Calendar.number(order.orderDate()));
            sink.text(order.orderPriority());
            sink.integer(order.shipPriority());
            sink.integer(item.quantity());
            sink.integer(price);
            sink.integer(order.totalPriceInCents());
            sink.integer(item.discountPercent());
            sink.integer(price * (100 - item.discountPercent()) / 100);
            sink.integer(price / item.quantity() * SUPPLY_COST_PERCENT / 100);
            sink.integer(item.taxPercent());
            sink.integer(Calendar.number(item.commitDate()));
            sink.text(item.shipMode());
            sink.endRow();
        }
    }

    /** One of the keys 1 to {@code keys}, always the same for a key of TPC-H, whose tables are larger. */
    private static long among(long key, long keys) {
        return Math.floorMod(new SplitMix64(key).nextLong(), keys) + 1;
    }
}
