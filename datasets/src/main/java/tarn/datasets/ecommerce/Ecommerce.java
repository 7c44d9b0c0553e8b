package tarn.datasets.ecommerce;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.datasets.Column;
import tarn.datasets.ColumnType.Plain;
import tarn.datasets.Dataset;
import tarn.datasets.RowSink;
import tarn.datasets.Table;

/**
 * An online shop: customers, products, orders and their details.
 *
 * <p>Scale 1 is the shop that comes with Tarn: 100 customers, 8 products, 207 orders in twelve months, with figures that
 * are known. Any other scale is a shop of {@code 100 * scale} customers, five orders to a customer in three years,
 * {@code 8 * sqrt(scale)} products and about 2.55 details to an order: scale 10000 has a million customers, five million
 * orders, and some thirteen million details.
 */
public final class Ecommerce implements Dataset {
    public static final Table CUSTOMERS = Table.of(
            "customers",
            new Column("customer_id", Plain.INTEGER),
            new Column("name", Plain.VARCHAR),
            new Column("location", Plain.VARCHAR));
    public static final Table PRODUCTS = Table.of(
            "products",
            new Column("product_id", Plain.INTEGER),
            new Column("name", Plain.VARCHAR),
            new Column("category", Plain.VARCHAR),
            new Column("price", Plain.INTEGER));
    public static final Table ORDERS = Table.of(
            "orders",
            new Column("order_id", Plain.INTEGER),
            new Column("order_date", Plain.DATE),
            new Column("customer_id", Plain.INTEGER),
            new Column("total_amount", Plain.INTEGER));
    public static final Table ORDER_DETAILS = Table.of(
            "order_details",
            new Column("order_id", Plain.INTEGER),
            new Column("product_id", Plain.INTEGER),
            new Column("quantity", Plain.INTEGER),
            new Column("price_per_unit", Plain.INTEGER));

    private static final List<Table> TABLES = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_DETAILS);
    private static final double LARGEST_SCALE = 4_000_000;
    private static final long ROWS_PER_PART = 100_000;

    private volatile @Nullable ScaledAt latest;

    private record ScaledAt(double scale, ScaledShop shop) {}

    /** The shop that comes with Tarn. */
    public static Shop bundledShop() {
        return BundledShop.create();
    }

    @Override
    public String name() {
        return "ecommerce";
    }

    @Override
    public String description() {
        return "An online shop in four tables. Scale 1 is the bundled shop of 100 customers,"
                + " any other scale a shop of 100 * scale customers and 500 * scale orders.";
    }

    @Override
    public List<Table> tables() {
        return TABLES;
    }

    @Override
    public int parts(Table table, double scale) {
        requireScale(scale);
        return scale == 1 ? 1 : (int) Math.ceilDiv(rowsToDivide(table, scale), ROWS_PER_PART);
    }

    @Override
    public void forEachRow(Table table, double scale, int part, RowSink sink) {
        requireScale(scale);
        if (scale == 1) {
            bundledRows(table, sink);
            return;
        }
        long from = part * ROWS_PER_PART;
        long to = Math.min(from + ROWS_PER_PART, rowsToDivide(table, scale));
        ScaledShop shop = shop(scale);
        switch (table.name()) {
            case "customers" -> shop.customers(from, to, sink);
            case "products" -> shop.products().forEach(product -> row(product, sink));
            case "orders" -> shop.orders(from, to, sink);
            case "order_details" -> shop.orderDetails(from, to, sink);
            default -> throw unknown(table);
        }
    }

    /** The rows by which a table is divided into parts: its own, but for details their orders. */
    private static long rowsToDivide(Table table, double scale) {
        return switch (table.name()) {
            case "customers" -> ScaledShop.customerCount(scale);
            case "products" -> 1;
            case "orders", "order_details" -> ScaledShop.orderCount(scale);
            default -> throw unknown(table);
        };
    }

    private ScaledShop shop(double scale) {
        ScaledAt shop = latest;
        if (shop == null || shop.scale != scale) {
            shop = new ScaledAt(scale, new ScaledShop(scale));
            latest = shop;
        }
        return shop.shop;
    }

    private static void bundledRows(Table table, RowSink sink) {
        Shop shop = bundledShop();
        switch (table.name()) {
            case "customers" -> shop.customers().forEach(customer -> row(customer, sink));
            case "products" -> shop.products().forEach(product -> row(product, sink));
            case "orders" -> shop.orders().forEach(order -> row(order, sink));
            case "order_details" -> shop.orderDetails().forEach(detail -> row(detail, sink));
            default -> throw unknown(table);
        }
    }

    private static void row(Customer customer, RowSink sink) {
        sink.integer(customer.id());
        sink.text(customer.name());
        sink.text(customer.location());
        sink.endRow();
    }

    private static void row(Product product, RowSink sink) {
        sink.integer(product.id());
        sink.text(product.name());
        sink.text(product.category());
        sink.integer(product.price());
        sink.endRow();
    }

    private static void row(Order order, RowSink sink) {
        sink.integer(order.id());
        sink.date((int) order.date().toEpochDay());
        sink.integer(order.customerId());
        sink.integer(order.totalAmount());
        sink.endRow();
    }

    private static void row(OrderDetail detail, RowSink sink) {
        sink.integer(detail.orderId());
        sink.integer(detail.productId());
        sink.integer(detail.quantity());
        sink.integer(detail.pricePerUnit());
        sink.endRow();
    }

    private static void requireScale(double scale) {
        Dataset.requireScale(scale);
        if (scale > LARGEST_SCALE) {
            throw new IllegalArgumentException("the largest scale of ecommerce is " + (long) LARGEST_SCALE);
        }
    }

    private static IllegalArgumentException unknown(Table table) {
        return new IllegalArgumentException("ecommerce has no table " + table.name());
    }
}
