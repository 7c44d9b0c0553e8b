package tarn.engine.data.vector;

import tarn.engine.data.type.DataType;

/**
 * A column of a batch. The number of rows stands in the batch. A vector that an operator hands on is valid only until
 * that operator is asked for its next batch: who keeps rows copies them.
 */
public sealed interface Vector permits FlatVector, ConstantVector, DictionaryVector {

    DataType type();

    boolean isNull(int row);

    /** False only if surely no row is NULL. */
    boolean mayHaveNulls();
}
