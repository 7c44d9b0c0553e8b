package tarn.datasets.ecommerce;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tarn.datasets.SplitMix64;

/**
 * The shop that comes with Tarn. What its insights say is decided here by the tables of counts: how many customers order
 * for the first time in each month, how many orders each buyer places, how often each product stands on an order. The
 * rest, who buys what on which day, is dealt out by a generator with a fixed seed, which cannot change those figures.
 *
 * <p>January's details are February's four times over, so February's sales are down by exactly three quarters.
 */
final class BundledShop {
    private static final int CUSTOMERS = 100;
    private static final int ALL = CUSTOMERS;
    private static final YearMonth FIRST_MONTH = YearMonth.of(2023, 3);
    private static final int JANUARY = 10;
    private static final int FEBRUARY = 11;

    /** First orders in each month, and orders of customers who came in an earlier month. */
    private static final int[] FIRST_ORDERS = {26, 14, 11, 8, 6, 5, 4, 3, 2, 2, 2, 1};

    private static final int[] REPEAT_ORDERS = {0, 9, 11, 12, 10, 12, 11, 13, 15, 13, 14, 3};

    /** Orders of each of the Regular customers; so many buyers order four, three and two times, the others once. */
    private static final int[] REGULAR = {8, 7, 7, 6, 6, 5, 5, 5};

    private static final int FOUR_TIMES = 10;
    private static final int THREE_TIMES = 16;
    private static final int TWICE = 20;
    /** The Regular customers are among those who came first; the last to come order once. */
    private static final int EARLY = 40;

    private static final int LATE = 3;

    /**
     * How often a product is ordered, how many customers buy it at most, and the quantities of its details outside
     * January and February, in turn.
     */
    private record Demand(Product product, int details, int buyers, int... quantities) {}

    private static final List<Demand> DEMAND = List.of(
            new Demand(new Product(1, "Smartphone 6.1\", 256 GB", "Phones", 1299), 44, 36, 1, 2, 3),
            new Demand(new Product(2, "Mechanical Keyboard", "Accessories", 129), 58, ALL, 1, 1, 1, 2),
            new Demand(new Product(3, "Bluetooth Headphones", "Audio", 149), 68, ALL, 1, 1, 2),
            new Demand(new Product(4, "Wireless Mouse", "Accessories", 39), 61, ALL, 2, 3, 3),
            new Demand(new Product(5, "Laptop 15 Pro", "Computers", 999), 67, ALL, 1, 1, 1, 1, 2, 1),
            new Demand(new Product(6, "USB-C Charger, 65 W", "Accessories", 45), 49, ALL, 3, 2, 4),
            new Demand(new Product(7, "Digital SLR Camera", "Cameras", 749), 78, ALL, 1, 1, 1, 2),
            new Demand(new Product(8, "OLED TV 65\", 4K", "Home Cinema", 1799), 41, 31, 2, 1, 3));

    /** What February sells, and January four times: pairs of product and quantity. */
    private static final int[][] FEBRUARY_LINES = {
        {8, 2}, {1, 2}, {7, 1}, {7, 1}, {5, 1}, {3, 2}, {3, 1}, {2, 1}, {6, 3}
    };

    private static final int JANUARY_TIMES = 4;

    private static final int LARGEST_ORDER = 6;
    /** So many details are placed with no regard to what their order already holds. */
    private static final int CARELESS_EVERY = 12;

    private record Line(int product, int quantity) {}

    private record Basket(int month, int day, int buyer, List<Line> lines) {
        boolean holds(int product) {
            return lines.stream().anyMatch(line -> line.product == product);
        }
    }

    private final SplitMix64 random = new SplitMix64(2023);
    private final List<Basket> baskets = new ArrayList<>();

    private BundledShop() {}

    static Shop create() {
        BundledShop shop = new BundledShop();
        shop.placeOrders();
        shop.fillOrders();
        return shop.number();
    }

    /** Buyers are numbered by their first order, which settles the month in which each of them comes. */
    private void placeOrders() {
        int[] remaining = ordersOfBuyers();
        int came = 0;
        for (int month = 0; month < FIRST_ORDERS.length; month++) {
            List<Integer> wanting = new ArrayList<>();
            for (int buyer = 0; buyer < came; buyer++) {
                wanting.addAll(Collections.nCopies(remaining[buyer], buyer));
            }
            random.shuffle(wanting);
            for (int buyer : wanting.subList(0, REPEAT_ORDERS[month])) {
                placeOrder(month, buyer);
                remaining[buyer]--;
            }
            for (int i = 0; i < FIRST_ORDERS[month]; i++) {
                placeOrder(month, came);
                remaining[came++]--;
            }
        }
        baskets.sort(Comparator.comparingInt(Basket::month).thenComparingInt(Basket::day));
    }

    private void placeOrder(int month, int buyer) {
        int day = 1 + random.nextInt(FIRST_MONTH.plusMonths(month).lengthOfMonth());
        baskets.add(new Basket(month, day, buyer, new ArrayList<>()));
    }

    private int[] ordersOfBuyers() {
        int buyers = Arrays.stream(FIRST_ORDERS).sum();
        int[] orders = new int[buyers];
        Arrays.fill(orders, 1);
        int step = EARLY / REGULAR.length;
        for (int i = 0; i < REGULAR.length; i++) {
            orders[step * i + random.nextInt(step)] = REGULAR[i];
        }
        List<Integer> others = new ArrayList<>(IntStream.range(0, buyers - LATE)
                .filter(b -> orders[b] == 1)
                .boxed()
                .toList());
        random.shuffle(others);
        for (int i = 0; i < FOUR_TIMES + THREE_TIMES + TWICE; i++) {
            orders[others.get(i)] = i < FOUR_TIMES ? 4 : i < FOUR_TIMES + THREE_TIMES ? 3 : 2;
        }
        return orders;
    }

    private void fillOrders() {
        List<Line> february = Arrays.stream(FEBRUARY_LINES)
                .map(pair -> new Line(pair[0], pair[1]))
                .toList();
        List<Line> january = Collections.nCopies(JANUARY_TIMES, february).stream()
                .flatMap(List::stream)
                .toList();
        fill(ordersOf(FEBRUARY), february);
        fill(ordersOf(JANUARY), january);

        List<Basket> others = baskets.stream().filter(b -> b.month < JANUARY).toList();
        List<Line> widely = new ArrayList<>();
        for (Demand demand : DEMAND) {
            List<Line> lines = remainingLines(demand);
            if (demand.buyers < ALL) {
                sellToFew(others, lines, demand.buyers);
            } else {
                widely.addAll(lines);
            }
        }
        fill(others, widely);
    }

    private List<Basket> ordersOf(int month) {
        return baskets.stream().filter(b -> b.month == month).toList();
    }

    /** The details of a product that January and February do not hold. */
    private List<Line> remainingLines(Demand demand) {
        int product = demand.product.id();
        long sold = (JANUARY_TIMES + 1)
                * Arrays.stream(FEBRUARY_LINES)
                        .filter(pair -> pair[0] == product)
                        .count();
        return IntStream.range(0, demand.details - (int) sold)
                .mapToObj(i -> new Line(product, demand.quantities[i % demand.quantities.length]))
                .toList();
    }

    /** Deals the details of one product to orders of no more than a few customers, one to an order. */
    private void sellToFew(List<Basket> orders, List<Line> lines, int mostBuyers) {
        int product = lines.getFirst().product;
        Set<Integer> buyers = new HashSet<>();
        baskets.stream().filter(b -> b.holds(product)).forEach(b -> buyers.add(b.buyer));
        List<Basket> shuffled = new ArrayList<>(orders);
        random.shuffle(shuffled);
        List<Line> left = new ArrayList<>(lines);
        for (Basket basket : shuffled) {
            if (!left.isEmpty() && (buyers.contains(basket.buyer) || buyers.size() < mostBuyers)) {
                buyers.add(basket.buyer);
                basket.lines.add(left.removeLast());
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("product " + product + " does not fit on the orders of its buyers");
        }
    }

    /** Deals details to orders: first one to each order that is empty, then the rest at random. */
    private void fill(List<Basket> orders, List<Line> lines) {
        List<Line> left = new ArrayList<>(lines);
        random.shuffle(left);
        for (Basket basket : orders) {
            if (basket.lines.isEmpty()) {
                basket.lines.add(left.removeLast());
            }
        }
        while (!left.isEmpty()) {
            Basket basket = orders.get(random.nextInt(orders.size()));
            if (basket.lines.size() < LARGEST_ORDER) {
                boolean careless = left.size() % CARELESS_EVERY == 0;
                left.stream()
                        .filter(line -> careless || !basket.holds(line.product))
                        .findFirst()
                        .ifPresent(line -> {
                            left.remove(line);
                            basket.lines.add(line);
                        });
            }
        }
    }

    /** Gives customers and orders their numbers. */
    private Shop number() {
        List<Integer> ids =
                new ArrayList<>(IntStream.rangeClosed(1, CUSTOMERS).boxed().toList());
        List<Customer> customers = ids.stream()
                .map(id -> new Customer(id, People.distinctName(id), People.town(random)))
                .toList();
        random.shuffle(ids);
        List<Product> products = DEMAND.stream().map(Demand::product).toList();
        List<Order> orders = new ArrayList<>();
        List<OrderDetail> details = new ArrayList<>();
        for (Basket basket : baskets) {
            int order = orders.size() + 1;
            int total = 0;
            for (Line line : basket.lines) {
                int price = products.get(line.product - 1).price();
                details.add(new OrderDetail(order, line.product, line.quantity, price));
                total += line.quantity * price;
            }
            var date = FIRST_MONTH.plusMonths(basket.month).atDay(basket.day);
            orders.add(new Order(order, date, ids.get(basket.buyer), total));
        }
        return new Shop(customers, products, orders, details);
    }
}
