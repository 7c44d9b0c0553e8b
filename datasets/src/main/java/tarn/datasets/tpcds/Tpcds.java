package tarn.datasets.tpcds;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tarn.datasets.Column;
import tarn.datasets.ColumnType;
import tarn.datasets.Dataset;
import tarn.datasets.RowSink;
import tarn.datasets.Table;

/**
 * The TPC-DS tables. The scale is the scale factor: at 1 there are 2.9 million store sales, about 1.2 GB of CSV; fractions
 * such as 0.01 are allowed, though some dimensions keep their size. Empty text is NULL, as in the benchmark's own files.
 */
public final class Tpcds implements Dataset {
    /** Rows, or for sales and returns orders of about ten rows each. */
    private static final long ROWS_PER_PART = 20_000;

    private static final Map<String, io.trino.tpcds.Table> SOURCES = io.trino.tpcds.Table.getBaseTables().stream()
            .filter(table -> table != io.trino.tpcds.Table.DBGEN_VERSION)
            .collect(Collectors.toUnmodifiableMap(io.trino.tpcds.Table::getName, table -> table));
    private static final List<Table> TABLES = io.trino.tpcds.Table.getBaseTables().stream()
            .filter(SOURCES::containsValue)
            .map(Tpcds::table)
            .toList();

    @Override
    public String name() {
        return "tpcds";
    }

    @Override
    public String description() {
        return "The 24 tables of the TPC-DS benchmark. The scale is its scale factor:"
                + " 1 has 2.9 million store sales and is about 1.2 GB.";
    }

    @Override
    public List<Table> tables() {
        return TABLES;
    }

    @Override
    public int parts(Table table, double scale) {
        Dataset.requireScale(scale);
        return (int) Math.max(1, Math.ceilDiv(numbers(source(table), session(scale)), ROWS_PER_PART));
    }

    @Override
    public void forEachRow(Table table, double scale, int part, RowSink sink) {
        Dataset.requireScale(scale);
        var source = source(table);
        var session = session(scale).withTable(source);
        long numbers = numbers(source, session);
        long first = part * ROWS_PER_PART + 1;
        long last = Math.min(numbers, (part + 1) * ROWS_PER_PART);
        if (first > last) {
            return;
        }
        for (var made : Results.constructResults(source, first, last, session)) {
            send(table.columns(), made.getFirst(), sink);
            sink.endRow();
        }
    }

    /** How many row numbers the generator knows: returns are made from the numbers of the sales. */
    private static long numbers(io.trino.tpcds.Table source, Session session) {
        return session.getScaling().getRowCount(source.isChild() ? source.getParent() : source);
    }

    private static Session session(double scale) {
        return Session.getDefaultSession().withScale(scale);
    }

    private static io.trino.tpcds.Table source(Table table) {
        var source = SOURCES.get(table.name());
        if (source == null) {
            throw new IllegalArgumentException("tpcds has no table " + table.name());
        }
        return source;
    }

    private static Table table(io.trino.tpcds.Table source) {
        var columns = new ArrayList<Column>();
        boolean facts = source.hasChild() || source.isChild() || source == io.trino.tpcds.Table.INVENTORY;
        for (var column : source.getColumns()) {
            boolean key = facts ? keyOfFacts(column.getName()) : column.getPosition() == 0;
            columns.add(new Column(column.getName(), type(column), !key));
        }
        return new Table(source.getName(), columns);
    }

    /** Facts are known by item and order, those of the inventory by item, date and warehouse. */
    private static boolean keyOfFacts(String column) {
        return column.endsWith("_item_sk")
                || numbersOrders(column)
                || column.startsWith("inv_") && column.endsWith("_sk");
    }

    private static boolean numbersOrders(String column) {
        return column.endsWith("_ticket_number") || column.endsWith("_order_number");
    }

    private static ColumnType type(io.trino.tpcds.column.Column column) {
        var type = column.getType();
        return switch (type.getBase()) {
            case INTEGER -> ColumnType.Plain.INTEGER;
            case IDENTIFIER -> numbersOrders(column.getName()) ? ColumnType.Plain.BIGINT : ColumnType.Plain.INTEGER;
            case DATE -> ColumnType.Plain.DATE;
            case DECIMAL ->
                new ColumnType.Decimal(
                        type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
            case VARCHAR, CHAR, TIME -> ColumnType.Plain.VARCHAR;
        };
    }

    private static void send(List<Column> columns, List<String> values, RowSink sink) {
        for (int i = 0; i < columns.size(); i++) {
            // The generator has null for NULL.
            var value = values.get(i);
            if (value == null || value.isEmpty()) {
                sink.missing();
                continue;
            }
            switch (columns.get(i).type()) {
                case ColumnType.Plain.INTEGER, ColumnType.Plain.BIGINT -> sink.integer(Long.parseLong(value));
                case ColumnType.Plain.DOUBLE -> sink.real(Double.parseDouble(value));
                case ColumnType.Plain.DATE ->
                    sink.date((int) LocalDate.parse(value).toEpochDay());
                case ColumnType.Plain.VARCHAR -> sink.text(value);
                case ColumnType.Decimal(var _, var scale) ->
                    sink.decimal(
                            new BigDecimal(value)
                                    .setScale(scale, RoundingMode.UNNECESSARY)
                                    .unscaledValue()
                                    .longValueExact(),
                            scale);
            }
        }
    }
}
