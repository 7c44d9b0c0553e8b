package tarn.datasets.ecommerce;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recomputes every figure that the bundled shop is known for, without SQL. */
class BundledShopTest {
    private static final Shop SHOP = Ecommerce.bundledShop();
    private static final YearMonth FEBRUARY = YearMonth.of(2024, 2);

    @Test
    void eightOfEightyFourBuyersAreRegularAndMostAreOccasional() {
        assertThat(SHOP.customers()).hasSize(100);
        Map<String, Long> segments =
                SHOP.orders().stream().collect(groupingBy(Order::customerId, counting())).values().stream()
                        .collect(groupingBy(n -> n > 4 ? "Regular" : n > 1 ? "Occasional" : "One-time", counting()));
        assertThat(segments).isEqualTo(Map.of("Regular", 8L, "Occasional", 46L, "One-time", 30L));
        assertThat(percent(8, 84)).isEqualTo("9.52");
    }

    @Test
    void newCustomersDeclineFromTwentySixToOneInTwelveMonths() {
        Map<Integer, LocalDate> firstOrders =
                SHOP.orders().stream().collect(toMap(Order::customerId, Order::date, (a, b) -> a.isBefore(b) ? a : b));
        TreeMap<YearMonth, Long> newCustomers =
                firstOrders.values().stream().collect(groupingBy(YearMonth::from, TreeMap::new, counting()));
        assertThat(newCustomers.keySet())
                .containsExactlyElementsOf(Stream.iterate(YearMonth.of(2023, 3), month -> month.plusMonths(1))
                        .limit(12)
                        .toList());
        assertThat(newCustomers.values()).containsExactly(26L, 14L, 11L, 8L, 6L, 5L, 4L, 3L, 2L, 2L, 2L, 1L);
    }

    @Test
    void februarySalesAreDownByThreeQuartersAndNoMonthByMore() {
        TreeMap<YearMonth, Integer> sales = SHOP.orders().stream()
                .collect(groupingBy(
                        order -> YearMonth.from(order.date()), TreeMap::new, summingInt(Order::totalAmount)));
        assertThat(sales).hasSize(12);
        assertThat(change(sales, FEBRUARY)).isEqualTo("-75.00");
        for (YearMonth month :
                sales.tailMap(sales.firstKey(), false).headMap(FEBRUARY).keySet()) {
            assertThat(new BigDecimal(change(sales, month))).as("%s", month).isGreaterThan(new BigDecimal("-60"));
        }
    }

    @Test
    void cameraHeadphonesAndLaptopAreOrderedMostOften() {
        assertThat(SHOP.products()).hasSize(8);
        Map<Integer, Long> times = SHOP.orderDetails().stream().collect(groupingBy(OrderDetail::productId, counting()));
        assertThat(times).isEqualTo(Map.of(7, 78L, 3, 68L, 5, 67L, 4, 61L, 2, 58L, 6, 49L, 1, 44L, 8, 41L));
        assertThat(product(7).name()).isEqualTo("Digital SLR Camera");
        assertThat(product(3).name()).isEqualTo("Bluetooth Headphones");
        assertThat(product(5).name()).isEqualTo("Laptop 15 Pro");
    }

    @Test
    void productsEightAndOneArePremiumAndNoOtherIs() {
        Map<Integer, Integer> revenue = SHOP.orderDetails().stream()
                .collect(groupingBy(OrderDetail::productId, summingInt(d -> d.quantity() * d.pricePerUnit())));
        List<Integer> byRevenue = revenue.keySet().stream()
                .sorted(Comparator.comparing(revenue::get).reversed())
                .toList();
        assertThat(byRevenue.subList(0, 2)).containsExactly(8, 1);
        assertThat(buyers(8)).isEqualTo(31);
        assertThat(buyers(1)).isEqualTo(36);
        assertThat(averageQuantity(8)).isEqualByComparingTo("2");
        assertThat(averageQuantity(1)).isEqualByComparingTo("2");
        for (int other : byRevenue.subList(2, 8)) {
            assertThat(averageQuantity(other).setScale(0, RoundingMode.HALF_UP)).isNotEqualByComparingTo("2");
        }
    }

    @Test
    void totalsAreTheSumsOfTheDetails() {
        Map<Integer, Integer> sums = SHOP.orderDetails().stream()
                .collect(groupingBy(OrderDetail::orderId, summingInt(d -> d.quantity() * d.pricePerUnit())));
        Map<Integer, Integer> totals = SHOP.orders().stream().collect(toMap(Order::id, Order::totalAmount));
        assertThat(sums).isEqualTo(totals).hasSize(207);
    }

    @Test
    void ordersAreNumberedByDateAndReferToCustomersAndProducts() {
        assertThat(SHOP.orders()).isSortedAccordingTo(Comparator.comparing(Order::date));
        assertThat(SHOP.orders()).extracting(Order::id).isSorted().doesNotHaveDuplicates();
        assertThat(SHOP.orders()).allMatch(order -> order.customerId() >= 1 && order.customerId() <= 100);
        assertThat(SHOP.orderDetails())
                .allMatch(detail ->
                        detail.pricePerUnit() == product(detail.productId()).price());
    }

    @Test
    void aProductMayStandTwiceOnAnOrderAndItsNameHoldsQuotesAndCommas() {
        Set<List<Integer>> seen = new HashSet<>();
        List<OrderDetail> again = new ArrayList<>(SHOP.orderDetails());
        again.removeIf(detail -> seen.add(List.of(detail.orderId(), detail.productId())));
        assertThat(again).hasSizeBetween(1, 20);
        assertThat(product(1).name()).contains("\"").contains(",");
    }

    @Test
    void everyShopIsTheSame() {
        assertThat(Ecommerce.bundledShop()).isEqualTo(SHOP);
    }

    @Test
    void customersHaveNamesOfTheirOwn() {
        assertThat(SHOP.customers()).extracting(Customer::name).doesNotHaveDuplicates();
    }

    private static Product product(int id) {
        return SHOP.products().get(id - 1);
    }

    private static int buyers(int product) {
        Map<Integer, Integer> customers = SHOP.orders().stream().collect(toMap(Order::id, Order::customerId));
        return SHOP.orderDetails().stream()
                .filter(detail -> detail.productId() == product)
                .map(detail -> customers.get(detail.orderId()))
                .collect(toSet())
                .size();
    }

    private static BigDecimal averageQuantity(int product) {
        return BigDecimal.valueOf(SHOP.orderDetails().stream()
                .filter(detail -> detail.productId() == product)
                .mapToInt(OrderDetail::quantity)
                .average()
                .orElseThrow());
    }

    private static String change(TreeMap<YearMonth, Integer> sales, YearMonth month) {
        int before = sales.lowerEntry(month).getValue();
        return percent(sales.get(month) - before, before);
    }

    private static String percent(int part, int whole) {
        return BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
                .toString();
    }
}
