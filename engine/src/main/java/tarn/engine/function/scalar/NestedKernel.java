package tarn.engine.function.scalar;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Memory;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.Bits;
import tarn.engine.data.vector.Cell;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Nested;
import tarn.engine.data.vector.NestedWriter;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Values;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.KernelFactory;
import tarn.engine.function.ScalarKernel;
import tarn.engine.kernel.Flatten;

/** Evaluates functions of lists, structs and maps row by row, on the bytes that {@link Nested} describes. */
final class NestedKernel implements ScalarKernel {
    private final DataType result;
    private final boolean strict;
    private final Operator operator;

    /** A function of one row; a row for which nothing is written is NULL. */
    @FunctionalInterface
    interface Operator {
        void apply(Row in, Result out);
    }

    private NestedKernel(DataType result, boolean strict, Operator operator) {
        this.result = result;
        this.strict = strict;
        this.operator = operator;
    }

    /** NULL where an argument is NULL. */
    static KernelFactory strict(DataType result, Operator operator) {
        return _ -> new NestedKernel(result, true, operator);
    }

    /** As {@link #strict}, with an operator of its own for each thread, which may keep something from row to row. */
    static KernelFactory strictWith(DataType result, Supplier<Operator> operator) {
        return _ -> new NestedKernel(result, true, operator.get());
    }

    /** The operator sees NULLs too. */
    static KernelFactory nullAware(DataType result, Operator operator) {
        return _ -> new NestedKernel(result, false, operator);
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        boolean constant = !arguments.isEmpty() && arguments.stream().allMatch(ConstantVector.class::isInstance);
        int count = constant ? 1 : rows;
        var in = new Row(arguments, count, batch);
        var out = new Result(result, count, batch);
        for (int row = 0; row < count; row++) {
            in.row = row;
            out.row = row;
            out.present = false;
            if (!strict || !in.anyNull()) {
                operator.apply(in, out);
            }
            if (!out.present) {
                out.missing(row);
            }
        }
        if (constant) {
            return out.hasNulls ? Constants.nullOf(result) : new ConstantVector(result, out.values, false);
        }
        return new FlatVector(result, out.values, out.hasNulls ? out.validity : null);
    }

    /** The arguments of one row. */
    static final class Row {
        private final FlatVector[] columns;
        private final NestedWriter search;
        private final MemorySegment found;
        private int row;

        Row(List<Vector> arguments, int rows, Region batch) {
            columns = new FlatVector[arguments.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Flatten.flatten(arguments.get(i), rows, batch);
            }
            search = new NestedWriter(batch);
            found = batch.allocate(16);
        }

        int count() {
            return columns.length;
        }

        DataType type(int argument) {
            return columns[argument].type();
        }

        boolean isNull(int argument) {
            return columns[argument].isNull(row);
        }

        private boolean anyNull() {
            for (var column : columns) {
                if (column.isNull(row)) {
                    return true;
                }
            }
            return false;
        }

        /** Where the bytes of a nested value begin. */
        long at(int argument) {
            return Strings.address(columns[argument].values(), row);
        }

        /** Where the bytes of a nested value end. */
        long end(int argument) {
            return at(argument) + Strings.length(columns[argument].values(), row);
        }

        /** A BIGINT. */
        long int64(int argument) {
            return Memory.getLong(columns[argument].values(), row);
        }

        /** The values of an argument; to be read at {@link #row}. */
        MemorySegment values(int argument) {
            return columns[argument].values();
        }

        int row() {
            return row;
        }

        /** A VARCHAR. */
        String string(int argument) {
            return Strings.toString(columns[argument].values(), row);
        }

        /** A nested value as Java objects. */
        List<?> objects(int argument) {
            return (List<?>) Values.get(columns[argument].type(), columns[argument].values(), row);
        }

        /** Any argument in physical form, null for NULL. */
        @Nullable
        Object value(int argument) {
            return Values.get(columns[argument], row);
        }

        boolean bool(int argument) {
            return Bits.get(columns[argument].values(), row);
        }

        /** An argument as a cell, NULLs too: where it begins. Valid for this row. */
        Cell cell(int argument) {
            search.cell(columns[argument], row);
            search.finish(found, 0);
            long at = Strings.address(found, 0);
            return new Cell(at, at + Strings.length(found, 0));
        }

        /** Writes an argument as a cell. */
        void copyTo(NestedWriter to, int argument) {
            to.cell(columns[argument], row);
        }
    }

    /** The result of one row. */
    static final class Result {
        private final DataType type;
        private final Region batch;
        private final MemorySegment values;
        private final MemorySegment validity;
        private @Nullable NestedWriter writer;
        private int row;
        private boolean present;
        private boolean hasNulls;
        private final MemorySegment one;

        Result(DataType type, int rows, Region batch) {
            this.type = type;
            this.batch = batch;
            values = batch.allocateZeroed(Math.max(16, type.lane().bytesFor(rows)));
            validity = batch.allocate(Math.max(16, Bits.bytes(rows))).fill((byte) -1);
            one = batch.allocate(16);
        }

        private void missing(int at) {
            if (writer != null) {
                writer.discard();
            }
            Bits.put(validity, at, false);
            hasNulls = true;
        }

        /** To write a nested result to; follow by {@link #end} or {@link #done}. */
        NestedWriter writer() {
            if (writer == null) {
                writer = new NestedWriter(batch);
            }
            return writer;
        }

        /** Writes an element that is an integer of 64 bits. */
        void number(long value) {
            writer().number(value);
        }

        /** The list that was written is the result. */
        void end() {
            writer().end();
            done();
        }

        /** The struct that was written is the result. */
        void done() {
            Objects.requireNonNull(writer).finish(values, row);
            present = true;
        }

        /** The value of a cell is the result. */
        void cell(long at) {
            if (!Nested.isNull(at)) {
                Nested.read(type, at + 1, values, row, batch);
                present = true;
            }
        }

        /** Writes an element that is a VARCHAR. */
        void element(String value) {
            Constants.put(value, ScalarType.VARCHAR, one, 0, batch);
            writer().cell(ScalarType.VARCHAR, one, 0);
        }

        /** Any value in physical form; null for NULL. */
        void value(@Nullable Object value) {
            if (value != null) {
                Constants.put(value, type, values, row, batch);
                present = true;
            }
        }

        void int32(int value) {
            Memory.setInt(values, row, value);
            present = true;
        }

        /** A list of values in physical form. */
        void list(List<?> value) {
            Constants.put(value, type, values, row, batch);
            present = true;
        }

        void float32(float value) {
            Memory.setFloat(values, row, value);
            present = true;
        }

        void float64(double value) {
            Memory.setDouble(values, row, value);
            present = true;
        }

        void int64(long value) {
            Memory.setLong(values, row, value);
            present = true;
        }

        /** A number that is not negative, in 128 bits. */
        void wide(long value) {
            Memory.setLong(values, 2L * row, value);
            Memory.setLong(values, 2L * row + 1, 0);
            present = true;
        }

        void bool(boolean value) {
            Bits.put(values, row, value);
            present = true;
        }

        void text(String value) {
            Constants.put(value, type, values, row, batch);
            present = true;
        }

        /** A nested argument as it is. */
        void same(Row in, int argument) {
            Strings.put(values, row, in.at(argument), Math.toIntExact(in.end(argument) - in.at(argument)));
            present = true;
        }
    }
}
