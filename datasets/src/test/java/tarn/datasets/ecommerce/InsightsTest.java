package tarn.datasets.ecommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tarn.datasets.DuckDb;
import tarn.datasets.ProgressListener;
import tarn.datasets.Table;

/** Runs the insight scripts on the bundled shop's CSV files, with the types that a reader finds by itself. */
class InsightsTest {
    private static DuckDb duckDb;

    @BeforeAll
    static void load(@TempDir Path folder) throws Exception {
        Ecommerce ecommerce = new Ecommerce();
        ecommerce.generate(1, folder, ProgressListener.NONE);
        duckDb = new DuckDb();
        for (Table table : ecommerce.tables()) {
            duckDb.run("CREATE TABLE " + table.name() + " AS FROM '" + folder.resolve(table.fileName()) + "'");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    @Test
    void engagementDepth() throws SQLException {
        assertThat(rows("engagement_depth"))
                .containsExactly("Regular|8|9.52", "Occasional|46|54.76", "One-time|30|35.71");
        assertThat(finding("engagement_depth"))
                .startsWith("8 of 84 buyers (9.52 %) are Regular, with more than 4 orders."
                        + " Most are Occasional (46), then One-time (30).|Give the 46 Occasional buyers");
    }

    @Test
    void customerAcquisition() throws SQLException {
        assertThat(rows("customer_acquisition"))
                .containsExactly(
                        "2023-03|26",
                        "2023-04|14",
                        "2023-05|11",
                        "2023-06|8",
                        "2023-07|6",
                        "2023-08|5",
                        "2023-09|4",
                        "2023-10|3",
                        "2023-11|2",
                        "2023-12|2",
                        "2024-01|2",
                        "2024-02|1");
        assertThat(finding("customer_acquisition"))
                .startsWith("84 customers placed their first order in 12 different months: 26 in 2023-03, the first,"
                        + " and 1 in 2024-02, the last. The earlier half of the months brought 70, the later half 14:"
                        + " a declining trend.|Look at marketing");
    }

    @Test
    void salesTrend() throws SQLException {
        List<String> rows = rows("sales_trend");
        assertThat(rows).hasSize(12);
        assertThat(rows.getFirst()).isEqualTo("2023-03|57008|null|null");
        assertThat(rows.getLast()).isEqualTo("2024-02|9404|37616|-75.00");
        assertThat(finding("sales_trend"))
                .startsWith("2024-02 has the largest decline: -75.00 % on 2024-01, from 37616.00 to 9404.00."
                        + " Sales fell in 6 of the 11 months that follow another.|Look at marketing in 2024-02");
    }

    @Test
    void productTurnover() throws SQLException {
        assertThat(rows("product_turnover"))
                .containsExactly(
                        "7|Digital SLR Camera|78",
                        "3|Bluetooth Headphones|68",
                        "5|Laptop 15 Pro|67",
                        "4|Wireless Mouse|61",
                        "2|Mechanical Keyboard|58",
                        "6|USB-C Charger, 65 W|49",
                        "1|Smartphone 6.1\", 256 GB|44",
                        "8|OLED TV 65\", 4K|41");
        assertThat(finding("product_turnover"))
                .startsWith("Digital SLR Camera (product 7) is ordered most often, 78 times,"
                        + " then Bluetooth Headphones (product 3), 68 times,"
                        + " and Laptop 15 Pro (product 5), 67 times.|Restock Digital SLR Camera (product 7)");
    }

    @Test
    void premiumProducts() throws SQLException {
        assertThat(rows("premium_products"))
                .containsExactly(
                        "8|OLED TV 65\", 4K|31|31.00|2.00|147518", "1|Smartphone 6.1\", 256 GB|36|36.00|2.00|114312");
        assertThat(finding("premium_products"))
                .contains("2 products are premium")
                .contains("OLED TV 65\", 4K (product 8), with 31.00 % of the customers and 147518.00")
                .contains("Smartphone 6.1\", 256 GB (product 1), with 36.00 % and 114312.00")
                .contains("|Promote OLED TV");
    }

    @Test
    void furtherFindings() throws SQLException {
        assertThat(finding("peak_months")).startsWith("2023-03 is the peak: 57008.00 in 26 orders, 12.79 %");
        assertThat(finding("average_order_value"))
                .startsWith("An order was worth 2351.00 on average in 2024-02, 0.00 %");
        assertThat(finding("category_reach"))
                .startsWith("Accessories reaches the most customers: 67, 67.00 % of all. Home Cinema earns the most");
        assertThat(finding("loyalty")).startsWith("54 customers ordered more than once");
        assertThat(finding("cohort_retention")).startsWith("Of 83 new customers, 13 (15.66 %) ordered again");
        assertThat(finding("basket_pairs")).contains("meet most often: in 27 orders, 13.04 % of all.|Offer the two");
        assertThat(finding("pareto")).startsWith("4 of 8 products earn 91.98 % of the revenue.|null");
        assertThat(finding("moving_average"))
                .startsWith("Sales averaged 53422.67 over the three months to 2023-05 and 26652.00");
        assertThat(finding("rfm")).startsWith("14 of 84 buyers score 4 or 5");
    }

    @ParameterizedTest
    @MethodSource("everyName")
    void theResultHasTheColumnsThatTheHeaderNames(String name) throws SQLException {
        Insight insight = Insights.find(name).orElseThrow();
        assertThat(duckDb.columns(insight.sql())).isEqualTo(insight.columns());
        assertThat(duckDb.columns(insight.findingStatement())).containsExactly("finding", "recommendation");
        insight.chart().ifPresent(chart -> assertThat(insight.columns()).contains(chart.x(), chart.y()));
    }

    @ParameterizedTest
    @MethodSource("everyName")
    void theFindingMayAlsoReadATable(String name) throws SQLException {
        Insight insight = Insights.find(name).orElseThrow();
        duckDb.run("CREATE OR REPLACE TEMP TABLE result AS " + insight.sql());
        assertThat(duckDb.rows(insight.findingSql())).containsExactly(finding(name));
        duckDb.run("DROP TABLE result");
    }

    @Test
    void theFiveStandApartFromTheOthers() {
        assertThat(Insights.main())
                .extracting(Insight::name)
                .containsExactly(
                        "engagement_depth",
                        "customer_acquisition",
                        "sales_trend",
                        "product_turnover",
                        "premium_products");
        assertThat(Insights.further()).hasSize(9);
        assertThat(Insights.find("nothing")).isEmpty();
    }

    @Test
    void aScriptWithoutItsPartsIsRefused() {
        assertThatThrownBy(() -> Insight.parse("mine", "SELECT 1;")).hasMessage("mine has no line '-- finding:'");
        assertThatThrownBy(() -> Insight.parse("mine", "-- title: T\nSELECT 1;\n-- finding:\nSELECT 2;"))
                .hasMessage("mine has no line '-- chart: ...'");
        assertThatThrownBy(() -> ChartSpec.parse("pie x=a")).hasMessageContaining("pie x=a");
    }

    static List<String> everyName() {
        return Insights.names();
    }

    private static List<String> rows(String name) throws SQLException {
        return duckDb.rows(Insights.find(name).orElseThrow().sql());
    }

    private static String finding(String name) throws SQLException {
        List<String> rows = duckDb.rows(Insights.find(name).orElseThrow().findingStatement());
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }
}
