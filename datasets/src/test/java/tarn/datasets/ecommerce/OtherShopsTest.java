package tarn.datasets.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tarn.datasets.DuckDb;

/** The insight scripts on other data: they say what it says, and nothing that it does not support. */
class OtherShopsTest {
    private DuckDb duckDb;

    @BeforeEach
    void open() throws SQLException {
        duckDb = new DuckDb();
        duckDb.run("""
            CREATE TABLE customers (customer_id BIGINT, name VARCHAR, location VARCHAR);
            CREATE TABLE products (product_id BIGINT, name VARCHAR, category VARCHAR, price DECIMAL(10, 2));
            CREATE TABLE orders (order_id BIGINT, order_date DATE, customer_id BIGINT, total_amount DOUBLE);
            CREATE TABLE order_details
                (order_id BIGINT, product_id BIGINT, quantity BIGINT, price_per_unit DOUBLE);
            """);
    }

    @AfterEach
    void close() throws SQLException {
        duckDb.close();
    }

    @Test
    void anEmptyShop() throws SQLException {
        assertThat(rows("engagement_depth")).containsExactly("Regular|0|null", "Occasional|0|null", "One-time|0|null");
        assertThat(finding("engagement_depth")).isEqualTo("Nobody has ordered yet.|null");
        assertThat(finding("customer_acquisition")).isEqualTo("Nobody has ordered yet.|null");
        assertThat(finding("sales_trend")).isEqualTo("There are no orders.|null");
        assertThat(finding("product_turnover")).isEqualTo("There are no products.|null");
        assertThat(finding("premium_products"))
                .startsWith("No product is premium")
                .endsWith("|null");
        for (Insight insight : Insights.further()) {
            assertThat(duckDb.rows(insight.sql())).isEmpty();
            assertThat(finding(insight.name()))
                    .as(insight.name())
                    .doesNotContain("%")
                    .endsWith("|null");
        }
    }

    @Test
    void oneOrderOfOneCustomer() throws SQLException {
        duckDb.run("""
            INSERT INTO customers VALUES (1, 'A', 'X');
            INSERT INTO products VALUES (1, 'Pen', 'Office', 1.25);
            INSERT INTO orders VALUES (1, '2024-05-05', 1, 2.50);
            INSERT INTO order_details VALUES (1, 1, 2, 1.25);
            """);
        assertThat(finding("engagement_depth"))
                .isEqualTo("0 of 1 buyers (0.00 %) are Regular, with more than 4 orders. Most are One-time (1).|null");
        assertThat(finding("customer_acquisition")).isEqualTo("New customers came in one month only, 2024-05: 1.|null");
        assertThat(finding("sales_trend"))
                .isEqualTo("There is no month with a month of sales before it to compare with.|null");
        assertThat(finding("product_turnover")).isEqualTo("Pen (product 1) is ordered most often, 1 time.|null");
        assertThat(finding("premium_products"))
                .startsWith("No product is premium")
                .endsWith("|null");
        for (Insight insight : Insights.further()) {
            assertThat(finding(insight.name())).as(insight.name()).isNotEqualTo("null|null");
        }
    }

    @Test
    void growingSalesWithDecimalsAndAMonthWithoutOrders() throws SQLException {
        duckDb.run("""
            INSERT INTO orders VALUES
                (1, '2024-01-05', 1, 0.1), (2, '2024-01-06', 1, 0.2), (3, '2024-04-01', 2, 0.45),
                (4, '2024-05-01', 2, 0.45), (5, '2024-05-02', NULL, 0);
            """);
        assertThat(rows("sales_trend"))
                .containsExactly("2024-01|0.3|null|null", "2024-04|0.45|0.3|50.00", "2024-05|0.45|0.45|0.00");
        assertThat(finding("sales_trend")).isEqualTo("Sales fell in none of the 2 months that follow another.|null");
        assertThat(rows("customer_acquisition")).containsExactly("2024-01|1", "2024-04|1");
        assertThat(finding("customer_acquisition"))
                .contains(": no clear trend.")
                .endsWith("|null");
        assertThat(finding("engagement_depth")).startsWith("0 of 2 buyers").contains("Most are Occasional (2).|");
    }

    @Test
    void equalDeclinesAndASaleOfNothing() throws SQLException {
        duckDb.run("""
            INSERT INTO orders VALUES
                (1, '2024-01-05', 1, 100), (2, '2024-02-05', 1, 50), (3, '2024-03-05', 1, 25),
                (7, '2023-12-05', 1, 80);
            """);
        assertThat(finding("sales_trend"))
                .startsWith("2024-02 is the first of 2 months with the largest decline: -50.00 % on 2024-01,"
                        + " from 100.00 to 50.00. Sales fell in 2 of the 3 months");
        duckDb.run("INSERT INTO orders VALUES (4, '2024-04-05', 1, 0), (5, '2024-05-05', 1, 10)");
        assertThat(rows("sales_trend")).endsWith("2024-04|0.0|25.0|-100.00", "2024-05|10.0|0.0|null");
    }

    @Test
    void productsThatTieThatNobodyOrderedAndThatAreNotListed() throws SQLException {
        duckDb.run("""
            INSERT INTO products VALUES (1, 'Pen', 'Office', 1), (2, 'Ink', 'Office', 2), (3, 'Desk', 'Office', 9);
            INSERT INTO orders VALUES (1, '2024-05-05', 1, 3);
            INSERT INTO order_details VALUES (1, 2, 1, 2), (1, 1, 1, 1);
            """);
        assertThat(rows("product_turnover")).containsExactly("1|Pen|1", "2|Ink|1", "3|Desk|0");
        assertThat(finding("product_turnover"))
                .startsWith(
                        "2 products are ordered most often, 1 time each: Pen (product 1) and Ink (product 2).|Restock");
        duckDb.run("INSERT INTO order_details VALUES (1, 77, 1, 5), (1, 77, 1, 5)");
        assertThat(rows("product_turnover")).startsWith("77|null|2");
        assertThat(finding("product_turnover")).startsWith("product 77 is ordered most often, 2 times, then Pen");
    }

    @Test
    void oneProductIsPremiumOnlyWhileFewBuyItTwoAtATime() throws SQLException {
        duckDb.run("""
            INSERT INTO customers SELECT i, 'C' || i, 'X' FROM range(1, 11) AS t(i);
            INSERT INTO products VALUES (1, 'Lamp', 'Home', 50.5), (2, 'Bulb', 'Home', 1);
            INSERT INTO orders SELECT i, DATE '2024-01-01', i, 0 FROM range(1, 9) AS t(i);
            INSERT INTO order_details SELECT i, 2, 3, 1 FROM range(1, 9) AS t(i);
            INSERT INTO order_details VALUES (1, 1, 2, 50.5), (2, 1, 1, 50.5), (3, 1, 3, 50.5);
            """);
        assertThat(rows("premium_products")).containsExactly("1|Lamp|3|30.00|2.00|303.0");
        assertThat(finding("premium_products"))
                .isEqualTo("Lamp (product 1) is premium: only 30.00 % of the customers buy it, 2 at a time on average,"
                        + " and yet it earns 303.00.|Promote Lamp (product 1) to the customers who have not bought"
                        + " it.");
        duckDb.run("INSERT INTO order_details VALUES (4, 1, 2, 50.5)");
        assertThat(rows("premium_products")).isEmpty();
    }

    private List<String> rows(String name) throws SQLException {
        return duckDb.rows(Insights.find(name).orElseThrow().sql());
    }

    private String finding(String name) throws SQLException {
        List<String> rows = duckDb.rows(Insights.find(name).orElseThrow().findingStatement());
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }
}
