package tarn.engine.function;

import org.jspecify.annotations.Nullable;
import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;

/**
 * What overload choice knows of an argument.
 *
 * @param constant the value in physical form (see {@code Expr.Literal}) if the argument is a constant and not NULL, else
 *     null; some results depend on it, such as the scale of {@code round(x, 2)}
 * @param untyped whether it is a string or integer literal without a cast, which takes the type that is wanted
 */
public record Argument(DataType type, @Nullable Object constant, boolean untyped) {

    /** An expression that is not constant. */
    public static Argument of(DataType type) {
        return new Argument(type, null, false);
    }

    /** An array as the list that it becomes; all else as it is. */
    public Argument asList() {
        return type instanceof ArrayType array ? new Argument(array.asList(), constant, untyped) : this;
    }

    /** A string or integer written down, without a cast. */
    public static Argument literal(DataType type, Object value) {
        return new Argument(type, value, true);
    }

    /** A constant with a type of its own. */
    public static Argument constant(DataType type, @Nullable Object value) {
        return new Argument(type, value, false);
    }
}
