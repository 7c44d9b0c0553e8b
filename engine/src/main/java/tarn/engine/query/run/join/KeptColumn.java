package tarn.engine.query.run.join;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.memory.Region;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.vector.ColumnBuffer;
import tarn.engine.data.vector.ConstantVector;
import tarn.engine.data.vector.Constants;
import tarn.engine.data.vector.Dictionary;
import tarn.engine.data.vector.DictionaryVector;
import tarn.engine.data.vector.FlatVector;
import tarn.engine.data.vector.Vector;

/** A column of kept rows: codes as long as all rows share a dictionary, else values. */
final class KeptColumn {
    private final DataType type;
    private final Region region;
    private @Nullable Dictionary dictionary;
    private ColumnBuffer buffer;

    KeptColumn(DataType type, Region region) {
        this.type = type;
        this.region = region;
        this.buffer = new ColumnBuffer(type, region);
    }

    long rows() {
        return buffer.rows();
    }

    void append(Vector vector, int rows) {
        if (vector instanceof DictionaryVector coded) {
            if (buffer.rows() == 0 && dictionary == null) {
                dictionary = coded.dictionary();
                buffer = new ColumnBuffer(ScalarType.INTEGER, region);
            }
            if (dictionary == coded.dictionary()) {
                buffer.append(new FlatVector(ScalarType.INTEGER, coded.codes(), coded.validity()), rows);
                return;
            }
        }
        if (dictionary != null) {
            if (vector instanceof ConstantVector constant && constant.isNull()) {
                buffer.append(Constants.nullOf(ScalarType.INTEGER), rows);
                return;
            }
            toValues();
        }
        buffer.append(vector, rows);
    }

    private void toValues() {
        var values = new ColumnBuffer(type, region);
        values.append(vector(), Math.toIntExact(buffer.rows()));
        buffer.clear();
        buffer = values;
        dictionary = null;
    }

    /** All rows. */
    Vector vector() {
        return decoded(buffer.vector());
    }

    Vector slice(long from, int rows, Region batch) {
        return decoded((FlatVector) buffer.slice(from, rows, batch));
    }

    private Vector decoded(FlatVector flat) {
        return dictionary == null ? flat : new DictionaryVector(dictionary, flat.values(), flat.validity());
    }
}
