package tarn.sql.ast;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tree of syntax with other parts in some places. */
public final class Rebuilding {
    private Rebuilding() {}

    /**
     * The tree with parts replaced.
     *
     * @param replacement asked for each part of the tree (node, place or plain value), from the root down: what stands there
     *     instead and is taken as it is, or null to look at what the part is made of
     */
    public static <N extends Node> N of(N node, Function<Object, @Nullable Object> replacement) {
        @SuppressWarnings("unchecked")
        N built = (N) java.util.Objects.requireNonNull(value(node, replacement));
        return built;
    }

    /** Nodes are records of spans, nodes, lists and plain values: that is all that there is to know about them. */
    private static Record rebuilt(Record node, Function<Object, @Nullable Object> replacement) {
        RecordComponent[] components = node.getClass().getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                values[i] = value(components[i].getAccessor().invoke(node), replacement);
            }
            return node.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (IllegalAccessException | InstantiationException | NoSuchMethodException e) {
            throw new IllegalStateException("not a public record: " + node.getClass(), e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot rebuild " + node.getClass(), e.getCause());
        }
    }

    private static @Nullable Object value(@Nullable Object value, Function<Object, @Nullable Object> replacement) {
        if (value == null) {
            return null;
        }
        var instead = replacement.apply(value);
        if (instead != null) {
            return instead;
        }
        return switch (value) {
            case Node node -> rebuilt((Record) node, replacement);
            case List<?> list ->
                list.stream().map(part -> value(part, replacement)).toList();
            default -> value;
        };
    }
}
