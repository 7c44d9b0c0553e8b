package tarn.engine.function.scalar;

import java.util.List;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Strings;
import tarn.engine.data.vector.Vector;
import tarn.engine.function.ScalarKernel;
import tarn.engine.kernel.Flatten;
import tarn.sql.error.ErrorCode;
import tarn.sql.error.SqlException;

/** concat and concat_ws: leaves NULLs out. With a separator, the first argument, NULL only if that is NULL. */
final class Concatenation implements ScalarKernel {
    private final boolean separated;

    Concatenation(boolean separated) {
        this.separated = separated;
    }

    @Override
    public Vector evaluate(List<Vector> arguments, int rows, Region batch) {
        var texts = arguments.stream().map(a -> Flatten.flatten(a, rows, batch)).toList();
        var out = batch.allocate((long) rows * Strings.VIEW_BYTES);
        long total = 0;
        for (int row = 0; row < rows; row++) {
            long length = length(texts, row);
            if (length > Integer.MAX_VALUE) {
                throw SqlException.of(ErrorCode.INVALID_VALUE, "a string of " + length + " bytes is too long");
            }
            total += length;
        }
        long address = total == 0 ? 0 : batch.allocate(total).address();
        for (int row = 0; row < rows; row++) {
            long end = write(texts, row, address);
            Strings.put(out, row, address, (int) (end - address));
            address = end;
        }
        return new FlatVector(
                ScalarType.VARCHAR, out, separated ? texts.getFirst().validity() : null);
    }

    private long length(List<FlatVector> texts, int row) {
        if (separated && texts.getFirst().isNull(row)) {
            return 0;
        }
        long length = 0;
        int parts = 0;
        for (int i = separated ? 1 : 0; i < texts.size(); i++) {
            if (!texts.get(i).isNull(row)) {
                length += Strings.length(texts.get(i).values(), row);
                parts++;
            }
        }
        return separated && parts > 1
                ? length + (parts - 1L) * Strings.length(texts.getFirst().values(), row)
                : length;
    }

    private long write(List<FlatVector> texts, int row, long address) {
        if (separated && texts.getFirst().isNull(row)) {
            return address;
        }
        long at = address;
        boolean first = true;
        for (int i = separated ? 1 : 0; i < texts.size(); i++) {
            if (!texts.get(i).isNull(row)) {
                if (separated && !first) {
                    at = append(texts.getFirst(), row, at);
                }
                at = append(texts.get(i), row, at);
                first = false;
            }
        }
        return at;
    }

    private static long append(FlatVector text, int row, long at) {
        int length = Strings.length(text.values(), row);
        if (length > 0) {
            Utf8.copy(Strings.address(text.values(), row), at, length);
        }
        return at + length;
    }
}
