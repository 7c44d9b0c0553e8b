package tarn.datasets.ecommerce;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tarn.datasets.RowSink;
import tarn.datasets.SplitMix64;

/**
 * A shop of any size, made row by row: every order follows from its number alone, so the shop needs no memory and its
 * parts can be made in any order.
 *
 * <p>Orders are numbered by date over three years. Sales grow from year to year, peak in November and December and on
 * Fridays to Sundays. Customers are numbered by the day they came, fewer in the later years; one in six never buys, one
 * in a hundred buys all the time; newcomers buy more than old customers. A few products sell far more often than the
 * others, and dear ones less often than cheap ones.
 */
final class ScaledShop {
    private static final int CUSTOMERS_PER_SCALE = 100;
    private static final int ORDERS_PER_CUSTOMER = 5;
    private static final int PRODUCTS_AT_SCALE_ONE = 8;

    private static final LocalDate FIRST_DAY = LocalDate.of(2021, 3, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2024, 2, 29);
    private static final int DAYS = (int) (LAST_DAY.toEpochDay() - FIRST_DAY.toEpochDay()) + 1;
    private static final double[] MONTH_WEIGHT = {0.8, 0.75, 0.9, 0.95, 1.0, 0.95, 0.85, 0.85, 1.0, 1.1, 1.6, 1.5};
    private static final double[] WEEKDAY_WEIGHT = {0.9, 0.85, 0.85, 0.95, 1.15, 1.2, 1.1};
    private static final double GROWTH = 1.2;
    /** The share of the customers who were there on the first day. */
    private static final double FOUNDERS = 0.08;

    /** How eager customers are to buy, by share of the customers. */
    private static final double[] EAGER_SHARE = {0.16, 0.56, 0.90, 0.99};

    private static final double[] EAGERNESS = {0, 0.02, 0.08, 0.5, 1};
    private static final double NEWCOMERS = 0.35;
    private static final double NEWCOMER_SPAN = 0.15;
    private static final int MOST_DRAWS = 200;

    /** Shares of orders with one, two, ... details, summed up. */
    private static final double[] ORDER_SIZE = {0.30, 0.56, 0.76, 0.88, 0.95};

    private static final double PRODUCT_SKEW = 0.8;

    private static final String[] CATEGORY = {
        "Accessories", "Audio", "Cameras", "Computers", "Gaming", "Home Cinema", "Kitchen", "Phones", "Sports", "Toys"
    };
    private static final String[] MODEL = {"Lite", "Classic", "Plus", "Pro", "Max"};
    private static final String[] KIND = {"Set", "Kit", "Station", "Case", "Drive", "Screen 27\"", "Screen 32\", 4K"};
    private static final int[] PRICES = {9, 19, 29, 39, 49, 79, 99, 149, 249, 399, 699, 999, 1499};

    private static final long CUSTOMER_STREAM = 1;
    private static final long PRODUCT_STREAM = 2;
    private static final long ORDER_STREAM = 3;
    private static final long DETAIL_STREAM = 4;
    private static final long EAGERNESS_STREAM = 5;

    private final int customers;
    private final long orders;
    private final List<Product> products;
    private final int[] prices;
    private final int[] mostQuantity;
    private final double[] productShare;
    /** Orders up to the end of a day, and customers who have come by its end. */
    private final long[] ordersByDay = new long[DAYS];

    private final int[] customersByDay = new int[DAYS];

    ScaledShop(double scale) {
        customers = customerCount(scale);
        orders = orderCount(scale);
        products = makeProducts(productCount(scale));
        prices = products.stream().mapToInt(Product::price).toArray();
        mostQuantity = Arrays.stream(prices).map(ScaledShop::mostQuantity).toArray();
        productShare = productShares(prices);
        layOutDays();
    }

    static int customerCount(double scale) {
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(1, Math.round(CUSTOMERS_PER_SCALE * scale)));
    }

    static long orderCount(double scale) {
        return (long) customerCount(scale) * ORDERS_PER_CUSTOMER;
    }

    static int productCount(double scale) {
        return (int) Math.max(PRODUCTS_AT_SCALE_ONE, Math.round(PRODUCTS_AT_SCALE_ONE * StrictMath.sqrt(scale)));
    }

    void customers(long from, long to, RowSink sink) {
        SplitMix64 random = new SplitMix64(0);
        for (long id = from + 1; id <= to; id++) {
            random.restart(CUSTOMER_STREAM, id);
            sink.integer(id);
            sink.text(People.name(random));
            sink.text(People.town(random));
            sink.endRow();
        }
    }

    List<Product> products() {
        return products;
    }

    /** Orders from number {@code from + 1} to number {@code to}. */
    void orders(long from, long to, RowSink sink) {
        SplitMix64 random = new SplitMix64(0);
        SplitMix64 eagerness = new SplitMix64(0);
        int day = dayOf(from);
        for (long order = from; order < to; order++) {
            while (ordersByDay[day] <= order) {
                day++;
            }
            random.restart(ORDER_STREAM, order);
            sink.integer(order + 1);
            sink.date((int) FIRST_DAY.toEpochDay() + day);
            sink.integer(1 + buyer(customersByDay[day], random, eagerness));
            random.restart(DETAIL_STREAM, order);
            long total = 0;
            for (int left = orderSize(random); left > 0; left--) {
                int product = product(random);
                total += (long) quantity(product, random) * prices[product];
            }
            sink.integer(total);
            sink.endRow();
        }
    }

    /** The details of the orders from number {@code from + 1} to number {@code to}. */
    void orderDetails(long from, long to, RowSink sink) {
        SplitMix64 random = new SplitMix64(0);
        for (long order = from; order < to; order++) {
            random.restart(DETAIL_STREAM, order);
            for (int left = orderSize(random); left > 0; left--) {
                int product = product(random);
                sink.integer(order + 1);
                sink.integer(product + 1);
                sink.integer(quantity(product, random));
                sink.integer(prices[product]);
                sink.endRow();
            }
        }
    }

    private int buyer(int come, SplitMix64 random, SplitMix64 eagerness) {
        int customer = 0;
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            double u = random.nextDouble();
            boolean newcomer = random.nextDouble() < NEWCOMERS;
            customer = (int) (come * (newcomer ? 1 - NEWCOMER_SPAN * u * u : u));
            customer = Math.min(customer, come - 1);
            eagerness.restart(EAGERNESS_STREAM, customer);
            double eager = EAGERNESS[bucket(EAGER_SHARE, eagerness.nextDouble())];
            if (random.nextDouble() < eager) {
                break;
            }
        }
        return customer;
    }

    private static int orderSize(SplitMix64 random) {
        return 1 + bucket(ORDER_SIZE, random.nextDouble());
    }

    private int product(SplitMix64 random) {
        int at = Arrays.binarySearch(productShare, random.nextDouble());
        return Math.min(at >= 0 ? at + 1 : -at - 1, prices.length - 1);
    }

    private int quantity(int product, SplitMix64 random) {
        double u = random.nextDouble();
        return 1 + (int) (u * u * mostQuantity[product]);
    }

    /** Cheap things are bought in numbers. */
    private static int mostQuantity(int price) {
        return price < 50 ? 6 : price < 300 ? 4 : 2;
    }

    /** The number of bounds that do not exceed the value. */
    private static int bucket(double[] bounds, double value) {
        int bucket = 0;
        while (bucket < bounds.length && value >= bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static List<Product> makeProducts(int count) {
        SplitMix64 random = new SplitMix64(0);
        List<Product> products = new ArrayList<>(count);
        for (int id = 1; id <= count; id++) {
            random.restart(PRODUCT_STREAM, id);
            String category = CATEGORY[random.nextInt(CATEGORY.length)];
            String kind = KIND[random.nextInt(KIND.length)];
            String model = MODEL[random.nextInt(MODEL.length)];
            String name = category + " " + kind + " " + model + " " + id;
            products.add(new Product(id, name, category, PRICES[random.nextInt(PRICES.length)]));
        }
        return products;
    }

    /** The shares of the products in all details, summed up: by rank, which is scattered over the numbers, and price. */
    private static double[] productShares(int[] prices) {
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            ranks.add(i);
        }
        new SplitMix64(PRODUCT_STREAM).shuffle(ranks);
        double[] shares = new double[prices.length];
        double sum = 0;
        for (int i = 0; i < prices.length; i++) {
            sum += 1 / (StrictMath.pow(ranks.get(i) + 1, PRODUCT_SKEW) * StrictMath.pow(prices[i], 0.25));
            shares[i] = sum;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private void layOutDays() {
        double[] weight = new double[DAYS];
        double sum = 0;
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = FIRST_DAY.plusDays(day);
            double age = day / (double) DAYS;
            sum += (1 + GROWTH * age)
                    * MONTH_WEIGHT[date.getMonthValue() - 1]
                    * WEEKDAY_WEIGHT[date.getDayOfWeek().getValue() - 1];
            weight[day] = sum;
            double come = FOUNDERS + (1 - FOUNDERS) * (1 - StrictMath.pow(1 - (day + 1) / (double) DAYS, 1.6));
            customersByDay[day] = (int) Math.max(1, Math.min(customers, Math.round(customers * come)));
        }
        for (int day = 0; day < DAYS; day++) {
            ordersByDay[day] = Math.round(orders * (weight[day] / sum));
        }
        ordersByDay[DAYS - 1] = orders;
    }

    private int dayOf(long order) {
        int at = Arrays.binarySearch(ordersByDay, order);
        return at >= 0 ? at : -at - 1;
    }
}
