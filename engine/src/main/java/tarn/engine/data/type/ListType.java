package tarn.engine.data.type;

/** A list of any number of elements of one type, NULLs among them. */
public record ListType(DataType element) implements DataType {
    @Override
    public Lane lane() {
        return Lane.BYTES;
    }

    @Override
    public String sql() {
        return element.sql() + "[]";
    }

    @Override
    public String toString() {
        return sql();
    }
}
