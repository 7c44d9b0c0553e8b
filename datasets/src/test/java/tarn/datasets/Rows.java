package tarn.datasets;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Keeps rows as Java objects. */
public final class Rows implements RowSink {
    private final List<List<Object>> rows = new ArrayList<>();
    private List<Object> row = new ArrayList<>();

    public static List<List<Object>> of(Dataset dataset, String table, double scale) {
        Rows rows = new Rows();
        dataset.forEachRow(dataset.table(table), scale, rows);
        return rows.rows;
    }

    @Override
    public void integer(long value) {
        row.add(value);
    }

    @Override
    public void decimal(long unscaled, int scale) {
        row.add(BigDecimal.valueOf(unscaled, scale));
    }

    @Override
    public void real(double value) {
        row.add(value);
    }

    @Override
    public void date(int epochDay) {
        row.add(LocalDate.ofEpochDay(epochDay));
    }

    @Override
    public void text(String value) {
        row.add(value);
    }

    @Override
    public void missing() {
        row.add(null);
    }

    @Override
    public void endRow() {
        rows.add(row);
        row = new ArrayList<>();
    }
}
