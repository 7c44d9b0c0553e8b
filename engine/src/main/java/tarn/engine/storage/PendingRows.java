package tarn.engine.storage;

import java.util.ArrayList;
import java.util.List;
import tarn.engine.catalog.ColumnDefinition;
import tarn.engine.data.memory.MemoryPool;
import tarn.engine.data.memory.Region;
import tarn.engine.data.vector.Batch;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.FlatVector;

/** Rows that one thread has appended and that are not yet a row group. */
final class PendingRows implements AutoCloseable {
    private final Region region;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private int rows;

    PendingRows(List<ColumnDefinition> columns, MemoryPool pool) {
        this.region = pool.newTableRegion("rows being appended");
        columns.forEach(column -> buffers.add(new ColumnBuffer(column.type(), region)));
    }

    void append(Batch batch) {
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).append(batch.column(i), batch.rows());
        }
        rows += batch.rows();
    }

    int rows() {
        return rows;
    }

    FlatVector column(int index) {
        return buffers.get(index).vector();
    }

    void clear() {
        buffers.forEach(ColumnBuffer::clear);
        rows = 0;
    }

    @Override
    public void close() {
        region.close();
    }
}
