package tarn.engine.query.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/** Rows of a test, values in physical form, cut into morsels. */
public final class RowsSource implements Source {
    private final List<DataType> types;
    private final List<List<@Nullable Object>> rows;
    private final int morselRows;
    private final boolean coded;

    /** @param coded whether strings come as codes of one dictionary */
    public RowsSource(List<DataType> types, List<List<@Nullable Object>> rows, int morselRows, boolean coded) {
        this.types = types;
        this.rows = rows;
        this.morselRows = morselRows;
        this.coded = coded;
    }

    @Override
    public String name() {
        return "Rows";
    }

    @Override
    public Morsels open(QueryContext query) {
        var region = query.memory().newRegion(name());
        var dictionaries = new ArrayList<@Nullable Words>();
        for (int i = 0; i < types.size(); i++) {
            dictionaries.add(coded && types.get(i).lane() == Lane.BYTES ? words(i, region) : null);
        }
        return new Morsels() {
            private int next;

            @Override
            public synchronized @Nullable Reader next(WorkerContext worker) {
                if (next >= rows.size()) {
                    return null;
                }
                int from = next;
                next = Math.min(rows.size(), from + morselRows);
                return reader(from, next, dictionaries, worker);
            }

            @Override
            public synchronized double progress() {
                return rows.isEmpty() ? 1 : (double) next / rows.size();
            }
        };
    }

    private record Words(Dictionary dictionary, List<Object> entries) {}

    private Words words(int column, Region region) {
        var entries = rows.stream()
                .map(row -> row.get(column))
                .filter(x -> x != null)
                .distinct()
                .toList();
        var buffer = new ColumnBuffer(types.get(column), region);
        entries.forEach(entry -> buffer.append(Constants.of(entry, types.get(column), region), 1));
        return new Words(new Dictionary(buffer.vector(), entries.size(), false), new ArrayList<>(entries));
    }

    private Reader reader(int from, int to, List<@Nullable Words> dictionaries, WorkerContext worker) {
        var region = worker.newRegion(name());
        return new Reader() {
            private int at = from;

            @Override
            public @Nullable Batch next() {
                region.reset();
                int count = Math.min(worker.query().batchRows(), to - at);
                if (count == 0) {
                    region.close();
                    return null;
                }
                int start = at;
                at += count;
                return new Batch(
                        count,
                        IntStream.range(0, types.size())
                                .mapToObj(i -> column(i, start, count, dictionaries.get(i), region))
                                .toList());
            }
        };
    }

    private Vector column(int column, int from, int count, @Nullable Words words, Region region) {
        var type = types.get(column);
        if (words == null) {
            return buffer(type, column, from, count, region).vector();
        }
        var codes = region.allocate(count * 4L);
        var bits = buffer(type, column, from, count, region).vector().validity();
        for (int i = 0; i < count; i++) {
            Object value = rows.get(from + i).get(column);
            codes.setAtIndex(
                    java.lang.foreign.ValueLayout.JAVA_INT, i, value == null ? 0 : words.entries.indexOf(value));
        }
        return new DictionaryVector(words.dictionary, codes, bits);
    }

    private ColumnBuffer buffer(DataType type, int column, int from, int count, Region region) {
        var buffer = new ColumnBuffer(type, region);
        for (int i = from; i < from + count; i++) {
            Object value = rows.get(i).get(column);
            if (value == null) {
                buffer.appendNull();
            } else {
                buffer.append(Constants.of(value, type, region), 1);
            }
        }
        return buffer;
    }
}
