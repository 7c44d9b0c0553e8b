package tarn.shell.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tarn.engine.CatalogOverview.Relation;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.type.ScalarType;

class CompletionTest {
    private static final List<Relation> RELATIONS = List.of(
            relation("customers", "customer_id", "name", "location"),
            relation("orders", "order_id", "order_date", "customer_id"),
            relation("Odd Name", "a", "b c"));

    private final Completion completion = new Completion(() -> RELATIONS);

    @TempDir
    private Path folder;

    private static Relation relation(String name, String... columns) {
        var definitions = List.of(columns).stream()
                .map(column -> new ColumnDefinition(column, ScalarType.VARCHAR))
                .toList();
        return new Relation("main", name, false, false, definitions, 10, 0, "");
    }

    /** The suggestions where the text has a bar. */
    private List<String> at(String text) {
        int caret = text.indexOf('|');
        return completion.at(text.substring(0, caret) + text.substring(caret + 1), caret).suggestions().stream()
                .map(Suggestion::text)
                .toList();
    }

    @Test
    void statementsBeginWithKeywords() {
        assertThat(at("SEL|")).containsExactly("SELECT");
        assertThat(at("sel|")).containsExactly("select");
        assertThat(at("SELECT 1; INS|")).contains("INSERT");
    }

    @Test
    void behindFromStandTables() {
        assertThat(at("SELECT * FROM |")).containsExactlyInAnyOrder("customers", "orders", "\"Odd Name\"");
        assertThat(at("SELECT * FROM ord|")).containsExactly("orders");
        assertThat(at("SELECT * FROM customers c, or|")).containsExactly("orders");
        assertThat(at("SELECT * FROM customers JOIN or|")).containsExactly("orders");
        assertThat(at("FROM od|")).containsExactly("\"Odd Name\"");
    }

    @Test
    void columnsAreThoseOfTheTablesInFromEvenWhenItComesLater() {
        assertThat(at("SELECT loc| FROM customers")).startsWith("location");
        assertThat(at("SELECT order_| FROM customers")).doesNotContain("order_id");
        assertThat(at("SELECT * FROM customers WHERE nam|")).startsWith("name");
        assertThat(at("SELECT * FROM customers c JOIN orders o ON customer|"))
                .containsExactly("customer_id", "customer_id");
        assertThat(at("SELECT * FROM orders; SELECT order_d| FROM customers")).isEmpty();
    }

    @Test
    void aliasesAndQualifiedColumns() {
        assertThat(at("SELECT o.| FROM orders AS o")).containsExactly("order_id", "order_date", "customer_id");
        assertThat(at("SELECT o.order_d| FROM orders o")).containsExactly("order_date");
        assertThat(at("SELECT customers.l| FROM customers")).containsExactly("location");
        assertThat(at("SELECT main.cu|")).containsExactly("customers");
        assertThat(at("SELECT x.b| FROM \"Odd Name\" x")).containsExactly("\"b c\"");
    }

    @Test
    void functionsHaveAParenthesis() {
        assertThat(at("SELECT strf|")).containsExactly("strftime(");
        assertThat(at("SELECT row_n|")).containsExactly("row_number(");
    }

    @Test
    void ctesAreTables() {
        assertThat(at("WITH monthly AS (SELECT 1) SELECT * FROM mon|")).containsExactly("monthly");
    }

    @Test
    void nothingInCommentsAndText() {
        assertThat(at("SELECT 1 /* fr|")).isEmpty();
    }

    @Test
    void filesInQuotes() throws IOException {
        Files.writeString(folder.resolve("sales.csv"), "");
        Files.createDirectory(folder.resolve("sub"));
        assertThat(at("FROM '" + folder + "/s|")).containsExactly(folder + "/sales.csv'", folder + "/sub/");
        assertThat(at(".read " + folder + "/sa|")).containsExactly(folder + "/sales.csv");
    }

    @Test
    void commandsAndTheirArguments() {
        assertThat(at(".ta|")).containsExactly(".tables");
        assertThat(at(".mode j|")).containsExactly("json", "jsonl");
        assertThat(at(".timer |")).containsExactly("on", "off");
        assertThat(at(".schema o|")).contains("orders");
        assertThat(at(".run sales|")).containsExactly("sales_trend");
    }
}
