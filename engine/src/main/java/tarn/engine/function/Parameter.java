package tarn.engine.function;

import tarn.engine.data.type.ArrayType;
import tarn.engine.data.type.DataType;
import tarn.engine.data.type.DecimalType;
import tarn.engine.data.type.EnumType;
import tarn.engine.data.type.ListType;
import tarn.engine.data.type.MapType;
import tarn.engine.data.type.ScalarType;
import tarn.engine.data.type.StructType;

/** What a signature asks of one argument. */
public sealed interface Parameter {

    /** Cost for an argument to stand here; negative if it cannot. */
    int cost(Argument argument);

    /** How the signature shows it. */
    String sql();

    /** Exactly this type; arguments are cast to it. */
    record Exact(DataType type) implements Parameter {
        @Override
        public int cost(Argument argument) {
            return Coercion.implicitCost(argument, type);
        }

        @Override
        public String sql() {
            return type.sql();
        }
    }

    /** A family of types; the signature's resolver says which one. */
    enum Family implements Parameter {
        /** Takes everything as it is. */
        ANY,
        /** DECIMAL of any size; integers become one. */
        DECIMAL,
        /** A list of anything; an array becomes one. */
        LIST,
        /** A struct or tuple of anything. */
        STRUCT,
        /** A map of anything. */
        MAP,
        /** Any ENUM. */
        ENUM;

        private static final int ANY_COST = 5;
        private static final int NULL_COST = 200;

        @Override
        public int cost(Argument argument) {
            return switch (this) {
                case ANY -> ANY_COST;
                case DECIMAL ->
                    argument.type() instanceof DecimalType
                            ? 0
                            : Coercion.implicitCost(argument, new DecimalType(DecimalType.MAX_PRECISION, 0));
                case LIST ->
                    nested(argument, argument.type() instanceof ListType || argument.type() instanceof ArrayType);
                case STRUCT -> nested(argument, argument.type() instanceof StructType);
                case MAP -> nested(argument, argument.type() instanceof MapType);
                case ENUM -> nested(argument, argument.type() instanceof EnumType);
            };
        }

        private static int nested(Argument argument, boolean fits) {
            return fits ? 0 : argument.type() == ScalarType.NULL ? NULL_COST : Coercion.IMPOSSIBLE;
        }

        @Override
        public String sql() {
            return name();
        }
    }
}
