package tarn.sql.ast;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tarn.sql.error.Span;

/**
 * Syntax without its places: what the bodies of views and macros are kept as. Their text is not that of the statements that use them, so a
 * place in it would point anywhere; whoever binds them gives all that has no place the place of the use.
 */
public final class Unplaced {
    private Unplaced() {}

    /** The same tree with {@link Span#NONE} everywhere. */
    public static <N extends Node> N of(N node) {
        @SuppressWarnings("unchecked")
        N unplaced = (N) rebuilt((Record) node);
        return unplaced;
    }

    /** Nodes are records of spans, nodes, lists and plain values: that is all that there is to know about them. */
    private static Record rebuilt(Record node) {
        RecordComponent[] components = node.getClass().getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = value(components[i].getAccessor().invoke(node));
            }
            return node.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (IllegalAccessException | InstantiationException | NoSuchMethodException e) {
            throw new IllegalStateException("not a public record: " + node.getClass(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot rebuild " + node.getClass(), e.getCause());
        }
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Span _ -> Span.NONE;
            case Node node -> rebuilt((Record) node);
            case List<?> list -> list.stream().map(Unplaced::value).toList();
            default -> value;
        };
    }
}
