package tarn.engine.data.type;

import java.util.List;

/** A map: in memory the list of its entries in the order in which they were written, keys distinct and not NULL. */
public record MapType(DataType key, DataType value) implements DataType {
    /** The type of the list of entries that a map is. */
    public ListType entries() {
        return new ListType(
                new StructType(List.of(new StructType.Field("key", key), new StructType.Field("value", value))));
    }

    @Override
    public Lane lane() {
        return Lane.BYTES;
    }

    @Override
    public String sql() {
        return "MAP(" + key.sql() + ", " + value.sql() + ")";
    }

    @Override
    public String toString() {
        return sql();
    }
}
