package tarn.datasets.ecommerce;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.datasets.ProgressListener;
import tarn.datasets.Rows;

class EcommerceTest {
    private static final double SCALE = 20;
    private final Ecommerce ecommerce = new Ecommerce();

    /** The same bytes on every machine and every JDK; a new sum means that the shop has changed for everybody. */
    @Test
    void theBytesOfTheFilesNeverChange(@TempDir Path folder) throws IOException {
        assertThat(sum(folder.resolve("bundled"), 1)).isEqualTo("54805a27265a5836");
        assertThat(sum(folder.resolve("scaled"), SCALE)).isEqualTo("ef5292ef9b6f281b");
    }

    @Test
    void scaleOneIsTheBundledShop() {
        assertThat(Rows.of(ecommerce, "customers", 1)).hasSize(100);
        assertThat(Rows.of(ecommerce, "orders", 1)).hasSize(207);
        assertThat(Rows.of(ecommerce, "order_details", 1)).hasSize(466);
    }

    @Test
    void sizesFollowTheScale() {
        assertThat(Rows.of(ecommerce, "customers", SCALE)).hasSize(2000);
        assertThat(Rows.of(ecommerce, "products", SCALE)).hasSize(36);
        assertThat(Rows.of(ecommerce, "orders", SCALE)).hasSize(10_000);
        assertThat(Rows.of(ecommerce, "order_details", SCALE)).hasSizeBetween(25_000, 26_000);
        assertThat(Rows.of(ecommerce, "orders", 0.001)).hasSize(5);
        assertThat(Rows.of(ecommerce, "products", 0.001)).hasSize(8);
    }

    @Test
    void scaledTotalsAreTheSumsOfTheDetails() {
        Map<Object, Long> sums = Rows.of(ecommerce, "order_details", SCALE).stream()
                .collect(groupingBy(row -> row.get(0), summingLong(row -> (long) row.get(2) * (long) row.get(3))));
        List<List<Object>> orders = Rows.of(ecommerce, "orders", SCALE);
        assertThat(sums).hasSameSizeAs(orders);
        assertThat(orders).allMatch(order -> sums.get(order.get(0)).equals(order.get(3)));
    }

    @Test
    void scaledRowsReferToEachOtherAndOrdersAreSortedByDate() {
        List<List<Object>> products = Rows.of(ecommerce, "products", SCALE);
        assertThat(Rows.of(ecommerce, "order_details", SCALE))
                .allMatch(
                        row -> products.get((int) (long) row.get(1) - 1).get(3).equals(row.get(3)));
        List<List<Object>> orders = Rows.of(ecommerce, "orders", SCALE);
        assertThat(orders).allMatch(row -> (long) row.get(2) >= 1 && (long) row.get(2) <= 2000);
        assertThat(orders).extracting(row -> row.get(1).toString()).isSorted();
    }

    @Test
    void aScaledShopIsSkewedLikeAShop() {
        Map<Object, Long> ordersByCustomer =
                Rows.of(ecommerce, "orders", SCALE).stream().collect(groupingBy(row -> row.get(2), counting()));
        long buyers = ordersByCustomer.size();
        assertThat(buyers).isBetween(1200L, 1700L);
        assertThat(ordersByCustomer.values().stream().filter(n -> n == 1).count())
                .isGreaterThan(buyers / 10);
        assertThat(ordersByCustomer.values().stream().max(Long::compare).orElseThrow())
                .isGreaterThan(30);
        Map<Object, Long> byProduct =
                Rows.of(ecommerce, "order_details", SCALE).stream().collect(groupingBy(row -> row.get(1), counting()));
        assertThat(byProduct).hasSize(36);
        long most = byProduct.values().stream().max(Long::compare).orElseThrow();
        long least = byProduct.values().stream().min(Long::compare).orElseThrow();
        assertThat(most).isGreaterThan(10 * least);
    }

    private String sum(Path folder, double scale) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : ecommerce.generate(scale, folder, ProgressListener.NONE)) {
                if (file.toString().endsWith(".csv")) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
