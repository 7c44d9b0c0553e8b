package tarn.engine.data.type;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** One of some texts, each there once; in memory its position, from 0, so that values compare by position. */
public record EnumType(List<String> values) implements DataType {
    private static final int MOST_IN_BYTE = 1 << 7;
    private static final int MOST_IN_SHORT = 1 << 15;

    public EnumType {
        values = List.copyOf(values);
        if (new LinkedHashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("a value occurs twice");
        }
    }

    @Override
    public Lane lane() {
        return values.size() <= MOST_IN_BYTE ? Lane.I8 : values.size() <= MOST_IN_SHORT ? Lane.I16 : Lane.I32;
    }

    @Override
    public String sql() {
        return values.stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "ENUM(", ")"));
    }

    @Override
    public String toString() {
        return sql();
    }
}
