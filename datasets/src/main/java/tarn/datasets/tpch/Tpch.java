package tarn.datasets.tpch;

import static tarn.datasets.ColumnType.Plain.BIGINT;
import static tarn.datasets.ColumnType.Plain.DATE;
import static tarn.datasets.ColumnType.Plain.INTEGER;
import static tarn.datasets.ColumnType.Plain.VARCHAR;

import io.trino.tpch.Customer;
import io.trino.tpch.LineItem;
import io.trino.tpch.Nation;
import io.trino.tpch.Order;
import io.trino.tpch.Part;
import io.trino.tpch.PartSupplier;
import io.trino.tpch.Region;
import io.trino.tpch.Supplier;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.List;
import java.util.function.BiConsumer;
import tarn.datasets.Column;
import tarn.datasets.ColumnType;
import tarn.datasets.Dataset;
import tarn.datasets.RowSink;
import tarn.datasets.Table;

/**
 * The TPC-H tables as the benchmark's own generator makes them. The scale is the scale factor: at 1 there are six million
 * line items, about 1 GB of CSV; fractions such as 0.01 are allowed.
 */
public final class Tpch implements Dataset {
    private static final ColumnType MONEY = new ColumnType.Decimal(15, 2);
    private static final int CENTS = 2;
    private static final int CENTS_PER_UNIT = 100;

    /** A table, where its rows come from, and how many it divides by at scale 1 (zero: the same few at any scale). */
    private record Source<E extends TpchEntity>(
            Table table, TpchTable<E> generator, long rowsToDivide, BiConsumer<E, RowSink> send) {

        int parts(double scale) {
            return (int) Math.max(1, Math.ceilDiv((long) (rowsToDivide * scale), ROWS_PER_PART));
        }

        void forEachRow(double scale, int part, RowSink sink) {
            for (E row : generator.createGenerator(scale, part + 1, parts(scale))) {
                send.accept(row, sink);
                sink.endRow();
            }
        }
    }

    /** Line items and part-suppliers count by order and by part, of which each has four. */
    private static final long ROWS_PER_PART = 20_000;

    private static final List<Source<?>> SOURCES = List.of(
            new Source<>(
                    Table.of(
                            "region",
                            new Column("r_regionkey", INTEGER),
                            new Column("r_name", VARCHAR),
                            new Column("r_comment", VARCHAR)),
                    TpchTable.REGION,
                    0,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "nation",
                            new Column("n_nationkey", INTEGER),
                            new Column("n_name", VARCHAR),
                            new Column("n_regionkey", INTEGER),
                            new Column("n_comment", VARCHAR)),
                    TpchTable.NATION,
                    0,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "supplier",
                            new Column("s_suppkey", BIGINT),
                            new Column("s_name", VARCHAR),
                            new Column("s_address", VARCHAR),
                            new Column("s_nationkey", INTEGER),
                            new Column("s_phone", VARCHAR),
                            new Column("s_acctbal", MONEY),
                            new Column("s_comment", VARCHAR)),
                    TpchTable.SUPPLIER,
                    10_000,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "customer",
                            new Column("c_custkey", BIGINT),
                            new Column("c_name", VARCHAR),
                            new Column("c_address", VARCHAR),
                            new Column("c_nationkey", INTEGER),
                            new Column("c_phone", VARCHAR),
                            new Column("c_acctbal", MONEY),
                            new Column("c_mktsegment", VARCHAR),
                            new Column("c_comment", VARCHAR)),
                    TpchTable.CUSTOMER,
                    150_000,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "part",
                            new Column("p_partkey", BIGINT),
                            new Column("p_name", VARCHAR),
                            new Column("p_mfgr", VARCHAR),
                            new Column("p_brand", VARCHAR),
                            new Column("p_type", VARCHAR),
                            new Column("p_size", INTEGER),
                            new Column("p_container", VARCHAR),
                            new Column("p_retailprice", MONEY),
                            new Column("p_comment", VARCHAR)),
                    TpchTable.PART,
                    200_000,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "partsupp",
                            new Column("ps_partkey", BIGINT),
                            new Column("ps_suppkey", BIGINT),
                            new Column("ps_availqty", INTEGER),
                            new Column("ps_supplycost", MONEY),
                            new Column("ps_comment", VARCHAR)),
                    TpchTable.PART_SUPPLIER,
                    200_000,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "orders",
                            new Column("o_orderkey", BIGINT),
                            new Column("o_custkey", BIGINT),
                            new Column("o_orderstatus", VARCHAR),
                            new Column("o_totalprice", MONEY),
                            new Column("o_orderdate", DATE),
                            new Column("o_orderpriority", VARCHAR),
                            new Column("o_clerk", VARCHAR),
                            new Column("o_shippriority", INTEGER),
                            new Column("o_comment", VARCHAR)),
                    TpchTable.ORDERS,
                    1_500_000,
                    Tpch::send),
            new Source<>(
                    Table.of(
                            "lineitem",
                            new Column("l_orderkey", BIGINT),
                            new Column("l_partkey", BIGINT),
                            new Column("l_suppkey", BIGINT),
                            new Column("l_linenumber", INTEGER),
                            new Column("l_quantity", MONEY),
                            new Column("l_extendedprice", MONEY),
                            new Column("l_discount", MONEY),
                            new Column("l_tax", MONEY),
                            new Column("l_returnflag", VARCHAR),
                            new Column("l_linestatus", VARCHAR),
                            new Column("l_shipdate", DATE),
                            new Column("l_commitdate", DATE),
                            new Column("l_receiptdate", DATE),
                            new Column("l_shipinstruct", VARCHAR),
                            new Column("l_shipmode", VARCHAR),
                            new Column("l_comment", VARCHAR)),
                    TpchTable.LINE_ITEM,
                    1_500_000,
                    Tpch::send));
    private static final List<Table> TABLES =
            SOURCES.stream().map(Source::table).toList();

    @Override
    public String name() {
        return "tpch";
    }

    @Override
    public String description() {
        return "The eight tables of the TPC-H benchmark. The scale is its scale factor:"
                + " 1 has 6 million line items and is about 1 GB.";
    }

    @Override
    public List<Table> tables() {
        return TABLES;
    }

    @Override
    public int parts(Table table, double scale) {
        Dataset.requireScale(scale);
        return source(table).parts(scale);
    }

    @Override
    public void forEachRow(Table table, double scale, int part, RowSink sink) {
        Dataset.requireScale(scale);
        source(table).forEachRow(scale, part, sink);
    }

    private static Source<?> source(Table table) {
        return SOURCES.stream()
                .filter(source -> source.table.name().equals(table.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("tpch has no table " + table.name()));
    }

    private static void send(Region row, RowSink sink) {
        sink.integer(row.regionKey());
        sink.text(row.name());
        sink.text(row.comment());
    }

    private static void send(Nation row, RowSink sink) {
        sink.integer(row.nationKey());
        sink.text(row.name());
        sink.integer(row.regionKey());
        sink.text(row.comment());
    }

    private static void send(Supplier row, RowSink sink) {
        sink.integer(row.supplierKey());
        sink.text(row.name());
        sink.text(row.address());
        sink.integer(row.nationKey());
        sink.text(row.phone());
        sink.decimal(row.accountBalanceInCents(), CENTS);
        sink.text(row.comment());
    }

    private static void send(Customer row, RowSink sink) {
        sink.integer(row.customerKey());
        sink.text(row.name());
        sink.text(row.address());
        sink.integer(row.nationKey());
        sink.text(row.phone());
        sink.decimal(row.accountBalanceInCents(), CENTS);
        sink.text(row.marketSegment());
        sink.text(row.comment());
    }

    private static void send(Part row, RowSink sink) {
        sink.integer(row.partKey());
        sink.text(row.name());
        sink.text(row.manufacturer());
        sink.text(row.brand());
        sink.text(row.type());
        sink.integer(row.size());
        sink.text(row.container());
        sink.decimal(row.retailPriceInCents(), CENTS);
        sink.text(row.comment());
    }

    private static void send(PartSupplier row, RowSink sink) {
        sink.integer(row.partKey());
        sink.integer(row.supplierKey());
        sink.integer(row.availableQuantity());
        sink.decimal(row.supplyCostInCents(), CENTS);
        sink.text(row.comment());
    }

    private static void send(Order row, RowSink sink) {
        sink.integer(row.orderKey());
        sink.integer(row.customerKey());
        sink.text(String.valueOf(row.orderStatus()));
        sink.decimal(row.totalPriceInCents(), CENTS);
        sink.date(row.orderDate());
        sink.text(row.orderPriority());
        sink.text(row.clerk());
        sink.integer(row.shipPriority());
        sink.text(row.comment());
    }

    private static void send(LineItem row, RowSink sink) {
        sink.integer(row.orderKey());
        sink.integer(row.partKey());
        sink.integer(row.supplierKey());
        sink.integer(row.lineNumber());
        sink.decimal(row.quantity() * CENTS_PER_UNIT, CENTS);
        sink.decimal(row.extendedPriceInCents(), CENTS);
        sink.decimal(row.discountPercent(), CENTS);
        sink.decimal(row.taxPercent(), CENTS);
        sink.text(row.returnFlag());
        sink.text(row.status());
        sink.date(row.shipDate());
        sink.date(row.commitDate());
        sink.date(row.receiptDate());
        sink.text(row.shipInstructions());
        sink.text(row.shipMode());
        sink.text(row.comment());
    }
}
