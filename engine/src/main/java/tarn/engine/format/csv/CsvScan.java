package tarn.engine.format.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.Vector;
import tarn.engine.pipeline.QueryContext;
import tarn.engine.pipeline.Source;
import tarn.engine.pipeline.WorkerContext;

/**
 * Reads files in chunks that threads take. A chunk begins behind a line break, which may lie inside quotes: whether it
 * does follows from the chunk before. So each thread first looks only at the quotes of its chunk, which is fast and brings
 * the chunk into the cache, passes on the state at its end, and parses then.
 */
final class CsvScan implements Source {
    private static final int CHUNK_BYTES = 4 << 20;

    private final CsvTable table;
    private final List<Integer> columns;

    /**
     * @param columns of the table's columns, those to read
     */
    CsvScan(CsvTable table, List<Integer> columns) {
        this.table = table;
        this.columns = columns;
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Morsels open(QueryContext query) {
        var chunks = new ArrayList<Chunk>();
        for (var file : table.files()) {
            var text = file.text();
            var states = new QuoteStates(text, file.dialect());
            long from = file.firstRecord();
            long target = Math.max(64 * 1024, Math.min(CHUNK_BYTES, (text.size() - from) / (4L * query.threads())));
            int number = 0;
            while (from < text.size()) {
                long to = states.splittable() ? states.lineAfter(Math.min(text.size(), from + target)) : text.size();
                chunks.add(new Chunk(file, states, number++, from, to));
                from = to;
            }
            states.begin(chunks.stream().filter(chunk -> chunk.states == states).toList());
        }
        return new Chunks(chunks, query);
    }

    /** Some bytes of a file, from behind a line break to behind another. */
    record Chunk(CsvTable.File file, QuoteStates states, int number, long from, long to) {}

    private final class Chunks implements Morsels {
        private final List<Chunk> chunks;
        private final QueryContext query;
        private final AtomicInteger taken = new AtomicInteger();

        Chunks(List<Chunk> chunks, QueryContext query) {
            this.chunks = chunks;
            this.query = query;
        }

        @Override
        public @Nullable Reader next(WorkerContext worker) {
            int index = taken.getAndIncrement();
            return index < chunks.size() ? new ChunkReader(chunks.get(index), query, worker) : null;
        }

        @Override
        public double progress() {
            return chunks.isEmpty() ? 1 : Math.min(1.0, (double) taken.get() / chunks.size());
        }
    }

    private final class ChunkReader implements Reader {
        private final Chunk chunk;
        private final QueryContext query;
        private final Region indexRegion;
        private final Region batchRegion;
        private final RecordIndex index;
        private final List<FieldColumn> fields = new ArrayList<>();
        private long at = -1;

        ChunkReader(Chunk chunk, QueryContext query, WorkerContext worker) {
            this.chunk = chunk;
            this.query = query;
            this.indexRegion = worker.newRegion(name());
            this.batchRegion = worker.newRegion(name());
            var file = chunk.file();
            this.index = new RecordIndex(file.text(), file.dialect(), file.fields(), query.batchRows(), indexRegion);
            if (table.skipsErrors()) {
                index.skipMalformed();
            }
            for (int column : columns) {
                fields.add(
                        new FieldColumn(file, table.columns().get(column), file.fieldOf(column), table.reader(column)));
            }
        }

        @Override
        public @Nullable Batch next() {
            if (at < 0) {
                chunk.states.examine(chunk.number);
                at = chunk.states.firstRecord(chunk.number, query);
            }
            while (at < chunk.to) {
                at = index.fill(at, chunk.to);
                if (index.count() > 0) {
                    var batch = parse();
                    if (batch != null) {
                        return batch;
                    }
                }
            }
            indexRegion.close();
            batchRegion.close();
            return null;
        }

        private @Nullable Batch parse() {
            batchRegion.reset();
            var errors = table.skipsErrors() ? new RowErrors(index.count(), batchRegion) : null;
            var vectors = new ArrayList<Vector>(fields.size());
            for (var field : fields) {
                vectors.add(field.parse(index, batchRegion, errors));
            }
            return errors == null || !errors.any()
                    ? new Batch(index.count(), vectors)
                    : errors.withoutBadRows(vectors, batchRegion);
        }
    }
}
