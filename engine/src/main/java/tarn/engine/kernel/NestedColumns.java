package tarn.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.Lane;
import tarn.engine.data.type.StructType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;

/** Between nested values and columns of what they hold: so kernels of plain types do the work within. */
public final class NestedColumns {
    private NestedColumns() {}

    /**
     * The elements of all lists of a column, one below the other.
     *
     * @param ends for each row where in {@code values} its elements end (and those of the next row begin), as int
     */
    public record Elements(FlatVector values, MemorySegment ends, int count) {
        public int from(int row) {
            return row == 0 ? 0 : to(row - 1);
        }

        public int to(int row) {
            return Memory.getInt(ends, row);
        }

        /** The row that each element belongs to, as int. */
        public MemorySegment parents(int rows, Region batch) {
            var parents = batch.allocate(Math.max(16, Lane.I32.bytesFor(count)));
            int at = 0;
            for (int row = 0; row < rows; row++) {
                for (int end = to(row); at < end; at++) {
                    Memory.setInt(parents, at, row);
                }
            }
            return parents;
        }
    }

    /** The elements of lists or maps; a NULL has none. */
    public static Elements elements(Vector lists, int rows, Region batch) {
        var type = Nested.element(lists.type());
        var flat = Flatten.flatten(lists, rows, batch);
        var ends = batch.allocate(Math.max(16, Lane.I32.bytesFor(rows)));
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!flat.isNull(row)) {
                count = Math.addExact(count, Nested.count(lists.type(), Strings.address(flat.values(), row)));
            }
            Memory.setInt(ends, row, count);
        }
        var column = new Column(type, count, batch);
        for (int row = 0; row < rows; row++) {
            if (!flat.isNull(row)) {
                long cell = Strings.address(flat.values(), row);
                while (!Nested.isEnd(cell)) {
                    cell = column.add(cell);
                }
            }
        }
        return new Elements(column.vector(), ends, count);
    }

    /**
     * Lists of a column's values: those from the end of the row before to its own.
     *
     * @param type a list or map
     * @param validity of the lists
     */
    public static FlatVector lists(
            DataType type,
            Vector values,
            MemorySegment ends,
            @Nullable MemorySegment validity,
            int rows,
            Region batch) {
        var out = batch.allocateZeroed(Math.max(16, Lane.BYTES.bytesFor(rows)));
        var writer = new NestedWriter(batch);
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int end = Memory.getInt(ends, row);
            if (validity != null && !Bits.get(validity, row)) {
                at = end;
                continue;
            }
            for (; at < end; at++) {
                writer.cell(values, at);
            }
            writer.end();
            writer.finish(out, row);
        }
        return new FlatVector(type, out, validity);
    }

    /** A field of each struct; NULL where the struct is. */
    public static FlatVector field(Vector structs, int field, int rows, Region batch) {
        var type = (StructType) structs.type();
        var flat = Flatten.flatten(structs, rows, batch);
        var column = new Column(type.fields().get(field).type(), rows, batch);
        for (int row = 0; row < rows; row++) {
            if (flat.isNull(row)) {
                column.addNull();
            } else {
                column.add(Nested.field(type, Strings.address(flat.values(), row), field));
            }
        }
        return column.vector();
    }

    /** Structs made of columns. */
    public static FlatVector structs(
            StructType type, List<? extends Vector> fields, @Nullable MemorySegment validity, int rows, Region batch) {
        var out = batch.allocateZeroed(Math.max(16, Lane.BYTES.bytesFor(rows)));
        var writer = new NestedWriter(batch);
        for (int row = 0; row < rows; row++) {
            if (validity == null || Bits.get(validity, row)) {
                for (var field : fields) {
                    writer.cell(field, row);
                }
                writer.finish(out, row);
            }
        }
        return new FlatVector(type, out, validity);
    }

    /** A column that is filled with the values of cells. */
    public static final class Column {
        private final DataType type;
        private final Region batch;
        private final MemorySegment values;
        private final MemorySegment validity;
        private int rows;
        private boolean hasNulls;

        /** @param capacity rows that there is room for */
        public Column(DataType type, int capacity, Region batch) {
            this.type = type;
            this.batch = batch;
            this.values = batch.allocateZeroed(Math.max(16, type.lane().bytesFor(capacity)));
            this.validity = batch.allocate(Math.max(16, Bits.bytes(capacity))).fill((byte) -1);
        }

        /** Appends the value of a cell, and returns where the next one begins. */
        public long add(long cell) {
            if (Nested.isNull(cell)) {
                addNull();
                return cell + 1;
            }
            return Nested.read(type, cell + 1, values, rows++, batch);
        }

        public void addNull() {
            Bits.put(validity, rows++, false);
            hasNulls = true;
        }

        public FlatVector vector() {
            return new FlatVector(type, values, hasNulls ? validity : null);
        }
    }
}
