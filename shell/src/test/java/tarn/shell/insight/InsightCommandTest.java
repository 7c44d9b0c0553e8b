package tarn.shell.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.datasets.ProgressListener;
import tarn.datasets.ecommerce.Ecommerce;
import tarn.datasets.ecommerce.Insights;
import tarn.shell.CommandLine;
import tarn.shell.ExitCode;
import tarn.shell.ResultStream;
import tarn.shell.Streams;
import tarn.shell.Terminals;

class InsightCommandTest {
    private record Run(int code, String out, String err) {}

    @TempDir
    private Path folder;

    private static Run insights(String... arguments) {
        var all = new ArrayList<>(List.of("insights"));
        all.addAll(List.of(arguments));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(
                InputStream.nullInputStream(),
                new ResultStream(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminals.NONE);
        int code = CommandLine.run(all, streams);
        streams.out().flush();
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theFiveSayWhatTheShopSays() {
        var run = insights();
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("1. Engagement depth", "5. Premium products")
                .contains("8 of 84 buyers (9.52 %) are Regular")
                .contains("26 in 2023-03, the first, and 1 in", "a declining")
                .contains("2024-02 has the largest decline: -75.00 %")
                .contains("78", "68", "67");
    }

    @Test
    void everyAnswerIsAsKnown() {
        var run = insights(Insights.names().toArray(String[]::new));
        assertThat(run.code()).isZero();
        var names = new ArrayList<>(List.of("--check"));
        names.addAll(Insights.names());
        var check = insights(names.toArray(String[]::new));
        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(check.out()).hasLineCount(Insights.names().size());
    }

    @Test
    void programsGetTheTableAlone() {
        var csv = insights("--format", "csv", "engagement_depth", "product_turnover");
        assertThat(csv.err()).isEmpty();
        assertThat(csv.out())
                .startsWith("segment,customers,share_pct\nRegular,8,9.52\n")
                .contains("One-time,30,35.71\nproduct_id,name,times_ordered\n7,Digital SLR Camera,78\n");
        assertThat(insights("--format", "json", "premium_products").out())
                .startsWith("[{\"product_id\":8,")
                .endsWith("}]\n");
    }

    @Test
    void namesAreListed() {
        var run = insights("--list", "--format", "csv");
        assertThat(run.out())
                .startsWith("name,title,question\nengagement_depth,Engagement depth,")
                .contains("rfm,");
    }

    @Test
    void anotherShopIsAskedByItsFolder() throws IOException {
        var shop = folder.resolve("it's a shop");
        new Ecommerce().generate(0.5, shop, ProgressListener.NONE);
        var run = insights("--data", shop.toString(), "--format", "csv", "engagement_depth");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("segment,customers,share_pct\nRegular,")
                .doesNotContain("9.52");
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        new Ecommerce().generate(1, folder, ProgressListener.NONE);
        Files.delete(folder.resolve("orders.csv"));
        var noFile = insights("--data", folder.toString());
        assertThat(noFile.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(noFile.err()).contains("no orders.csv in " + folder).contains("order_details.csv");
        Files.writeString(folder.resolve("orders.csv"), "order_id,order_date\n1,2024-01-01\n");
        var noColumn = insights("--data", folder.toString());
        assertThat(noColumn.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(noColumn.err()).contains("orders.csv has no column customer_id, total_amount");
        assertThat(noColumn.out()).isEmpty();
    }
}
