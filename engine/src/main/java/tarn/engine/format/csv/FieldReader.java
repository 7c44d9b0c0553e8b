package tarn.engine.format.csv;

import tarn.engine.data.type.DataType;

/** How fields become values of a type: one by one, or a column of texts at once. Stateless: shared by threads. */
sealed interface FieldReader permits FieldParser, FieldCast {

    DataType type();
}
