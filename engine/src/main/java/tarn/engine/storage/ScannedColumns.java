package tarn.engine.storage;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.kernel.ColumnsOnDemand;
import tarn.engine.kernel.Gather;

/** The columns of a batch of stored rows; views of plain texts are made when somebody asks for them. */
final class ScannedColumns extends ColumnsOnDemand {
    private final @Nullable Vector[] made;
    private final @Nullable Texts[] texts;
    private final int rows;
    private final Region scratch;

    /** Texts of the batch: int offsets of its rows and of their end. */
    private record Texts(
            DataType type,
            MemorySegment offsets,
            long data,
            @Nullable MemorySegment validity) {}

    ScannedColumns(int columns, int rows, Region scratch) {
        this.made = new Vector[columns];
        this.texts = new Texts[columns];
        this.rows = rows;
        this.scratch = scratch;
    }

    void put(int column, Vector vector) {
        made[column] = vector;
    }

    /** @param first the first row's place among the offsets */
    void put(int column, DataType type, ColumnChunk.Text text, int first, @Nullable MemorySegment validity) {
        var offsets = text.offsets().asSlice(4L * first, 4L * (rows + 1));
        texts[column] = new Texts(type, offsets, text.data().address(), validity);
    }

    @Override
    public Vector get(int index) {
        var vector = made[index];
        var text = texts[index];
        if (vector == null && text != null) {
            var views = scratch.allocate((long) rows * Strings.VIEW_BYTES);
            fill(text.offsets(), text.data(), rows, views);
            vector = new FlatVector(text.type(), views, text.validity());
            made[index] = vector;
        }
        return java.util.Objects.requireNonNull(vector);
    }

    private static void fill(MemorySegment offsets, long data, int rows, MemorySegment views) {
        int start = Memory.getInt(offsets, 0);
        for (int row = 0; row < rows; row++) {
            int end = Memory.getInt(offsets, row + 1);
            Strings.put(views, row, data + start, end - start);
            start = end;
        }
    }

    @Override
    public Vector gather(int index, MemorySegment numbers, int count, Region region) {
        var vector = made[index];
        var text = texts[index];
        if (vector != null || text == null) {
            return Gather.gather(get(index), numbers, count, region);
        }
        var views = region.allocate(Math.max(1, count) * (long) Strings.VIEW_BYTES);
        pick(text.offsets(), text.data(), numbers, count, views);
        return new FlatVector(text.type(), views, Gather.bits(text.validity(), numbers, count, region));
    }

    private static void pick(MemorySegment offsets, long data, MemorySegment numbers, int count, MemorySegment views) {
        for (int i = 0; i < count; i++) {
            int row = Memory.getInt(numbers, i);
            int start = Memory.getInt(offsets, row);
            Strings.put(views, i, data + start, Memory.getInt(offsets, row + 1) - start);
        }
    }

    @Override
    public int size() {
        return made.length;
    }
}
