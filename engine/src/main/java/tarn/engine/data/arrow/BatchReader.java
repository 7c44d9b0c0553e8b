package tarn.engine.data.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.Batch;

/** Rows as Arrow record batches, copied into the caller's allocator one batch at a time. */
public final class BatchReader extends ArrowReader {
    private final List<String> names;
    private final List<DataType> types;
    private final List<Batch> batches;
    private final Runnable release;
    private int next;
    private long bytes;

    /**
     * @param release called when the reader is closed
     */
    public BatchReader(
            List<String> names,
            List<DataType> types,
            List<Batch> batches,
            BufferAllocator allocator,
            Runnable release) {
        super(allocator);
        this.names = names;
        this.types = types;
        this.batches = batches;
        this.release = release;
    }

    @Override
    protected Schema readSchema() {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(ArrowTypes.field(names.get(i), types.get(i), true));
        }
        return new Schema(fields);
    }

    @Override
    public boolean loadNextBatch() throws java.io.IOException {
        prepareLoadNextBatch();
        if (next == batches.size()) {
            return false;
        }
        var batch = batches.get(next++);
        var root = getVectorSchemaRoot();
        for (int i = 0; i < types.size(); i++) {
            bytes += VectorCopy.copy(batch.column(i), batch.rows(), root.getVector(i));
        }
        root.setRowCount(batch.rows());
        return true;
    }

    @Override
    public long bytesRead() {
        return bytes;
    }

    @Override
    protected void closeReadSource() {
        release.run();
    }
}
