package tarn.engine.data.type;

/** As many elements of one type as {@code size} says, NULLs among them; in memory as the list of them is. */
public record ArrayType(DataType element, int size) implements DataType {
    public static final int MAX_SIZE = 100_000;

    public ArrayType {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("an array of " + size);
        }
    }

    public ListType asList() {
        return new ListType(element);
    }

    /** The type of a list for an array, every other type as it is. */
    public static DataType listOf(DataType type) {
        return type instanceof ArrayType array ? array.asList() : type;
    }

    @Override
    public Lane lane() {
        return Lane.BYTES;
    }

    @Override
    public String sql() {
        return element.sql() + "[" + size + "]";
    }

    @Override
    public String toString() {
        return sql();
    }
}
