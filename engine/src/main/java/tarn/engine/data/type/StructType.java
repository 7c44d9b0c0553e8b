package tarn.engine.data.type;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tarn.sql.text.Keywords;

/** Named values side by side, one at least; a tuple, which {@code ROW(...)} makes, has fields without names. */
public record StructType(List<Field> fields) implements DataType {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** One value of a struct; the name is empty in a tuple. */
    public record Field(String name, DataType type) {}

    public StructType {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a struct without fields");
        }
    }

    public boolean isTuple() {
        return fields.getFirst().name().isEmpty();
    }

    /** The position of the field of this name in any case, from 0; -1 if there is none. */
    public int find(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    public List<DataType> types() {
        return fields.stream().map(Field::type).toList();
    }

    @Override
    public Lane lane() {
        return Lane.BYTES;
    }

    @Override
    public String sql() {
        return fields.stream()
                .map(f -> f.name().isEmpty()
                        ? f.type().sql()
                        : quoted(f.name()) + " " + f.type().sql())
                .collect(Collectors.joining(", ", isTuple() ? "TUPLE(" : "STRUCT(", ")"));
    }

    private static String quoted(String name) {
        boolean plain = PLAIN.matcher(name).matches() && Keywords.use(name) == null;
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return sql();
    }
}
