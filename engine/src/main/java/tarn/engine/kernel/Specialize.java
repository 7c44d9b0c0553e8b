package tarn.engine.kernel;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clones a loop template for one operator, so that the operator is a constant of the clone and the compiler inlines it: a
 * loop that meets many operators is an order of magnitude slower. A template is an ordinary final class of this package
 * with a constructor without parameters, which takes its operator by {@link #data} into a static final field. Operators
 * must not capture anything, for clones are kept for ever.
 */
public final class Specialize {
    private record Key(Class<?> template, Object data) {}

    private static final Map<Key, Object> CLONES = new ConcurrentHashMap<>();
    private static final Map<Class<?>, byte[]> CODE = new ConcurrentHashMap<>();

    private Specialize() {}

    /** The one clone of {@code template} for operators equal to {@code data}, which has the type {@code loop}. */
    static <K> K clone(Class<K> loop, Class<? extends K> template, Object data) {
        return clone(MethodHandles.lookup(), loop, template, data);
    }

    /** As {@link #clone(Class, Class, Object)} for a template of another package, whose lookup is given. */
    public static <K> K clone(MethodHandles.Lookup lookup, Class<K> loop, Class<? extends K> template, Object data) {
        return loop.cast(CLONES.computeIfAbsent(new Key(template, data), key -> define(lookup, key)));
    }

    private static Object define(MethodHandles.Lookup lookup, Key key) {
        try {
            byte[] code = CODE.computeIfAbsent(key.template(), Specialize::read);
            var hidden = lookup.defineHiddenClassWithClassData(code, key.data(), true);
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot specialise " + key.template(), e);
        }
    }

    private static byte[] read(Class<?> template) {
        try (var in = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IllegalStateException("no class file of " + template);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + template, e);
        }
    }

    /** The data of the clone whose lookup this is; null in the template itself. */
    @SuppressWarnings({"unchecked", "NullAway"})
    public static <T> T data(MethodHandles.Lookup lookup, Class<T> type) {
        try {
            return (T) MethodHandles.classData(lookup, "_", Object.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
