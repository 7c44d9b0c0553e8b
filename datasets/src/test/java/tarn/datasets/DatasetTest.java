package tarn.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    private final Dataset shop = Datasets.find("ecommerce").orElseThrow();

    @Test
    void dataSetsAreFoundByName() {
        assertThat(Datasets.all()).extracting(Dataset::name).containsExactly("ecommerce", "tpch", "tpcds", "ssb");
        assertThat(Datasets.find("TPCH")).isPresent();
        assertThat(Datasets.find("nothing")).isEmpty();
        assertThat(Datasets.all()).allMatch(dataset -> !dataset.description().isEmpty());
    }

    @Test
    void generatingWritesEachTableAndTheSchemaAndNothingElse(@TempDir Path folder) throws IOException {
        List<ProgressListener.Progress> progress = new ArrayList<>();
        List<Path> files = shop.generate(1, folder.resolve("new/shop"), progress::add);
        assertThat(files)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("customers.csv", "products.csv", "orders.csv", "order_details.csv", "schema.sql");
        assertThat(list(folder.resolve("new/shop"))).containsExactlyInAnyOrderElementsOf(files);
        assertThat(progress).extracting(ProgressListener.Progress::table).contains("orders");
        assertThat(progress.getLast().rows()).isEqualTo(466);
        assertThat(progress.getLast().bytes()).isEqualTo(Files.size(files.get(3)));
        assertThat(progress.getLast().fraction()).isEqualTo(1.0);
    }

    @Test
    void oldFilesAreReplaced(@TempDir Path folder) throws IOException {
        Path customers = Files.writeString(folder.resolve("customers.csv"), "old");
        shop.generate(1, folder, ProgressListener.NONE);
        assertThat(Files.readString(customers)).startsWith("customer_id,name,location\n1,");
    }

    @Test
    void aRunThatFailsLeavesTheFolderAsItWas(@TempDir Path folder) throws IOException {
        Path customers = Files.writeString(folder.resolve("customers.csv"), "old");
        assertThatThrownBy(() -> shop.generate(1, folder, progress -> {
                    if (progress.table().equals("orders")) {
                        throw new UncheckedIOException(new IOException("disk full"));
                    }
                }))
                .hasMessageContaining("disk full");
        assertThat(list(folder)).containsExactly(customers);
        assertThat(customers).hasContent("old");
    }

    @Test
    void filesInManyPartsHoldTheRowsInOrder(@TempDir Path folder) throws IOException {
        double scale = 500;
        Table orders = shop.table("orders");
        assertThat(shop.parts(orders, scale)).isGreaterThan(2);
        shop.generate(scale, folder, ProgressListener.NONE);
        try (Stream<String> lines = Files.lines(folder.resolve("orders.csv"))) {
            assertThat(lines.skip(1).map(line -> Integer.parseInt(line.substring(0, line.indexOf(',')))))
                    .hasSize(250_000)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aScaleMustBePositive(@TempDir Path folder) {
        for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> shop.generate(scale, folder, ProgressListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scale");
        }
    }

    @Test
    void anUnknownTableIsAnError() {
        assertThatThrownBy(() -> shop.table("invoices")).hasMessage("ecommerce has no table invoices");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
