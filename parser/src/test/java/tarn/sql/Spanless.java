package tarn.sql;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/** Shows a syntax tree without the places of its nodes, so that trees of differently written texts can be compared. */
final class Spanless {
    private Spanless() {}

    static String show(@Nullable Object node) {
        return switch (node) {
            case null -> "-";
            case List<?> list -> list.stream().map(Spanless::show).collect(Collectors.joining(", ", "[", "]"));
            case Record record -> show(record);
            default -> node.toString();
        };
    }

    private static String show(Record record) {
        var out = new StringBuilder(record.getClass().getSimpleName()).append('(');
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            if (part.getType() != Span.class) {
                out.append(part.getName())
                        .append('=')
                        .append(show(value(record, part)))
                        .append(' ');
            }
        }
        return out.append(')').toString();
    }

    private static @Nullable Object value(Record record, RecordComponent part) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
